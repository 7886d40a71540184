"""What the machine does for the catalogue."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from catalogue.drafting import read_upload, store_draft
from catalogue.loading.data_file import FileProblem, FileRefused
from catalogue.models import PriceUpload
from catalogue.price_problems import PriceProblem
from tenants.jobs import JobFailed, JobRun, job_kind


def give_prices_back(run: JobRun, failure: JobFailed) -> None:
    """A file that could not be read at all is refused: its page waits no longer."""
    broken = PriceProblem(code="file_damaged")
    PriceUpload.objects.filter(pk=run.arguments["upload"], read_at=None).update(
        read_at=run.at, problems=[broken.as_json()], content=b""
    )


@job_kind("catalogue.read_prices", on_failure=give_prices_back)
def read_prices(run: JobRun) -> Mapping[str, Any]:
    """Read a workbook of prices: it becomes a draft whole, or nothing and a list of what to correct."""
    upload = PriceUpload.objects.select_for_update(of=("self",)).get(pk=run.arguments["upload"])
    if upload.read_at:
        return {}
    run.progress(step="reading")
    problems: list[FileProblem] = []
    try:
        with transaction.atomic():
            file = read_upload(upload)
            run.progress(step="storing_prices", total=len(file.all_rows))
            upload.book = store_draft(file=file, upload=upload, at=run.at)
    except FileRefused as refused:
        problems = list(refused.problems)
    upload.read_at, upload.content = run.at, b""
    upload.problems = [PriceProblem.of(problem).as_json() for problem in problems]
    upload.save(update_fields=["read_at", "content", "problems", "book"])
    return {"book": str(upload.book_id) if upload.book_id else "", "problems": len(problems)}
