"""The form by itself, with what is wrong in it, and the page that thanks; the empty form stands on the contact page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.contact.forms import ContactForm
from cms.contact.messages import receive_message
from cms.rate_limit import within_limit
from cms.rendering import render_in_site

MOST_AN_HOUR = 10
HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def contact_send(request: HttpRequest) -> HttpResponse:
    """Take a message in."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    at = timezone.now()
    if not within_limit(request=request, action="contact", most=MOST_AN_HOUR, seconds=HOUR, at=at):
        form.add_error(None, _("Too many messages came from your network. Try again in an hour."))
        return _page(request, form, status=429)
    if not form.is_from_a_robot:
        receive_message(**form.answers, language=get_language() or "en", at=at)
    return redirect("contact_thanks")


@require_safe
def contact_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render_in_site(request=request, template="cms/contact_thanks.html", context={})


def _page(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    return render_in_site(request=request, template="cms/contact.html", context={"form": form}, status=status)
