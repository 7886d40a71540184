"""What the machine does for the catalogue."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from catalogue.drafting import read_upload, store_draft
from catalogue.loading.data_file import FileProblem, FileRefused
from catalogue.model_import import changes_of, read_models_of, store_models
from catalogue.model_problems import ModelProblem
from catalogue.models import ModelUpload, PriceUpload
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


def give_models_back(run: JobRun, failure: JobFailed) -> None:
    """The same for a workbook of models."""
    broken = ModelProblem(code="file_damaged")
    ModelUpload.objects.filter(pk=run.arguments["upload"], read_at=None).update(
        read_at=run.at, problems=[broken.as_json()], content=b""
    )


@job_kind("catalogue.read_models", on_failure=give_models_back)
def read_models(run: JobRun) -> Mapping[str, Any]:
    """Compare a workbook with the catalogue; once somebody has seen the changes, and they are still these, do them."""
    upload = ModelUpload.objects.select_for_update().get(pk=run.arguments["upload"])
    applies, shown = run.arguments["applies"], upload.changes
    if upload.applied_at or (upload.read_at and not applies):
        return {}
    run.progress(step="reading")
    problems: list[FileProblem] = []
    try:
        read = read_models_of(upload)
    except FileRefused as refused:
        problems, read = list(refused.problems), []
    upload.read_at, upload.changes = run.at, changes_of(read)
    upload.problems = [ModelProblem.of(problem).as_json() for problem in problems]
    if applies and upload.changes and upload.changes == shown:
        run.progress(step="storing_models", total=len(read))
        store_models(read, filename=upload.filename, by=run.by, at=run.at)
        upload.applied_at, upload.applied_by_id, upload.applied_by_name = run.at, run.by.id, run.by.name
    if problems or upload.applied_at or not upload.changes:
        upload.content = b""
    upload.save()
    return {"changes": len(upload.changes), "problems": len(problems)}
