"""E-mails about quotes and offers; sent by jobs, never inside a transition."""

from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from quotes.models import BuyBackOffer, OfferApproval, Quote
from records.documents import current_organisation
from tenants.models import Membership, User
from tenants.permissions import Permission, may


def tell_quote_sent(*, quote: Quote) -> int:
    """Write to every member who may accept the quote, each in his language; returns how many."""
    organisation = current_organisation()
    readers = readers_who_may(Permission.QUOTE_ACCEPT)
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


def tell_offer_extended(*, offer: BuyBackOffer, reason: str) -> int:
    """Write to every member who may accept the offer until when it holds now, and why; returns how many."""
    readers = readers_who_may(Permission.OFFER_ACCEPT)
    for reader in readers:
        with override(reader.language):
            day = date_format(offer.valid_until_on, "DATE_FORMAT")
            send_mail(
                subject=_("Your buy-back offer %(offer)s holds until %(day)s") % {"offer": offer, "day": day},
                message=_(
                    "The prices of your buy-back offer %(offer)s now hold until %(day)s.\n\n"
                    "Why: %(reason)s\n\n"
                    "Read and answer it here:\n%(url)s\n"
                )
                % {"offer": offer, "day": day, "reason": reason, "url": url_of(offer)},
                from_email=None,
                recipient_list=[reader.email],
            )
    return len(readers)


def tell_approval_asked(*, approval: OfferApproval) -> int:
    """Write to everybody who may be the second person of a sale; returns how many."""
    readers = [user for user in readers_who_may(Permission.OFFER_ACCEPT) if str(user.pk) != approval.asked_by_id]
    for reader in readers:
        with override(reader.language):
            send_mail(
                subject=_("%(name)s asks you to approve the sale of %(offer)s")
                % {"name": approval.asked_by_name, "offer": approval.offer},
                message=_(
                    "%(name)s wants to accept the buy-back offer %(offer)s. A sale of this amount needs a second"
                    " person.\n\nRead and answer it here:\n%(url)s\n"
                )
                % {"name": approval.asked_by_name, "offer": approval.offer, "url": url_of(approval.offer)},
                from_email=None,
                recipient_list=[reader.email],
            )
    return len(readers)


def tell_approval_refused(*, approval: OfferApproval, reason: str) -> int:
    """Write to who asked; returns how many mails that are."""
    asked = [user for user in readers_who_may(Permission.OFFER_ACCEPT) if str(user.pk) == approval.asked_by_id]
    for reader in asked:
        with override(reader.language):
            send_mail(
                subject=_("%(name)s refused the sale of %(offer)s")
                % {"name": approval.answered_by_name, "offer": approval.offer},
                message=_("Why: %(reason)s\n\nThe offer is here:\n%(url)s\n")
                % {"reason": reason, "url": url_of(approval.offer)},
                from_email=None,
                recipient_list=[reader.email],
            )
    return len(asked)


def readers_who_may(permission: Permission) -> list[User]:
    """The people of the current organisation whose role allows this."""
    members = Membership.objects.for_organisation(current_organisation()).active().select_related("user")
    return [member.user for member in members.order_by("pk") if may(member.role, permission)]


def url_of(offer: BuyBackOffer) -> str:
    """The address of an offer in its organisation's portal."""
    return f"{current_organisation().url}/offers/{offer.pk}/"
