"""Writing the annex to a council's decision."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from b2b_portal.lib.downloads import XLSX
from quotes.annex import annex_document, next_number
from quotes.annex_document import annex_title, render_annex_pdf
from quotes.annex_sheet import write_annex_sheet
from quotes.models import BuyBackOffer
from records.documents import current_organisation, new_verify_code, store_document
from records.models import DocumentKind
from tenants.jobs import JobRun, job_kind
from tenants.sent_twice import wait_for_first


@job_kind("quotes.keep_annex")
def keep_annex(run: JobRun) -> Mapping[str, Any]:
    """Print the annex and write it as a workbook, under one number; what was made before stays."""
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    run.progress(step="printing", done=0, total=offer.line_count)
    wait_for_first(what=f"number of the annex {offer.pk}")
    code = new_verify_code()
    paper = annex_document(offer, number=next_number(offer), verify_code=code, at=run.at)
    name = f"{run.at:%Y-%m-%d}_{paper.number}_{current_organisation().slug}"
    keep = partial(
        store_document,
        number=paper.number,
        title=annex_title(paper),
        language=paper.language,
        subject=offer,
        by=run.by,
        at=run.at,
    )
    sheet, pdf = write_annex_sheet(paper), render_annex_pdf(paper)
    keep(kind=DocumentKind.OFFER_ANNEX_SHEET, content=sheet, content_type=XLSX, filename=f"{name}.xlsx")
    keep(
        kind=DocumentKind.OFFER_ANNEX,
        content=pdf,
        content_type="application/pdf",
        filename=f"{name}.pdf",
        verify_code=code,
    )
    return {"offer": str(offer.pk), "number": paper.number}
