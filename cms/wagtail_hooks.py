"""What we change of Wagtail: an entry in the editor's menu, and how links between pages are written."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.addresses import SiteLinkHandler

LAST = 10_000


@hooks.register("register_admin_menu_item")
def to_the_desk() -> MenuItem:
    """The way back to the operator's desk."""
    return MenuItem(_("Desk"), "/", name="desk", icon_name="home", order=LAST)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own, which it replaces
def links_between_pages(features: FeatureRegistry) -> None:
    """Draw links to pages without asking for each page by itself."""
    features.register_link_type(SiteLinkHandler)
