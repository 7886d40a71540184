"""Which lines of an offer are meant: what is ticked in its table (groups, single devices), or everything."""

import re
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import QueryDict

from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import lines_of_groups

EVERYTHING = "matching"  # the scope of the bulk bar: every line of the offer but those that were unticked
_KEY = re.compile("[0-9a-f]{32}")


def is_group_key(text: str) -> bool:
    """Whether a text may be the key of a group."""
    return bool(_KEY.fullmatch(text))


def ticked_lines(offer: BuyBackOffer, sent: QueryDict) -> "QuerySet[OfferLine, OfferLine]":
    """The lines that are meant.

    Raises: BadRequest, for what is neither a group nor a line.
    """
    if sent.get("scope") == EVERYTHING:
        left_out = [key for key in sent.getlist("except") if is_group_key(key)]
        return offer.lines.exclude(pk__in=lines_of_groups(offer, left_out).values("pk"))
    keys = sent.getlist("group")
    if not all(is_group_key(key) for key in keys):
        raise BadRequest("a group's key is not a key")
    of_groups = lines_of_groups(offer, keys).values_list("pk", flat=True)
    return offer.lines.filter(pk__in=[*of_groups, *single_lines(sent)])


def single_lines(sent: QueryDict) -> list[UUID]:
    """The lines that are ticked one by one.

    Raises: BadRequest, for what is no line's id.
    """
    try:
        return [UUID(text) for text in sent.getlist("line")]
    except ValueError as unreadable:
        raise BadRequest("a line's id is not an id") from unreadable
