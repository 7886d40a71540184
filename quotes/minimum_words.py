"""What a lot lacks of the smallest offer, in the reader's words; one query for the names of the categories."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import money, number
from catalogue.models import Category
from quotes.pricing.minimum import Shortfall
from quotes.pricing.rules import EVERY_CATEGORY


def sentences_of(shortfalls: Iterable[Shortfall], *, currency: str) -> list[str]:
    """Return a sentence for each thing that is missing: how much we ask for, and how much more it would take."""
    missed = list(shortfalls)
    names = {category.slug: category.name for category in Category.objects.all()} if missed else {}
    return [
        sentence
        for each in missed
        for sentence in _told(each, currency=currency, category=names.get(each.rule.category, each.rule.category))
    ]


def _told(missed: Shortfall, *, currency: str, category: str) -> Sequence[str]:
    units, amount = missed.missing_units, missed.missing_amount
    whole = missed.rule.category == EVERY_CATEGORY
    about = {
        "category": category,
        "least": number(missed.rule.min_units),
        "units": number(units),
        "least_amount": money(missed.rule.min_amount, currency),
        "amount": money(amount, currency),
    }
    told = []
    if units:
        told.append((_of_all(units) if whole else _of_category(units)) % about)
    if amount and whole:
        told.append(_("An offer starts at %(least_amount)s: %(amount)s are missing.") % about)
    elif amount:
        told.append(
            _("%(category)s: an offer takes them from %(least_amount)s on, and %(amount)s are missing.") % about
        )
    return told


def _of_all(units: int) -> str:
    return ngettext(
        "We make an offer from %(least)s devices on: %(units)s more device is needed.",
        "We make an offer from %(least)s devices on: %(units)s more devices are needed.",
        units,
    )


def _of_category(units: int) -> str:
    return ngettext(
        "%(category)s: an offer takes %(least)s or more of them, so %(units)s more is needed.",
        "%(category)s: an offer takes %(least)s or more of them, so %(units)s more are needed.",
        units,
    )
