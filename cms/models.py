"""The pages of the public site: one tree per language, each page linked to its translation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import get_urlconf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import PageBody, PriceExampleBlock
from cms.frame import site_frame
from tenants.models.organisation import portal_url

HOME_DEPTH = 2  # under the root, which Wagtail keeps for itself


class SitePage(Page):
    """A page of the public site, whichever host asks for its address."""

    private_page_options: list[str] = []  # every page is public: behind a sign-in is the portal

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page, and the menus around it."""
        return {
            **super().get_context(request, *args, **kwargs),
            **site_frame(request, listed=listed_pages(), page=self),
        }

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """As Wagtail's, but the site's address is that of the settings: a row would be wrong after a move."""
        parts = super().get_url_parts(request)
        return (parts[0], parts[1] and portal_url(), parts[2]) if parts else None

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Relative where the page is served; whole anywhere else, such as in the editor on the desk's host."""
        if get_urlconf() in (None, settings.PORTAL_URLCONFS["site"]):
            path: str | None = super().get_url(request, current_site)
            return path
        whole: str | None = self.get_full_url(request)
        return whole

    url = property(get_url)


class HomePage(SitePage):
    lead = models.TextField(_("lead"), max_length=600)
    example = StreamField(
        StreamBlock([("price", PriceExampleBlock())], max_num=1, required=False),
        verbose_name=_("example beside the lead"),
        blank=True,
    )
    body = StreamField(PageBody(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("example"), FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/home_page.html"


class ContentPage(SitePage):
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = StreamField(PageBody(), verbose_name=_("body"), blank=True)
    show_in_footer = models.BooleanField(_("show in the footer"), default=False)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("show_in_footer")]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/content_page.html"


def listed_pages() -> list[ContentPage]:
    """The pages right under the home of the reader's language, in the editors' order."""
    under_home = ContentPage.objects.live().filter(locale__language_code=get_language(), depth=HOME_DEPTH + 1)
    return list(under_home.order_by("path"))
