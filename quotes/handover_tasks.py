"""What the machine writes once an offer is accepted: the paper of each decision."""

from collections.abc import Mapping
from typing import Any

from quotes.handover_documents import render_handover_pdf
from quotes.handover_papers import handover_document, handover_number
from quotes.handovers import HANDOVERS
from quotes.models import BuyBackOffer
from quotes.states import LineDecision
from records.documents import current_organisation, new_verify_code, store_document
from records.models import Document
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
            _keep(offer, decision, run)
    return {"papers": len(wanted)}


def _keep(offer: BuyBackOffer, decision: LineDecision, run: JobRun) -> Document:
    organisation, code = current_organisation(), new_verify_code()
    paper = handover_document(offer, decision, verify_code=code)
    return store_document(
        kind=HANDOVERS[decision].kind,
        number=paper.number,
        title=paper.title,
        language=organisation.language,
        content=render_handover_pdf(paper),
        content_type="application/pdf",
        filename=f"{run.at:%Y-%m-%d}_{paper.number}_{organisation.slug}.pdf",
        subject=offer,
        by=run.by,
        at=run.at,
        verify_code=code,
    )
