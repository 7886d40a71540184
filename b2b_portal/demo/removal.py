"""Taking the demonstration away again: its organisations, people and traces, and nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pgtrigger
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django_tenants.utils import schema_context, tenant_context
from psycopg import sql

from b2b_portal.demo.cast import COMPANY, PEOPLE, SIGN_UP
from b2b_portal.demo.ownership import find_demo_organisations
from b2b_portal.demo.sharing import check_nothing_is_shared
from catalogue.models import StockOffer
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.models.revision import record_revision
from quotes.models import OrderLine
from quotes.states import OrderState
from tenants.models import Job, LegalEntity, NumberSeries, Organisation, SignUpRequest, User

# The catalogue's tables, those that refer to others first.
CATALOGUE = (
    *(row_type.__name__ for row_type in PRICE_ROWS.values()),
    *("PriceTrial", "PriceUpload", "PriceBookEvent", "PriceBook", "StockOffer", "Reconditioner", "IdentificationKey"),
    *("ModelUpload", "ModelChange", "Variant", "DeviceModel", "Maker", "Category"),
)


@dataclass(kw_only=True)
class Removed:
    """How much of what is gone, by its name."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def add(self, name: str, count: int) -> None:
        if count:
            self.counts[name] = self.counts.get(name, 0) + count

    def __bool__(self) -> bool:
        return bool(self.counts)


def remove_demo(*, at: datetime, everything: bool = False) -> Removed:
    """Remove the demonstration in one transaction, then its files; `everything` takes the catalogue with it.

    Raises: NotTheDemo, when something of it is not the demonstration's own or others need it; nothing has changed then.
    """
    removed = Removed()
    with schema_context("public"):
        with transaction.atomic():
            _wait_no_longer_than(seconds=20)
            demo = find_demo_organisations()
            people = list(User.objects.filter(email__in=[person.email for person in PEOPLE]).order_by("email"))
            check_nothing_is_shared(demo=demo, people=people, everything=everything)
            ids = [*(row.pk for row in demo), *(row.pk for row in people)]
            for organisation in demo:
                removed.add("units of stock given back", _give_back_stock(organisation))
                _drop_schema(organisation)
            _remove_rows_of(demo, removed)
            _remove_sign_up(demo, removed)
            _remove_traces(ids, removed)
            _remove_people(people, removed)
            _remove_company(removed)
            if everything:
                _remove_catalogue(removed, at=at)
        for organisation in demo:
            removed.add("files", _remove_files(str(organisation.pk)))
    return removed


def _wait_no_longer_than(*, seconds: int) -> None:
    """A worker or a reader may hold one of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])


def _give_back_stock(organisation: Organisation) -> int:
    """Units that its orders had set aside are for sale again."""
    with tenant_context(organisation):
        lines = OrderLine.objects.exclude(order__state=OrderState.CANCELLED).exclude(stock_id=None)
        reserved = list(lines.values_list("stock_id").annotate(units=Sum("quantity")).order_by("stock_id"))
    for stock_id, units in reserved:
        set_aside = Greatest(F("reserved_quantity") - units, 0)
        StockOffer.objects.filter(pk=stock_id).update(reserved_quantity=set_aside)
    return sum(units for _, units in reserved)


def _drop_schema(organisation: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(organisation.schema_name)))


def _remove_rows_of(demo: Sequence[Organisation], removed: Removed) -> None:
    """Every public row that belongs to one of them, whichever table it is in; the access log refuses it otherwise."""
    keys = [row.pk for row in demo]
    for table, column in _keys_to(Organisation):
        name = str(table._meta.verbose_name_plural)
        with _unprotected(table):
            removed.add(name, _delete(table._default_manager.filter(**{f"{column}__in": keys})))
    removed.add("organisations", _delete(Organisation.objects.filter(pk__in=keys)))


def _keys_to(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Tables with a key to this one; hidden relations are found too."""
    for relation in target._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.attname


def _unprotected(table: type[models.Model]) -> AbstractContextManager[None]:
    """Inside, this table's own triggers let rows go: the one place where that is right."""
    triggers = [f"{table._meta.label}:{trigger.name}" for trigger in getattr(table._meta, "triggers", ())]
    return pgtrigger.ignore(*triggers) if triggers else nullcontext()


def _remove_sign_up(demo: Sequence[Organisation], removed: Removed) -> None:
    """The invented request; one that somebody has approved made an organisation, which is not ours to judge."""
    mine = SignUpRequest.objects.filter(email=SIGN_UP["email"], organisation=None)
    ids = list(mine.values_list("pk", flat=True))
    removed.add("sign-up requests", _delete(mine))
    removed.add("jobs", _delete(Job.objects.filter(organisation=None, arguments__sign_up__in=[str(pk) for pk in ids])))
    made = [str(row.pk) for row in demo]
    removed.add("jobs", _delete(Job.objects.filter(organisation=None, arguments__organisation__in=made)))


def _remove_traces(ids: Sequence[UUID], removed: Removed) -> None:
    """Sessions, and messages on the way to workers, that name them."""
    names = [str(pk) for pk in ids]
    stale = [
        session.pk
        for session in Session.objects.order_by("pk").iterator()
        if any(name in str(session.get_decoded()) for name in names)
    ]
    removed.add("sessions", _delete(Session.objects.filter(pk__in=stale)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.kombu_message') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("DELETE FROM public.kombu_message WHERE payload LIKE ANY(%s)", [[f"%{n}%" for n in names]])


def _remove_people(people: Sequence[User], removed: Removed) -> None:
    for person in people:
        person.memberships.all().delete()
        person.staff_assignments.all().delete()
        person.delete()
    removed.add("people", len(people))


def _remove_company(removed: Removed) -> None:
    """Its numbers go in any case, since nobody else has one; the company stays while others sell in its name."""
    company = LegalEntity.objects.filter(name=COMPANY["name"]).first()
    if company is None:
        return
    NumberSeries.objects.filter(legal_entity=company).delete()
    if company.is_active and Organisation.objects.exists():
        removed.kept.append(f"{company.name} still sells for the other organisations: see `selling_company_set`.")
        return
    company.delete()
    removed.add("selling company", 1)


def _remove_catalogue(removed: Removed, *, at: datetime) -> None:
    """Models, prices and stock: nobody is left who could refer to them."""
    for name in CATALOGUE:
        table = apps.get_model("catalogue", name)
        with _unprotected(table):
            removed.add(str(table._meta.verbose_name_plural), _delete(table._default_manager.all()))
    record_revision(reason="catalogue removed with the demonstration", at=at)


def _delete(rows: "models.QuerySet[models.Model]") -> int:
    return rows._raw_delete(rows.db) or 0  # None where the filter can match nothing


def _remove_files(folder: str) -> int:
    """Remove what lies under an organisation's folder, after its rows are gone for good."""
    if not default_storage.exists(folder):
        return 0
    _, files = default_storage.listdir(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
    return len(files)
