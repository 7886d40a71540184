"""Where a job leads: the page of what it made or works on. The table belongs to the portal, which knows every app.

Only such jobs are shown to an organisation's people; the others are chores of ours, such as filing and sending mail.
"""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from tenants.models import Job, Organisation
from tenants.models.job import JobQuerySet


def result_pages() -> Mapping[str, tuple[str, str]]:
    """Kind of job to the name of a page and the key, in the job's result or arguments, of the id it takes."""
    return import_string(settings.JOB_RESULT_PAGES)  # type: ignore[no-any-return]


def jobs_shown_to(organisation: Organisation) -> JobQuerySet:
    """The jobs that somebody of the organisation asked for and may follow."""
    return Job.objects.for_organisation(organisation).filter(kind__in=list(result_pages()))


def page_of_result(job: Job) -> str:
    """The address of what the job made or works on; '' while there is none, and for kinds that have no page."""
    name, key = result_pages().get(job.kind, ("", ""))
    found = {**job.arguments, **job.result}.get(key)
    return reverse(name, args=[found]) if name and found else ""
