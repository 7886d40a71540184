"""What stands around every page of the public site: the menu, the footer's links, the other language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path

from cms.footer import FooterGroup

if TYPE_CHECKING:
    from cms.models import ContentPage, SitePage

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}  # each in its own language, so that its speakers find it


def site_frame(
    request: HttpRequest, *, listed: "Sequence[ContentPage]", page: "SitePage | None" = None
) -> dict[str, Any]:
    """Context of layouts/site.html: `navigation`, `footer_groups` and `translations`, the page in every language."""
    entries = [(entry, _entry(entry, request, page)) for entry in listed]
    return {
        "navigation": [shown for entry, shown in entries if entry.show_in_menus],
        "footer_groups": list(_grouped(entries)),
        "translations": _translations(_addresses_of_page(page, request) if page else _addresses_of_path(request)),
    }


def _entry(entry: "ContentPage", request: HttpRequest, page: "SitePage | None") -> dict[str, Any]:
    return {
        "label": entry.menu_label or entry.title,
        "title": entry.title,
        "url": entry.get_url(request),
        "active": page is not None and page.path.startswith(entry.path),
    }


def _grouped(entries: "Iterable[tuple[ContentPage, dict[str, Any]]]") -> Iterable[dict[str, Any]]:
    """The groups of the footer that have a page, in their order."""
    for group in FooterGroup:
        found = [shown for entry, shown in entries if entry.show_in_footer and entry.footer_group == group]
        if found:
            yield {"label": group.label, "entries": found}


def _translations(addresses: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """Where a page has no translation, the home of that language."""
    return [
        {
            "code": code,
            "label": LANGUAGE_NAMES[code],
            "url": addresses.get(code) or f"/{code}/",
            "active": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _addresses_of_page(page: "SitePage", request: HttpRequest) -> dict[str, str | None]:
    translated = page.get_translations(inclusive=True).live().select_related("locale")
    return {other.locale.language_code: other.get_url(request) for other in translated}


def _addresses_of_path(request: HttpRequest) -> dict[str, str | None]:
    path = request.get_full_path()
    if not get_language_from_path(path):  # as documents print it, for readers of any language
        return {code: f"/{code}{path}" for code, _name in settings.LANGUAGES}
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
