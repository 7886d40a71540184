"""An organisation's jobs: the tray in the header, the list, and one job's page, which leads on to its result."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from tenants.guards import member_may
from tenants.job_pages import jobs_shown_to, page_of_result
from tenants.models import Job
from tenants.permissions import Permission
from tenants.requests import MemberRequest

IN_TRAY = 5
PER_PAGE = 25
STOP_POLLING = 286  # htmx ends `every 1s` at this status
LEAD_ON = "lead_on"  # the parameter of somebody who came to wait for the result


@member_may(Permission.JOB_VIEW)
@require_safe
def tray(request: MemberRequest) -> HttpResponse:
    """The last few jobs, for the header."""
    jobs = list(jobs_shown_to(request.organisation).latest_first()[:IN_TRAY])
    running = sum(not job.is_finished for job in jobs)
    return render(request, "jobs/tray.html", {"jobs": _with_pages(jobs), "running": running})


@member_may(Permission.JOB_VIEW)
@require_safe
def job_list(request: MemberRequest) -> HttpResponse:
    """Every job, the latest first."""
    jobs = jobs_shown_to(request.organisation)
    page = page_of(jobs, order=("-created_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    context = {"jobs": _with_pages(page.rows), "page": page, "links": page.links({})}
    return render(request, "jobs/list.html", context)


@member_may(Permission.JOB_VIEW)
@require_safe
def job_detail(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """One job: how far it is, how it ended. Who came to wait for its result is led on to it."""
    job = _job(request, job_id)
    result = page_of_result(job)
    if result and job.state == Job.State.DONE and LEAD_ON in request.GET:
        return redirect(result)
    return render(request, "jobs/detail.html", {"job": job, "result_url": result})


@member_may(Permission.JOB_VIEW)
@require_safe
def job_progress(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """How far a job is, for the page that polls it; when it has ended, that page is to load anew."""
    job = _job(request, job_id)
    if not request.htmx:
        return redirect("jobs:detail", job.pk)
    response = render(request, "jobs/progress.html", {"job": job})
    if job.is_finished:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


def _job(request: MemberRequest, job_id: UUID) -> Job:
    return get_object_or_404(jobs_shown_to(request.organisation), pk=job_id)


def _with_pages(jobs: list[Job]) -> list[tuple[Job, str]]:
    return [(job, page_of_result(job)) for job in jobs]
