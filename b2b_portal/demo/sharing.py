"""What of the demonstration other organisations rely on: where that is something, it is not removed."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django_tenants.utils import tenant_context

from b2b_portal.demo.cast import COMPANY
from b2b_portal.demo.ownership import NotTheDemo
from invoices.models import Invoice
from tenants.models import LegalEntity, Membership, Organisation, StaffAssignment, User


def check_nothing_is_shared(*, demo: Collection[Organisation], people: Collection[User], everything: bool) -> None:
    """See that no other organisation loses anything, not even the order of its invoice numbers.

    Raises: NotTheDemo, naming all of it.
    """
    others = list(Organisation.objects.exclude(pk__in=[row.pk for row in demo]).order_by("slug"))
    found = [*_shared_people(others, people), *_shared_numbers(demo, others)]
    if everything and others:
        found.append(f"{len(others)} other organisations use the catalogue: leave --all away.")
    if found:
        raise NotTheDemo(" ".join(found))


def _shared_people(others: Collection[Organisation], people: Collection[User]) -> Iterator[str]:
    held: dict[str, Any] = {"organisation__in": others, "user__in": people}
    for member in Membership.objects.filter(**held).select_related("user", "organisation").order_by("pk"):
        yield f"{member.user.email} is a member of {member.organisation.slug}: end that first."
    for assigned in StaffAssignment.objects.filter(**held).select_related("user", "organisation").order_by("pk"):
        yield f"{assigned.user.email} works for {assigned.organisation.slug}: assign somebody else first."


def _shared_numbers(demo: Collection[Organisation], others: Collection[Organisation]) -> Iterator[str]:
    """Numbers run per selling company: the two kinds of organisations must not have drawn from one series."""
    invented = LegalEntity.objects.filter(name=COMPANY["name"]).values_list("pk", flat=True)
    of_invented = models.Q(legal_entity_id__in=list(invented))
    for organisation in others:
        if _has_invoice(organisation, of_invented):
            yield f"{organisation.slug} has invoices of {COMPANY['name']}, whose numbers would show gaps."
    for organisation in demo:
        if _has_invoice(organisation, ~of_invented):
            yield f"{organisation.slug} has invoices of a real company, whose numbers would show gaps."


def _has_invoice(organisation: Organisation, condition: models.Q) -> bool:
    if organisation.status == Organisation.Status.PROVISIONING:
        return False
    with tenant_context(organisation):
        return Invoice.objects.filter(condition).exists()
