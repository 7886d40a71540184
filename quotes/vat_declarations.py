"""Whether VAT was deducted when the sold devices were bought: who is asked, what was answered, what is missing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Value, When
from django.utils.translation import gettext as _

from quotes.models import BuyBackOffer, VatDeclaration
from quotes.states import LineDecision
from quotes.vat_rules import Deducted
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.models import Organisation


class VatUndeclared(Exception):
    """A registered organisation sells devices of which it has not said whether VAT was deducted."""

    def __init__(self) -> None:
        super().__init__(_("Say whether VAT was deducted when these devices were bought, then accept again."))


@dataclass(frozen=True, kw_only=True)
class VatAnswer:
    """What was answered, and the text that was shown; `models` are those with deducted VAT where it is some."""

    deducted: Deducted
    models: Collection[str] = ()
    statement: str
    language: str


def asks_vat() -> bool:
    """Whether the organisation is asked at all: who is not registered has deducted nothing."""
    return current_organisation().tax_status == Organisation.TaxStatus.REGISTERED


def sold_models(offer: BuyBackOffer) -> Sequence[tuple[str, int]]:
    """The models that are sold, each with its devices, the most first; one query."""
    counted = offer.lines.to_sell().values("model_label").annotate(devices=Count("pk"))
    return list(counted.order_by("-devices", "model_label").values_list("model_label", "devices"))


def declare_vat(offer: BuyBackOffer, answer: VatAnswer, *, by: Actor, at: datetime) -> VatDeclaration:
    """Keep the answer, and write on each sold device what it makes of it; in the caller's transaction."""
    sold = offer.lines.to_sell()
    offer.lines.exclude(decision=LineDecision.SELL).exclude(vat_deducted=None).update(vat_deducted=None)
    some = Case(When(model_label__in=list(answer.models), then=Value(True)), default=Value(False))
    found = {Deducted.ALL: Value(True), Deducted.NONE: Value(False), Deducted.SOME: some}[answer.deducted]
    return VatDeclaration.objects.create(
        offer=offer,
        answer=answer.deducted,
        statement=answer.statement,
        language=answer.language,
        devices=sold.update(vat_deducted=found),
        declared_at=at,
        declared_by_id=by.id,
        declared_by_name=by.name,
    )


def check_declared(offer: BuyBackOffer) -> None:
    """Every sold device of a registered organisation has its answer.

    Raises: VatUndeclared.
    """
    if asks_vat() and offer.lines.to_sell().filter(vat_deducted=None).exists():
        raise VatUndeclared


def declaration_of(offer: BuyBackOffer) -> VatDeclaration | None:
    """The last one."""
    return offer.vat_declarations.order_by("-id").first()
