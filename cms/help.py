"""The help pages that the portal leads to, each by a word that stays while editors rename and move the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from cms.addresses import page_address
from cms.initial_pages import page_key

TOPICS: Mapping[str, str] = {
    "exports": "help-exports",
    "locks": "help-locks",
    "prices": "help-prices",
    "quotes": "help-quotes",
    "impact": "help-impact",
    "grades": "grades",
}
_BY_KEY = {page_key(name): topic for topic, name in TOPICS.items()}


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    """What a link needs: the editors' title, and the address."""

    title: str
    url: str


def help_pages(request: HttpRequest | None) -> Mapping[str, HelpPage]:
    """By topic, the pages published in the reader's language: one query, however many links a page has."""
    known: Mapping[str, HelpPage] | None = getattr(request, "_help_pages", None)
    if known is not None:
        return known
    published = Page.objects.live().filter(translation_key__in=_BY_KEY, locale__language_code=get_language() or "en")
    rows = published.order_by("path").values_list("translation_key", "title", "url_path")
    pages = {_BY_KEY[key]: HelpPage(title=title, url=page_address(path)) for key, title, path in rows}
    if request is not None:
        request._help_pages = pages  # type: ignore[attr-defined]
    return pages
