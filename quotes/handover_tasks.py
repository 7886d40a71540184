"""What the machine writes once an offer is accepted: the paper of each decision."""

from collections.abc import Mapping
from typing import Any

from quotes.handover_documents import HandoverDocument, render_handover_pdf
from quotes.handover_papers import handover_document, handover_number
from quotes.handovers import HANDOVERS
from quotes.models import BuyBackOffer
from quotes.return_slips import GOING_BACK, owners_of, return_slip, slip_number, slips_of
from records.documents import current_organisation, new_verify_code, store_document
from records.models import Document, DocumentKind
from tenants.jobs import JobRun, job_kind


@job_kind("quotes.keep_handovers")
def keep_handovers(run: JobRun) -> Mapping[str, Any]:
    """Print the paper of each decision that has one, and keep it; what a first try has kept is not printed again."""
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    decided = set(offer.lines.values_list("decision", flat=True).distinct())
    wanted = [decision for decision in HANDOVERS if decision in decided]
    known = set(Document.objects.about(offer).values_list("number", flat=True))
    for done, decision in enumerate(wanted):
        run.progress(step="printing", done=done, total=len(wanted))
        if handover_number(offer, decision) not in known:
            code = new_verify_code()
            _keep(handover_document(offer, decision, verify_code=code), HANDOVERS[decision].kind, offer, code, run)
    return {"papers": len(wanted)}


@job_kind("quotes.keep_return_slips")
def keep_return_slips(run: JobRun) -> Mapping[str, Any]:
    """Print a slip for each lessor and funder of what an offer left out; those that are kept are not printed again."""
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    wanted = {
        slip_number(offer, route, place): (route, owner)
        for route in GOING_BACK
        for place, owner in enumerate(owners_of(offer, route), start=1)
    }
    known = set(slips_of(offer).values_list("number", flat=True))
    for done, (number, (route, owner)) in enumerate(wanted.items()):
        run.progress(step="printing", done=done, total=len(wanted))
        if number not in known:
            code = new_verify_code()
            paper = return_slip(offer, route, owner=owner, number=number, at=run.at, verify_code=code)
            _keep(paper, HANDOVERS[route].kind, offer, code, run)
    return {"offer": str(offer.pk), "papers": len(wanted)}


def _keep(paper: HandoverDocument, kind: DocumentKind, offer: BuyBackOffer, code: str, run: JobRun) -> Document:
    return store_document(
        kind=kind,
        number=paper.number,
        title=paper.title,
        language=paper.language,
        content=render_handover_pdf(paper),
        content_type="application/pdf",
        filename=f"{run.at:%Y-%m-%d}_{paper.number}_{current_organisation().slug}.pdf",
        subject=offer,
        by=run.by,
        at=run.at,
        verify_code=code,
    )
