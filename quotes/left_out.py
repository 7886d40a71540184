"""The devices of a selection that may not be offered: as they are now, or as an offer left them out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.keyset import TOKEN, Parameters, address, page_of
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from quotes.eligibility import REASONS, REMEDIES, not_offerable, with_reasons
from quotes.models import BuyBackOffer, LeftOutDevice

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROWS_A_PAGE = 50
WHY = "why"  # in the address: one reason only
FREE_NOW = _("may be offered now")
NOT_THERE = _("no longer in the fleet")
IN_ORDER: Mapping[type, Sequence[str]] = {Device: ("model_sort", "id"), LeftOutDevice: ("id",)}

_KEEP = """
    INSERT INTO quotes_leftoutdevice (
        offer_id, device_id, why_not, held_by_id, serial, imei, asset_tag, model_label, lessor, lease_reference,
        lease_ends_on, funding, grant_name)
    SELECT %s, held.id, held.why_not, held.held_by_id, held.serial, held.imei, held.asset_tag,
        coalesce(nullif(held.model_label, ''), held.model_text), held.lessor, held.lease_reference, held.lease_ends_on,
        held.funding, held.grant_name
    FROM ({devices}) held
"""
_KEPT = (
    "id", "why_not", "held_by_id", "serial", "imei", "asset_tag", "model_label", "model_text", "lessor",
    "lease_reference", "lease_ends_on", "funding", "grant_name",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LeftOutRow:
    """One device and its reason; `since` says what has changed since an offer left it out, '' when nothing has."""

    device: Any
    device_id: UUID | None
    reason: "StrPromise"
    remedy: "StrPromise"
    since: "StrPromise | str" = ""


@dataclass(frozen=True, kw_only=True)
class LeftOutPage:
    """Some devices, how many there are for each reason, and the addresses of the pages and reasons beside."""

    rows: Sequence[LeftOutRow]
    reasons: Sequence[tuple[str, "StrPromise", int]]
    why: str
    parameters: Parameters
    links: Mapping[str, str]
    start: int

    @property
    def total(self) -> int:
        """How many devices there are, whatever the reason."""
        return sum(count for _code, _label, count in self.reasons)

    @property
    def end(self) -> int:
        """The number of the last row."""
        return self.start + len(self.rows) - 1

    @property
    def shown_in_all(self) -> int:
        """How many devices the pages show together."""
        return next((count for code, _label, count in self.reasons if code == self.why), self.total)

    @property
    def tabs(self) -> Sequence[tuple[str, str, int, bool]]:
        """A reason each: its label, its address, its devices, and whether it is shown."""
        return [
            (str(label), address(self.parameters, **{WHY: code}), count, code == self.why)
            for code, label, count in self.reasons
        ]

    @property
    def address_of_all(self) -> str:
        """The same devices without a reason chosen."""
        return address(self.parameters, **{WHY: ""})

    @property
    def address_here(self) -> str:
        """The same devices, for a file."""
        return address(self.parameters, **{WHY: self.why})


def keep_left_out(cursor: Any, offer: BuyBackOffer, devices: DeviceQuerySet, *, on: date) -> None:
    """Keep what of the devices is not in the offer, as it is now; one statement."""
    left_out = not_offerable(devices, on=on).order_by("model_sort", "id").values(*_KEPT)
    sql, parameters = left_out.query.sql_with_params()
    cursor.execute(_KEEP.format(devices=sql), [offer.pk, *parameters])


def of_reason(devices: QuerySet[Any], why: str) -> QuerySet[Any]:
    """Those with this reason; all of them when it is none."""
    return devices.filter(why_not=why) if why in REASONS else devices


def build_left_out_page(
    *, devices: QuerySet[Any], counts: Mapping[str, int], parameters: Parameters, why: str, token: str, on: date
) -> LeftOutPage:
    """Read one page; `devices` are those of `not_offerable`, or what an offer left out. Queries do not grow."""
    why = why if why in counts else ""
    page = page_of(of_reason(devices, why), order=IN_ORDER[devices.model], size=ROWS_A_PAGE, token=token)
    kept = {name: values for name, values in parameters.items() if name not in (WHY, TOKEN)}
    return LeftOutPage(
        rows=_rows_of(page.rows, on),
        reasons=[(code, REASONS[code], counts[code]) for code in REASONS if counts.get(code)],
        why=why,
        parameters=kept,
        links=page.links({**kept, WHY: [why]} if why else kept),
        start=page.start,
    )


def _rows_of(found: Collection[Any], on: date) -> list[LeftOutRow]:
    then = [row.device_id for row in found if isinstance(row, LeftOutDevice)]
    now = dict(with_reasons(Device.objects.filter(pk__in=then), on=on).values_list("pk", "why_not")) if then else {}
    return [_row_of(row, now) for row in found]


def _row_of(row: Any, now: Mapping[UUID, str]) -> LeftOutRow:
    said = {"device": row, "reason": REASONS[row.why_not], "remedy": REMEDIES[row.why_not]}
    if not isinstance(row, LeftOutDevice):
        return LeftOutRow(device_id=row.pk, **said)
    if row.device_id not in now:
        return LeftOutRow(device_id=None, since=NOT_THERE, **said)
    return LeftOutRow(device_id=row.device_id, since=_since(row.why_not, now[row.device_id]), **said)


def _since(then: str, now: str) -> "StrPromise | str":
    if now == then:
        return ""
    return REASONS[now] if now else FREE_NOW
