"""The pages a new site starts with, from the texts in cms/initial/<language>/; from then on they are the editors'.

A text is one page: its fields, and its body as the blocks of cms/blocks.py. `<a page="grades">` and `page = "grades"`
lead to the page of that file.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import HOME_DEPTH, ContentPage, HomePage, SitePage

TEXTS = Path(__file__).parent / "initial"
HOME = "home"
IN_ORDER = ("how-it-works", "grades", "impact-method", "accessibility", "legal")
_NAMESPACE = UUID("6f1d2c5e-2f0b-4f43-9d5e-0d6b8f2f7a11")
_LINK = re.compile(r'<a page="([a-z-]+)">')


@dataclass(frozen=True, kw_only=True)
class PageText:
    """One file; `key` is its name and the same in every language."""

    key: str
    values: Mapping[str, Any]

    @property
    def translation_key(self) -> UUID:
        """What joins the page to its translations."""
        return uuid5(_NAMESPACE, self.key)


def create_site_pages() -> list[str]:
    """Make the pages of every language that has no home yet; returns the addresses of what was made.

    A page that an editor has removed does not come back.
    """
    with transaction.atomic():
        made = [page for code, _name in settings.LANGUAGES for page in _create_tree(code)]
        _serve_from(HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE))
    return [str(page.url) for page in made]


def read_text(*, language: str, key: str) -> PageText:
    """The text of a page in a language."""
    return PageText(key=key, values=tomllib.loads((TEXTS / language / f"{key}.toml").read_text(encoding="utf-8")))


def _create_tree(language: str) -> list[SitePage]:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    if HomePage.objects.filter(locale=locale).exists():
        return []
    texts = [read_text(language=language, key=key) for key in (HOME, *IN_ORDER)]
    home = Page.objects.get(depth=HOME_DEPTH - 1).add_child(instance=_bare_page(HomePage, texts[0], locale))
    pages = [home, *(home.add_child(instance=_bare_page(ContentPage, text, locale)) for text in texts[1:])]
    numbers = {text.key: page.pk for text, page in zip(texts, pages, strict=True)}
    for text, page in zip(texts, pages, strict=True):
        _fill(page, text, numbers)
    return pages


def _bare_page(model: type[SitePage], text: PageText, locale: Locale) -> SitePage:
    """Without its blocks, which may lead to pages that are not there yet."""
    fields = {name: text.values[name] for name in ("title", "slug", "lead", "search_description")}
    page = model(**fields, locale=locale, translation_key=text.translation_key)
    page.seo_title = text.values.get("seo_title", "")
    page.show_in_menus = text.values.get("menu", False)
    if isinstance(page, ContentPage):
        page.show_in_footer = text.values.get("footer", False)
    return page


def _fill(page: SitePage, text: PageText, numbers: Mapping[str, int]) -> None:
    page.body = _stream(text.values["body"], numbers)
    if isinstance(page, HomePage):
        page.example = _stream(text.values.get("example", []), numbers)
    page.save_revision().publish()


def _stream(blocks: list[dict[str, Any]], numbers: Mapping[str, int]) -> str:
    """Wagtail's stored form of a stream."""
    rows = [{"type": block["type"], "value": _value_of(block, numbers)} for block in blocks]
    return json.dumps(rows)


def _value_of(block: Mapping[str, Any], numbers: Mapping[str, int]) -> Any:
    plain = block["value"] if "value" in block else {name: part for name, part in block.items() if name != "type"}
    return _with_links(plain, numbers)


def _with_links(part: Any, numbers: Mapping[str, int]) -> Any:
    """The same value, names of pages replaced by their numbers."""
    if isinstance(part, dict):
        return {name: numbers[inner] if name == "page" else _with_links(inner, numbers) for name, inner in part.items()}
    if isinstance(part, list):
        return [_with_links(inner, numbers) for inner in part]
    if isinstance(part, str):
        return _LINK.sub(lambda link: f'<a linktype="page" id="{numbers[link[1]]}">', part)
    return part


def _serve_from(home: HomePage) -> None:
    """Let Wagtail's site begin at our home, and remove the page that Wagtail comes with."""
    site = Site.objects.get(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    welcome = site.root_page
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    if welcome.specific_class is Page and not welcome.is_root():
        welcome.delete()
