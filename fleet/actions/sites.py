"""Putting the sites in order: a better name, a place below another, two spellings made one."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fleet.fleet_changed import tell_fleet_changed
from fleet.models import Site
from fleet.site_tree import with_below
from fleet.staging import lock_fleet
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


class SiteRefused(Exception):
    """The sites cannot stand so; the message says what to do."""


def arrange_site(*, site: Site, name: str, parent: Site | None, by: Actor, at: datetime) -> Site:
    """Give the site this name and put it below `parent`; its former name stays as a spelling of it.

    Raises: PermissionRefused; SiteRefused, for a name that is taken or a place below itself.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        held = _hold(site)
        if parent and _lies_below(parent, held):
            raise SiteRefused(_("“%(parent)s” lies below this site. Choose another one.") % {"parent": parent})
        before = {"name": held.name, "parent": str(held.parent_id or "")}
        held.parent = parent
        _rename(held, " ".join(name.split()))
        after = {"name": held.name, "parent": str(held.parent_id or "")}
        if after != before:
            record_event(subject=held, verb="site.arranged", by=by, at=at, data={"before": before, "after": after})
    return held


def merge_site(*, site: Site, into: Site, by: Actor, at: datetime) -> Site:
    """Make the site another spelling of `into`; what stands below it goes along, its devices follow by a job.

    Raises: PermissionRefused; SiteRefused.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        held, target = _hold(site), Site.objects.in_use().filter(pk=into.pk).first()
        if target is None or target == held:
            raise SiteRefused(_("Choose another site to merge this one into."))
        if _lies_below(target, held):
            target.parent = held.parent
            target.save(update_fields=["parent"])
        Site.objects.filter(parent=held).update(parent=target)
        Site.objects.filter(merged_into=held).update(merged_into=target)
        held.parent, held.merged_into = None, target
        held.save(update_fields=["parent", "merged_into"])
        record_event(subject=held, verb="site.merged", by=by, at=at, data={"into": target.name})
        tell_fleet_changed(site=str(held.pk), by=by, at=at)
    return target


def _hold(site: Site) -> Site:
    """The site as it is now, while no other change to the tree is let in."""
    with connection.cursor() as cursor:
        lock_fleet(cursor)
    held = Site.objects.in_use().filter(pk=site.pk).first()
    if held is None:
        raise SiteRefused(_("This site is part of another one by now."))
    return held


def _lies_below(site: Site, above: Site) -> bool:
    return str(site.pk) in with_below([str(above.pk)], Site.objects.as_tree())


def _rename(site: Site, name: str) -> None:
    """Write the name; the spelling it had is kept, or lists that go on writing it would make the site anew."""
    old_name, old_key, key = site.name, site.sort_key, name.lower()
    taken = Site.objects.filter(sort_key=key).exclude(pk=site.pk).first()
    if taken and taken.merged_into_id != site.pk:
        raise SiteRefused(
            _("There is a site “%(name)s” already. If the two are one place, merge them.") % {"name": taken}
        )
    if taken:
        Site.objects.filter(pk=taken.pk).update(sort_key=str(taken.pk))  # out of the way: the two change places
    site.name, site.sort_key = name, key
    site.save(update_fields=["name", "sort_key", "parent"])
    if key != old_key:
        spelling = taken or Site(merged_into=site)
        spelling.name, spelling.sort_key = old_name, old_key
        spelling.save()
