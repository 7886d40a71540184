"""The impact pages of a portal: all reports, and one with its lines, method and limits."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from impact.models import ImpactReport
from impact.papers import limits_text, method_text, tier_label, uncounted_devices
from records.models import Document
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25


@member_may(Permission.IMPACT_VIEW)
@require_safe
def report_list(request: MemberRequest) -> HttpResponse:
    """Every report, the latest first, with their sum."""
    page = page_of(
        ImpactReport.objects.all(), order=("-issued_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, "")
    )
    sums = ImpactReport.objects.final().aggregate(
        avoided=Sum("avoided_kg"), per_year=Sum("avoided_per_year_kg"), quantity=Sum("quantity")
    )
    return render(request, "impact/reports.html", {"page": page, "links": page.links({}), "sums": sums})


@member_may(Permission.IMPACT_VIEW)
@require_safe
def report_detail(request: MemberRequest, report_id: UUID) -> HttpResponse:
    """One report: each line with its factors, its range and its source."""
    report = get_object_or_404(ImpactReport.objects.select_related("order"), pk=report_id)
    lines = [
        {
            **line,
            **{key: Decimal(line[key]) for key in line if key.endswith("_kg")},
            "tier_label": tier_label(line["tier"]),
        }
        for line in report.lines
    ]
    context = {
        "report": report,
        "lines": lines,
        "documents": Document.objects.about(report).latest_first(),
        "may_download": may(request.membership.role, Permission.DOCUMENT_DOWNLOAD),
        "method": method_text(),
        "limits": limits_text(uncounted=uncounted_devices(report)),
    }
    return render(request, "impact/report.html", context)
