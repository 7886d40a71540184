"""The words of an estimate: what is known of each kind, and which answers would narrow the range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import money, number
from catalogue.condition import FunctionalState, Grade
from quotes.minimum_words import sentences_of
from quotes.pricing.estimate import Answer, Estimate, Kind, PricedKind
from quotes.pricing.explain import explain
from quotes.pricing.facts import NO_LOCK


@dataclass(frozen=True, kw_only=True)
class ShownKind:
    """One line of the answer, its amounts in the estimate's currency."""

    label: str
    condition: str
    units: int
    each: str
    together: str
    wanted: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownEstimate:
    """An estimate as the page says it; `unknown` holds the names of which we know no model, `unpriced` the others."""

    figures: Estimate
    kinds: Sequence[ShownKind]
    answers: Sequence[str]
    bonus: str
    missing: Sequence[str]
    unknown: Sequence[tuple[str, int]]
    unpriced: Sequence[tuple[str, int]]


def shown(estimate: Estimate) -> ShownEstimate:
    """Put an estimate into the reader's words."""
    currency, missing = estimate.currency, estimate.unpriced
    return ShownEstimate(
        figures=estimate,
        kinds=[
            ShownKind(
                label=one.kind.label,
                condition=", ".join(_condition(one.kind)),
                units=one.kind.units,
                each=_range(one.low, one.high, currency),
                together=_range(one.low * one.kind.units, one.high * one.kind.units, currency),
                wanted=_wanted(one),
            )
            for one in estimate.priced
        ],
        answers=[_sentence(answer, currency) for answer in estimate.answers],
        bonus=_bonus(estimate),
        missing=sentences_of(estimate.shortfalls, currency=currency),
        unknown=[(kind.label, kind.units) for kind in missing if not kind.facts.model_slug],
        unpriced=[(kind.label, kind.units) for kind in missing if kind.facts.model_slug],
    )


def _range(low: Decimal, high: Decimal, currency: str) -> str:
    if low == high:
        return money(low, currency)
    return _("%(low)s to %(high)s") % {"low": money(low, currency), "high": money(high, currency)}


def _wanted(one: PricedKind) -> str:
    premium = one.least.step("premium")
    return explain(code=premium.code, params=premium.params, translate=_) if premium else ""


def _condition(kind: Kind) -> Iterator[str]:
    facts = kind.facts
    yield _("%(gb)d GB") % {"gb": facts.storage_gb} if facts.storage_gb else _("storage not said")
    if kind.says_grade:
        yield str(Grade(facts.grade).label)
    elif facts.functional_state == FunctionalState.WORKS:
        yield _("condition not said")
    if facts.functional_state != FunctionalState.WORKS:
        yield str(FunctionalState(facts.functional_state).label)
    if facts.lock != NO_LOCK:
        yield _("locked")


def _sentence(answer: Answer, currency: str) -> str:
    sentences = {
        "condition": ngettext(
            "The condition of %(units)s device: narrows the range by up to %(amount)s.",
            "The condition of %(units)s devices: narrows the range by up to %(amount)s.",
            answer.units,
        ),
        "storage": ngettext(
            "The storage of %(units)s device: narrows the range by up to %(amount)s.",
            "The storage of %(units)s devices: narrows the range by up to %(amount)s.",
            answer.units,
        ),
        "model": ngettext(
            "The exact model of %(units)s device: narrows the range by up to %(amount)s.",
            "The exact model of %(units)s devices: narrows the range by up to %(amount)s.",
            answer.units,
        ),
    }
    return sentences[answer.code] % {"units": number(answer.units), "amount": money(answer.amount, currency)}


def _bonus(estimate: Estimate) -> str:
    bonus = estimate.next_bonus
    if bonus is None:
        return ""
    sentence = ngettext(
        "With %(units)s device more, a bonus of %(percent)s%% on every device is paid: at least %(amount)s more for "
        "those above.",
        "With %(units)s devices more, a bonus of %(percent)s%% on every device is paid: at least %(amount)s more for "
        "those above.",
        bonus.missing_units,
    )
    return sentence % {
        "units": number(bonus.missing_units),
        "percent": number(bonus.percent),
        "amount": money(bonus.amount, estimate.currency),
    }
