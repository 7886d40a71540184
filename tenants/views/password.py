"""Setting a password by the link that was mailed."""

from allauth.account.models import EmailAddress
from allauth.account.views import PasswordResetFromKeyView
from django.forms import Form
from django.http import HttpResponse


class PasswordByLinkView(PasswordResetFromKeyView):
    """Whoever follows the link reads that mailbox: the address is verified, which a second factor asks for."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        EmailAddress.objects.update_or_create(
            user=self.reset_user, email=self.reset_user.email, defaults={"verified": True, "primary": True}
        )
        return response
