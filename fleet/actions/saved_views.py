"""Giving a view of the fleet table a name, changing it, and throwing it away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from b2b_portal.lib.keyset import address
from fleet.models import SavedView
from fleet.models.saved_view import LONGEST_QUERY
from fleet.selection import matching
from fleet.table import parameters_of
from tenants.actions import sort_key
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

MOST = 30  # of one person, and shared ones beside them: a row of links is no list


class ViewRefused(Exception):
    """The view cannot be kept so; the message says what to do."""


def save_view(*, name: str, query: QueryDict, is_shared: bool, by: Actor, at: datetime) -> SavedView:
    """Keep what an address shows under a name, for this person or for everybody of the organisation.

    Raises: PermissionRefused, to share without the right to; ViewRefused; UnreadableSelection.
    """
    _check_sharing(is_shared=is_shared, by=by)
    kept = address(parameters_of(query)).removeprefix("?")
    matching(QueryDict(kept))
    if len(kept) > LONGEST_QUERY:
        raise ViewRefused(_("This filter is too long to be kept. Tick fewer boxes."))
    others = SavedView.objects.filter(is_shared=is_shared)
    if (others if is_shared else others.filter(saved_by_id=by.id)).count() >= MOST:
        raise ViewRefused(_("There are %(count)d saved views already. Delete one that nobody needs.") % {"count": MOST})
    view = SavedView(query=kept, saved_at=at, saved_by_id=by.id, saved_by_name=by.name)
    return _write(view, name=name, is_shared=is_shared)


def change_view(*, view: SavedView, name: str, is_shared: bool, by: Actor) -> SavedView:
    """Give the view another name, share it, or keep it to the one who saved it.

    Raises: PermissionRefused; ViewRefused.
    """
    _check_sharing(is_shared=view.is_shared or is_shared, by=by)
    return _write(view, name=name, is_shared=is_shared)


def delete_view(*, view: SavedView, by: Actor) -> None:
    """Throw the view away; the devices stay.

    Raises: PermissionRefused.
    """
    _check_sharing(is_shared=view.is_shared, by=by)
    view.delete()


def _check_sharing(*, is_shared: bool, by: Actor) -> None:
    if is_shared:
        check_may(by.role, Permission.FLEET_VIEW_SHARE)


def _write(view: SavedView, *, name: str, is_shared: bool) -> SavedView:
    view.name, view.sort_key, view.is_shared = name, sort_key(name), is_shared
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as taken:
        raise ViewRefused(_("There is a view “%(name)s” already. Choose another name.") % {"name": name}) from taken
    return view
