"""E-mails about sold devices on their way to us."""

from collections.abc import Callable

from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from b2b_portal.lib.templatetags.formats import money, number
from quotes.arrivals import lock_after_sale, missing_of, sums_of
from quotes.models import Arrival, BuyBackOffer, Delivery
from quotes.notifications import readers_who_may, url_of
from tenants.permissions import Permission


def tell_arrived(*, delivery: Delivery) -> int:
    """What has come, and for how much late devices count; returns how many mails."""
    sums, offer = sums_of(delivery), delivery.arrival.offer
    missing = missing_of(offer).count()

    def words() -> tuple[str, str]:
        came = ngettext("%(devices)s device has arrived", "%(devices)s devices have arrived", sums.devices)
        came %= {"devices": number(sums.devices)}
        day = date_format(delivery.arrived_on, "DATE_FORMAT")
        told = [_("%(came)s for %(offer)s on %(day)s.") % {"came": came, "offer": offer, "day": day}]
        if sums.counted < sums.agreed:
            amounts = {"agreed": money(sums.agreed, offer.currency), "counted": money(sums.counted, offer.currency)}
            told.append(
                _(
                    "They came after the latest day of arrival. By the prices of that day they come to %(counted)s;"
                    " %(agreed)s was agreed. The page of the offer shows both, device by device."
                )
                % amounts
            )
        left = ngettext("%(devices)s device is still missing.", "%(devices)s devices are still missing.", missing)
        told.append(left % {"devices": number(missing)} if missing else _("Everything has arrived."))
        return _("%(offer)s: %(came)s") % {"offer": offer, "came": came}, "\n\n".join(told)

    return _write(offer, words)


def tell_arrival_due(*, arrival: Arrival) -> int:
    """Which devices have little time left; returns how many mails."""
    missing = missing_of(arrival.offer).count()

    def words() -> tuple[str, str]:
        left = ngettext("%(devices)s device is still missing.", "%(devices)s devices are still missing.", missing)
        day = date_format(arrival.arrive_by_on, "DATE_FORMAT")
        subject = _("%(offer)s: the devices arrive by %(day)s") % {"offer": arrival, "day": day}
        return subject, f"{left % {'devices': number(missing)}} {lock_after_sale(arrival)}"

    return _write(arrival.offer, words)


def tell_arrival_moved(*, arrival: Arrival, reason: str) -> int:
    """Until when the devices have time now, and why; returns how many mails."""

    def words() -> tuple[str, str]:
        day = date_format(arrival.arrive_by_on, "DATE_FORMAT")
        subject = _("%(offer)s: the devices have time until %(day)s") % {"offer": arrival, "day": day}
        why = _("Why: %(reason)s") % {"reason": reason}
        return subject, f"{lock_after_sale(arrival)}\n\n{why}"

    return _write(arrival.offer, words)


def _write(offer: BuyBackOffer, words: Callable[[], tuple[str, str]]) -> int:
    """Write to every member who may accept an offer, each in his language."""
    readers = readers_who_may(Permission.OFFER_ACCEPT)
    for reader in readers:
        with override(reader.language):
            subject, text = words()
            where = _("The devices one by one:\n%(url)s\n") % {"url": f"{url_of(offer)}arrival/"}
            send_mail(subject=subject, message=f"{text}\n\n{where}", from_email=None, recipient_list=[reader.email])
    return len(readers)
