"""What the demonstration has to fill an address with: of every kind one in each state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_tenants.utils import tenant_context

from catalogue.models import DeviceModel, ModelUpload, PriceBook, PriceUpload, WantedModel
from fleet.intake.group_fixes import FIXES, Fix
from fleet.models import BulkChange, Device, SavedView, Site, Upload
from impact.models import ImpactReport
from quotes.models import BuyBackOffer, Order, PriceAgreement, Programme, Quote
from quotes.offer_groups import groups_of
from tenants.job_pages import jobs_shown_to
from tenants.models import Organisation, SignUpRequest, VerifyCode


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One thing: its state ('' when it has none), and what its addresses are filled with."""

    state: str
    values: Mapping[str, str]


Specimens = Mapping[str, list[Specimen]]  # by the name of the part that stands for the thing


def specimens_of(slug: str) -> Specimens:
    """Those of an organisation."""
    organisation = Organisation.objects.get(slug=slug)
    with tenant_context(organisation):
        return {
            "upload_id": list(_by_state("upload_id", Upload.objects.order_by("-received_at"))),
            "offer_id": list(_by_state("offer_id", BuyBackOffer.objects.order_by("-opened_at"))),
            "programme_id": list(_by_state("programme_id", Programme.objects.order_by("-made_at"))),
            "quote_id": list(_by_state("quote_id", Quote.objects.order_by("-created_at"))),
            "order_id": list(_by_state("order_id", Order.objects.order_by("-pk"))),
            "report_id": list(_first("report_id", ImpactReport.objects.order_by("pk"))),
            "device_id": list(_first("device_id", Device.objects.exclude(model=None).order_by("-changed_at", "pk"))),
            "site_id": list(_first("site_id", Site.objects.in_use().order_by("sort_key"))),
            "agreement_id": list(_first("agreement_id", PriceAgreement.objects.not_ended().order_by("pk"))),
            "view_id": list(_first("view_id", SavedView.objects.order_by("sort_key"))),
            "change_id": list(_first("change_id", BulkChange.objects.order_by("asked_at"))),
            "job_id": list(_by_state("job_id", jobs_shown_to(organisation).order_by("-created_at"))),
        }


def public_specimens() -> Specimens:
    """Those that belong to no organisation."""
    return {
        "sign_up_id": list(_first("sign_up_id", SignUpRequest.objects.order_by("created_at"))),
        "price_book_id": list(_by_state("price_book_id", PriceBook.objects.newest_first(), of="status")),
        "price_upload_id": list(_first("price_upload_id", PriceUpload.objects.filter(book=None).order_by("pk"))),
        "model_slug": list(_first("model_slug", DeviceModel.objects.filter(pk="apple-iphone-13"))),
        "model_upload_id": [*_uploads("seen", problems=[]), *_uploads("refused", changes=[])],
        "wanted_id": list(_first("wanted_id", WantedModel.objects.filter(ended_at=None).order_by("pk"))),
        "code": [Specimen(state="", values={"code": code.code}) for code in VerifyCode.objects.order_by("code")[:1]],
    }


def _by_state(part: str, rows: QuerySet[Any], *, of: str = "state") -> Iterator[Specimen]:
    seen = set()
    for row in rows:
        if (state := getattr(row, of)) not in seen:
            seen.add(state)
            yield Specimen(state=state, values={part: str(row.pk), **_more_of(row)})


def _uploads(state: str, **having: Any) -> Iterator[Specimen]:
    for upload in ModelUpload.objects.filter(**having).order_by("received_at")[:1]:
        yield Specimen(state=state, values={"model_upload_id": str(upload.pk)})


def _first(part: str, rows: QuerySet[Any]) -> Iterator[Specimen]:
    for row in rows[:1]:
        yield Specimen(state="", values={part: str(row.pk)})


def _more_of(row: object) -> dict[str, str]:
    if isinstance(row, Upload):
        rows = row.rows.order_by("problems", "row_number")  # "[]" comes first, so the last has the most to say
        codes = [problem["code"] for staged in rows for problem in staged.problems]
        asked = next((code for code in codes if FIXES[code] in (Fix.SAY, Fix.ORDER)), "storage_unreadable")
        return {"row_number": str(last.row_number), "cause": asked} if (last := rows.last()) else {}
    if isinstance(row, Programme):
        return {"wave_id": str(row.waves.in_order()[0].pk)}
    return {"key": groups_of(row).groups[0].key} if isinstance(row, BuyBackOffer) else {}
