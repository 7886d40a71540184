"""What a list comes to, in a sentence or two: whose the devices are, and what stands in the way of a price."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import number, whole_money
from fleet.models import Upload
from fleet.models.device import Owner
from fleet.states import UploadState

# In the order in which they are told.
_PARTS: Mapping[str, Callable[[int], str]] = {
    Owner.ORGANISATION: lambda count: ngettext("%(count)s device is yours", "%(count)s devices are yours", count),
    Owner.PERSON: lambda count: ngettext(
        "%(count)s is personal and set aside", "%(count)s are personal and set aside", count
    ),
    Owner.LESSOR: lambda count: ngettext("%(count)s is leased", "%(count)s are leased", count),
    Owner.FUNDER: lambda count: ngettext(
        "%(count)s was funded by a third party", "%(count)s were funded by a third party", count
    ),
}


def sum_up(upload: Upload, *, with_amounts: bool = False) -> str:
    """Return the sentences, or an empty text while nothing was counted; amounts as far as they are worked out."""
    owners = upload.summary.get("owners", {})
    told = [_with(owners[owner], words) for owner, words in _PARTS.items() if owners.get(owner)]
    if not told:
        return ""
    estimate = (with_amounts and upload.estimate) or {}
    amounts = _amounts(estimate) if estimate else []
    is_told = estimate.get("answers", "0") != "0"
    unnamed = 0 if is_told else upload.summary.get("problems", {}).get("model_unknown", 0)
    return " ".join([_listed(told), *amounts, *([_with(unnamed, _to_name)] if unnamed else [])])


def is_estimate_awaited(upload: Upload) -> bool:
    """Whether what the rows would bring is being worked out."""
    return upload.state == UploadState.CHECKED and upload.estimate is None


def roughly(amount: Decimal) -> Decimal:
    """An estimate with three digits that count: 312,846 is 313,000."""
    step = Decimal(10) ** max(amount.adjusted() - 2, 0)
    return (amount / step).quantize(Decimal(1)) * step


def _amounts(estimate: Mapping[str, str]) -> list[str]:
    """What they bring, how many have no price yet, what the open questions would add."""
    currency = estimate["currency"]
    low, high, more = (whole_money(roughly(Decimal(estimate[name])), currency) for name in ("low", "high", "raise"))
    unpriced, answers = int(estimate["unpriced"]), int(estimate["answers"])
    told = []
    if Decimal(estimate["high"]):
        told.append(_would_bring(low, high))
    if unpriced:
        told.append(_with(unpriced, _unpriced))
    if answers:
        told.append(_more_by(answers) % {"count": number(answers), "amount": more})
    return told


def _would_bring(low: str, high: str) -> str:
    if low == high:
        return _("What is yours would bring about %(amount)s today.") % {"amount": low}
    return _("What is yours would bring about %(low)s to %(high)s today.") % {"low": low, "high": high}


def _unpriced(count: int) -> str:
    return ngettext(
        "%(count)s of yours has no price yet.",
        "%(count)s of yours have no price yet.",
        count,
    )


def _more_by(answers: int) -> str:
    return ngettext(
        "%(count)s model to name may raise it by about %(amount)s, going by devices of the same kind in this list.",
        "%(count)s models to name may raise it by about %(amount)s, going by devices of the same kind in this list.",
        answers,
    )


def _listed(told: list[str]) -> str:
    if len(told) == 1:
        return _("%(fact)s.") % {"fact": told[0]}
    return _("%(first)s and %(last)s.") % {"first": ", ".join(told[:-1]), "last": told[-1]}


def _to_name(count: int) -> str:
    return ngettext(
        "%(count)s can be priced once its model is named.",
        "%(count)s can be priced once their models are named.",
        count,
    )


def _with(count: int, words: Callable[[int], str]) -> str:
    return words(count) % {"count": number(count)}
