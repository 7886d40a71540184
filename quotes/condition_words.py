"""The words for a line of an offer: its condition, the parameters of its steps, and what would narrow its price."""

from django.utils.translation import gettext as _

from b2b_portal.lib.templatetags.formats import money
from catalogue.condition import Defect
from quotes.models import OfferLine
from quotes.pricing.waterfall import Waterfall


def questions_of(priced: Waterfall) -> tuple[str, ...]:
    """The answers that would narrow the range of a price, each a sentence with what it may bring."""
    return tuple(
        _(question.label)
        % {
            name: money(amount.amount, amount.currency)
            for name, amount in (("low", question.low), ("high", question.high))
        }
        for question in priced.questions
    )


def translated(params: object) -> dict[str, str]:
    """The parameters of a step, its words in the reader's language."""
    words = {"parts": _("value of the parts"), "recycling": _("value of the materials")}
    words |= {code: str(label) for code, label in Defect.choices}
    return {key: words.get(value, value) for key, value in dict(params).items()}  # type: ignore[call-overload]


def condition_of(line: OfferLine) -> str:
    """Grade, function and lock of a line, in words."""
    if line.cracked:
        words = [_("Cracked screen or case")]
    else:
        grade = _("Grade %(grade)s (assumed)") if line.grade_is_assumed else _("Grade %(grade)s")
        words = [grade % {"grade": line.grade}]
    if line.storage_gb:
        words.append(_("%(gb)d GB") % {"gb": line.storage_gb})
    words += {"faulty": [_("faulty")], "dead": [_("does not start")]}.get(line.functional_state, [])
    if line.lock != "none":
        words.append(_("locked"))
    if line.has_charger is not None:
        words.append(_("with charger") if line.has_charger else _("without charger"))
    words += [str(Defect(code).label) for code in line.defects]
    text = ", ".join(words)
    return _("%(condition)s (declared)") % {"condition": text} if line.is_declared else text
