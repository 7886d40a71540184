"""What the editor's menu has besides Wagtail's own entries."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

LAST = 10_000


@hooks.register("register_admin_menu_item")
def to_the_desk() -> MenuItem:
    """The way back to the operator's desk."""
    return MenuItem(_("Desk"), "/", name="desk", icon_name="home", order=LAST)
