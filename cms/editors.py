"""Who may open the editor.

The truth is the table of staff permissions. Wagtail reads permissions from a group only, so whoever the table lets in
is put into it on the way, and whoever it does not let in never gets that far.
"""

from collections.abc import Callable
from functools import update_wrapper

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from wagtail.models import GroupPagePermission, Page

from tenants.guards import staff_may
from tenants.models import User
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

GROUP = "Site editors"
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
IN_THE_EDITOR = Q(content_type__app_label="wagtailadmin", codename="access_admin") | Q(
    content_type__app_label="simple_translation", codename="submit_translation"
)

View = Callable[..., HttpResponse]


def editors_only(view: View) -> View:
    """Guard one of Wagtail's views by our table, and make Wagtail agree with it."""

    def admitted(request: StaffRequest, /, *args: object, **kwargs: object) -> HttpResponse:
        admit(request.user)
        return view(request, *args, **kwargs)

    return update_wrapper(staff_may(DeskPermission.CMS_EDIT)(admitted), view)


def admit(user: User) -> None:
    """Put a person into Wagtail's group of editors, where he is not yet."""
    if not user.groups.filter(name=GROUP).exists():
        user.groups.add(editors_group())


def editors_group() -> Group:
    """The group, which may edit every page and nothing else: no people, no settings."""
    with transaction.atomic():
        group, created = Group.objects.get_or_create(name=GROUP)
        if created:
            group.permissions.set(Permission.objects.filter(IN_THE_EDITOR))
            root = Page.objects.get(depth=1)
            for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
                GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    return group
