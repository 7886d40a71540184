"""The pages of the public site: one tree per language, each page linked to its translation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import page_address
from cms.blocks import PageBody, PriceExampleBlock
from cms.contact.message import ContactMessage
from cms.footer import FooterGroup
from cms.frame import site_frame
from tenants.models.organisation import portal_url

__all__ = ["ContactMessage", "ContentPage", "HomePage", "InitialPage", "SitePage", "listed_pages"]

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
        """Relative where the page is served; whole anywhere else. None before the page stands in the tree."""
        return page_address(self.url_path) if self.url_path else None

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
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/home_page.html"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A home is called as its language: every page's path is then its address (cms/addresses.py)."""
        self.slug = self.locale.language_code
        super().full_clean(*args, **kwargs)


class ContentPage(SitePage):
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = StreamField(PageBody(), verbose_name=_("body"), blank=True)
    menu_label = models.CharField(
        _("name in menus"), max_length=40, blank=True, help_text=_("Where the title is too long for the menu.")
    )
    show_in_footer = models.BooleanField(_("show in the footer"), default=False)
    footer_group = models.CharField(
        _("column of the footer"), max_length=10, choices=FooterGroup, default=FooterGroup.COMPANY
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [
        *Page.promote_panels,
        FieldPanel("menu_label"),
        FieldPanel("show_in_footer"),
        FieldPanel("footer_group"),
    ]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/content_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With `above`, the page it stands under, where that is not the home page."""
        above = self.get_parent().specific_deferred if self.depth > HOME_DEPTH + 1 else None
        return {**super().get_context(request, *args, **kwargs), "above": above}


class InitialPage(models.Model):
    """A text of cms/initial that was once made into a page: it is not made again, also when an editor removed it."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="initial_page_once")]

    def __str__(self) -> str:
        return f"{self.language}/{self.key}"


def listed_pages() -> list[ContentPage]:
    """The pages right under the home of the reader's language, in the editors' order."""
    under_home = ContentPage.objects.live().filter(locale__language_code=get_language(), depth=HOME_DEPTH + 1)
    return list(under_home.order_by("path"))
