"""Saying by which law an organisation's devices leave it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from quotes.models import RouteReference
from quotes.routes import ROUTES, references
from records.documents import current_organisation
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


def set_references(*, given: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Keep the references that are new, by route, and forget those that are empty now; returns how many changed.

    Raises: PermissionRefused.
    """
    check_may(by.role, Permission.OFFER_RULE)
    with transaction.atomic():
        before = references()
        changed = {route: given.get(route, "") for route in ROUTES if given.get(route, "") != before.get(route, "")}
        RouteReference.objects.filter(pk__in=changed).delete()
        RouteReference.objects.bulk_create(
            RouteReference(route=route, reference=text, changed_at=at, changed_by_id=by.id, changed_by_name=by.name)
            for route, text in changed.items()
            if text
        )
        if changed:
            told = {str(route): {"before": before.get(route, ""), "after": text} for route, text in changed.items()}
            record_event(subject=current_organisation(), verb="routes.changed", by=by, at=at, data=told)
    return len(changed)
