"""Where a page of the public site is: its path in the tree is its address, because a home is called as its language.

So a page needs no query to know its address. Relative where pages are served; whole anywhere else, such as in the
editor on the desk's host and in a portal.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import get_urlconf
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from tenants.models.organisation import portal_url


def page_address(path: str) -> str:
    """The address of the page with this path, such as /en/help/locks/."""
    is_served_here = get_urlconf() in (None, settings.PORTAL_URLCONFS["site"])
    return path if is_served_here else portal_url() + path


class SiteLinkHandler(PageLinkHandler):
    """Links between pages in a text: one query for all of them; a page that is not published is no link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """The opening tags, in the order of the links."""
        paths = _paths_of(attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdigit())
        found = [paths.get(attrs.get("id", "")) for attrs in attrs_list]
        return [f'<a href="{escape(page_address(path))}">' if path else "<a>" for path in found]


def _paths_of(numbers: Iterable[str]) -> dict[str, str]:
    rows = Page.objects.live().filter(pk__in=list(numbers)).order_by("pk").values_list("pk", "url_path")
    return {str(number): path for number, path in rows}
