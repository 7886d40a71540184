"""Organisations and people of the benchmarks, made as all others: by the actions and their jobs."""

import secrets

from django.utils import timezone

from tenants.actions import add_member, create_organisation
from tenants.actor import SYSTEM, Actor
from tenants.jobs import run_job_here
from tenants.models import Organisation, StaffAssignment, User

BY = Actor("", "bench", "admin")


def new_organisation(*, slug: str = "") -> Organisation:
    """One more organisation, ready to be worked in."""
    slug = slug or f"bench-{secrets.token_hex(6)}"
    organisation, job = create_organisation(
        name=f"{slug} (fictitious)", kind="company", slug=slug, country="FR", by=SYSTEM, at=timezone.now()
    )
    run_job_here(job)
    organisation.refresh_from_db()
    return organisation


def organisation_called(slug: str) -> Organisation:
    """The organisation of this slug, from an earlier run or a new one."""
    return Organisation.objects.filter(slug=slug).first() or new_organisation(slug=slug)


def administrator_of(organisation: Organisation) -> User:
    """A member who may do everything there."""
    user = _person(f"admin@{organisation.slug}.example")
    add_member(organisation=organisation, user=user, role="admin")
    return user


def manager_of(organisations: list[Organisation]) -> User:
    """An account manager assigned to exactly these."""
    user = _person(f"manager-of-{len(organisations)}@bench.example", staff_role="account_manager")
    StaffAssignment.objects.filter(user=user).exclude(organisation__in=organisations).delete()
    for organisation in organisations:
        StaffAssignment.objects.get_or_create(user=user, organisation=organisation)
    return user


def _person(email: str, **fields: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, full_name="Bench (fictitious)", language="en", **fields)
