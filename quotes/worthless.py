"""The devices for which nothing is paid, in words: why, and what to do with them; counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, Value, When
from django.utils.translation import gettext_lazy as _

from quotes.models import BuyBackOffer
from quotes.pricing.worthless import REASON_BY_STEP, SPENT

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WHY_NOTHING: "Mapping[str, StrPromise]" = {
    "too_old": _("too old to be resold"),
    "not_shipped": _("its swollen battery may not be shipped"),
    SPENT: _("in this condition it costs more than it brings"),
}
REMEDIES: "Mapping[str, StrPromise]" = {
    "too_old": _("Keep it, or choose “Recycle” in the offer."),
    "not_shipped": _("Have the battery replaced, then say so in the condition of the device; or have it recycled."),
    SPENT: _("Keep it, or choose “Recycle” in the offer. If it is in a better condition, say so first."),
}


@dataclass(frozen=True, kw_only=True)
class Worthless:
    """So many devices that bring nothing for one reason."""

    code: str
    count: int

    @property
    def reason(self) -> "StrPromise":
        return WHY_NOTHING[self.code]

    @property
    def remedy(self) -> "StrPromise":
        return REMEDIES[self.code]


def worthless_of(offer: BuyBackOffer) -> list[Worthless]:
    """The lines of an offer that bring nothing, by reason; one query."""
    whens = [When(price__waterfall__steps__contains=[dict(step)], then=Value(code)) for step, code in REASON_BY_STEP]
    why = Case(*whens, default=Value(SPENT), output_field=CharField())
    lines = offer.lines.filter(net_amount=0, high_amount=0, price__withheld_amount=0)
    counted = lines.annotate(why=why).values("why").annotate(count=Count("pk")).order_by()
    return tell_worthless((row["why"], row["count"]) for row in counted)


def tell_worthless(counted: Iterable[tuple[str, int]]) -> list[Worthless]:
    """Those with a reason, in the order of the reasons."""
    counts: dict[str, int] = {}
    for code, count in counted:
        counts[code] = counts.get(code, 0) + count
    return [Worthless(code=code, count=counts[code]) for code in WHY_NOTHING if counts.get(code)]
