"""What a list comes to, in a sentence or two: whose the devices are, and what stands in the way of a price."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import number
from fleet.models import Upload
from fleet.models.device import Owner

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


def sum_up(upload: Upload) -> str:
    """Return the sentences, or an empty text while nothing was counted."""
    owners = upload.summary.get("owners", {})
    told = [_with(owners[owner], words) for owner, words in _PARTS.items() if owners.get(owner)]
    if not told:
        return ""
    sentence = _listed(told)
    unnamed = upload.summary.get("problems", {}).get("model_unknown", 0)
    return f"{sentence} {_with(unnamed, _to_name)}" if unnamed else sentence


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
