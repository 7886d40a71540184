"""The pages of the site as we write them, from the texts in cms/initial/<language>/; once made they are the editors'.

A text is one page: its fields, and its body as the blocks of cms/blocks.py. `<a page="grades">` and `page = "grades"`
lead to the page of that file, `parent = "help"` puts it under another one than the home page.

A release may bring new texts. Which were made is remembered (InitialPage), so that a page an editor has changed, moved
or removed is left alone, and a new one is made on a site that has been there for years.
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
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from cms.footer import FooterGroup
from cms.models import HOME_DEPTH, ContentPage, HomePage, InitialPage, SitePage

TEXTS = Path(__file__).parent / "initial"
HOME = "home"
IN_ORDER = (
    "how-it-works", "schools", "buy-back", "refurbished", "grades", "partner-shops", "questions", "repair",
    "impact-method", "help", "help-exports", "help-locks", "help-prices", "help-quotes", "help-impact", "contact",
    "accessibility", "legal", "privacy", "terms",
)  # fmt: skip
_NAMESPACE = UUID("6f1d2c5e-2f0b-4f43-9d5e-0d6b8f2f7a11")
_LINK = re.compile(r'<a page="([a-z-]+)">(.*?)</a>')


@dataclass(frozen=True, kw_only=True)
class PageText:
    """One file; `key` is its name and the same in every language."""

    key: str
    values: Mapping[str, Any]

    @property
    def translation_key(self) -> UUID:
        """What joins the page to its translations."""
        return page_key(self.key)


def page_key(name: str) -> UUID:
    """The translation key of the page that was made from the text `name`."""
    return uuid5(_NAMESPACE, name)


def create_site_pages() -> list[str]:
    """Make the pages that were never made before, in every language; returns the addresses of what was made."""
    with transaction.atomic():
        made = [page for code, _name in settings.LANGUAGES for page in _create_missing(code)]
        home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if home is not None:
            _serve_from(home)
    return [str(page.url) for page in made]


def read_text(*, language: str, key: str) -> PageText:
    """The text of a page in a language."""
    return PageText(key=key, values=tomllib.loads((TEXTS / language / f"{key}.toml").read_text(encoding="utf-8")))


def _create_missing(language: str) -> list[SitePage]:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    remembered = set(InitialPage.objects.filter(language=language).values_list("key", flat=True))
    pages = _pages_by_key(locale)
    made = {}
    for key in (HOME, *IN_ORDER):
        if key in remembered:
            continue
        text = read_text(language=language, key=key)
        above = pages.get(text.values.get("parent", HOME))
        if above is None and key != HOME:  # who removed the page above wants none below
            continue
        InitialPage.objects.create(key=key, language=language)
        if key not in pages:
            pages[key] = made[key] = _add_bare_page(text, locale=locale, above=above)
    numbers = {key: page.pk for key, page in pages.items()}
    for key, page in made.items():
        _fill(page, read_text(language=language, key=key), numbers)
    return list(made.values())


def _pages_by_key(locale: Locale) -> dict[str, SitePage]:
    keys = {page_key(key): key for key in (HOME, *IN_ORDER)}
    found = Page.objects.filter(locale=locale, translation_key__in=keys).specific()
    return {keys[page.translation_key]: page for page in found.order_by("path")}


def _add_bare_page(text: PageText, *, locale: Locale, above: SitePage | None) -> SitePage:
    """Without its blocks, which may lead to pages that are not there yet."""
    parent = above or Page.objects.get(depth=HOME_DEPTH - 1)
    slug = find_available_slug(parent, text.values["slug"])  # an editor may have had the same idea before us
    fields = {name: text.values[name] for name in ("title", "lead", "search_description")}
    model = ContentPage if above else HomePage
    page = model(**fields, slug=slug, locale=locale, translation_key=text.translation_key)
    page.seo_title = text.values.get("seo_title", "")
    page.show_in_menus = text.values.get("menu", False)
    if isinstance(page, ContentPage):
        page.menu_label = text.values.get("menu_label", "")
        page.footer_group = text.values.get("footer", FooterGroup.COMPANY)
        page.show_in_footer = "footer" in text.values
    parent.add_child(instance=page)
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
    """The same value, names of pages replaced by their numbers; a link to a page that is gone becomes its words."""
    if isinstance(part, dict):
        return {
            name: numbers.get(inner) if name == "page" else _with_links(inner, numbers) for name, inner in part.items()
        }
    if isinstance(part, list):
        return [_with_links(inner, numbers) for inner in part]
    if isinstance(part, str):
        return _LINK.sub(lambda link: _link(link[1], link[2], numbers), part)
    return part


def _link(key: str, words: str, numbers: Mapping[str, int]) -> str:
    return f'<a linktype="page" id="{numbers[key]}">{words}</a>' if key in numbers else words


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
