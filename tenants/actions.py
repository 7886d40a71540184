"""What people do to organisations and memberships."""

import unicodedata
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Domain, Job, Membership, Organisation, User
from tenants.provisioning.jobs import PROVISION

DEFAULT_TAX_STATUS = {
    Organisation.Kind.COMPANY: Organisation.TaxStatus.REGISTERED,
    Organisation.Kind.SCHOOL: Organisation.TaxStatus.PUBLIC_BODY,
}


class OrganisationRefused(Exception):
    """The organisation cannot be made as asked; the messages say why."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__(" ".join(messages))


def create_organisation(
    *, name: str, kind: str, slug: str, country: str, by: Actor, at: datetime, **details: str
) -> tuple[Organisation, Job]:
    """Write the organisation and queue the making of its schema.

    Raises: OrganisationRefused, when the address is taken, reserved or malformed.
    """
    key = uuid4()
    organisation = Organisation(
        id=key,
        schema_name=f"o_{key.hex[:12]}",
        name=name,
        sort_key=sort_key(name),
        kind=kind,
        slug=slug,
        country=country,
        **{"tax_status": DEFAULT_TAX_STATUS.get(Organisation.Kind(kind), ""), **details},
    )
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise OrganisationRefused(error.messages) from error
    with transaction.atomic():
        organisation.save()
        Domain.objects.create(domain=slug, tenant=organisation, is_primary=True)
        job = enqueue_job(
            kind=PROVISION,
            organisation_id=None,
            arguments={"organisation": str(organisation.pk)},
            by=by,
            at=at,
            title=name,
            once_key=f"provision:{organisation.pk}",
        )
    return organisation, job


def add_member(*, organisation: Organisation, user: User, role: str) -> Membership:
    """Give a person a role in an organisation, or change it."""
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role, "ended_at": None}
    )
    return membership


def sort_key(name: str) -> str:
    """A name folded for sorting: the default database has no language-aware collation."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()[:300]


def free_slug(name: str) -> str:
    """An address made from the name that nobody has yet."""
    base = slugify(name)[:34].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
