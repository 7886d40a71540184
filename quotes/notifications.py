"""E-mails about quotes; sent by jobs, never inside a transition."""

from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from quotes.models import Quote
from records.documents import current_organisation
from tenants.models import Membership
from tenants.permissions import Permission, may


def tell_quote_sent(*, quote: Quote) -> int:
    """Write to every member who may accept the quote, each in his language; returns how many."""
    organisation = current_organisation()
    members = Membership.objects.for_organisation(organisation).active().select_related("user").order_by("pk")
    readers = [member.user for member in members if may(member.role, Permission.QUOTE_ACCEPT)]
    for reader in readers:
        with override(reader.language):
            send_mail(
                subject=_("%(quote)s: a quote from %(name)s") % {"quote": quote, "name": quote.sent_by_name},
                message=_(
                    "%(name)s has sent you the quote %(quote)s, valid until %(day)s.\n\n"
                    "Read and answer it here:\n%(url)s\n"
                )
                % {
                    "name": quote.sent_by_name,
                    "quote": quote,
                    "day": date_format(quote.valid_until_on, "DATE_FORMAT"),
                    "url": f"{organisation.url}/quotes/{quote.pk}/",
                },
                from_email=None,
                recipient_list=[reader.email],
            )
    return len(readers)
