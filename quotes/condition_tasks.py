"""What the machine does with declarations for many devices: one answer for all, or a list of its own."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from b2b_portal.lib.spreadsheets.reading import ReadSheet, read_spreadsheet
from b2b_portal.lib.spreadsheets.refusals import SpreadsheetRefused
from fleet.intake.refusals import REFUSAL_SENTENCES
from quotes.actions.declarations import ConditionFixed, NothingDeclared, declare_condition
from quotes.actions.offers import OfferExpired
from quotes.condition_columns import header_words
from quotes.condition_reading import read_conditions
from quotes.models import BuyBackOffer
from quotes.pricing.declaration import Declaration
from tenants.jobs import JobFailed, JobRun, job_kind

MOST_PROBLEMS = 500


@job_kind("quotes.declare_condition")
def declare_condition_of_lines(run: JobRun) -> Mapping[str, Any]:
    """Make the next version of an offer from one declaration for many lines."""
    declaration = Declaration.from_json(run.arguments["declaration"])
    return _declare(run, {UUID(line): declaration for line in run.arguments["lines"]}, why=run.arguments["why"])


@job_kind("quotes.read_conditions")
def declare_conditions_of_file(run: JobRun) -> Mapping[str, Any]:
    """Make the next version of an offer from a list; one with problems changes nothing and says them all."""
    run.progress(step="reading")
    offer, name = BuyBackOffer.objects.get(pk=run.arguments["offer"]), run.arguments["storage_name"]
    with _read_file(name, run.arguments["filename"]) as sheet:
        read = read_conditions(offer, sheet.headers, sheet.rows())
    transaction.on_commit(lambda: default_storage.delete(name))
    if read.problems:
        told = [problem.to_json() for problem in read.problems[:MOST_PROBLEMS]]
        return {"offer": str(offer.pk), "problems": told, "problem_count": len(read.problems)}
    return _declare(run, read.said, why=run.arguments["filename"])


def _declare(run: JobRun, said: Mapping[UUID, Declaration], *, why: str) -> Mapping[str, Any]:
    run.progress(step="pricing", done=0, total=len(said))
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    try:
        revision = declare_condition(
            offer=offer,
            said=said,
            why=why,
            by=replace(run.by, role=run.arguments["role"]),
            at=run.at,
            today=timezone.localdate(run.at),
            tell=_teller(run),
        )
    except (ConditionFixed, NothingDeclared, OfferExpired) as refused:
        raise JobFailed("not_declared", str(refused)) from refused
    return {"offer": str(offer.pk), "version": revision.number, "lines": revision.line_count}


def _teller(run: JobRun) -> Callable[[int, int], None]:
    return lambda done, total: run.progress(step="declaring", done=done, total=total)


@contextmanager
def _read_file(name: str, filename: str) -> Iterator[ReadSheet]:
    """Raises: JobFailed, with the sentence for a file that cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with default_storage.open(name) as stored, path.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        try:
            yield read_spreadsheet(
                path=path, filename=filename, workdir=Path(folder), header_words=header_words().keys()
            )
        except SpreadsheetRefused as refused:
            raise JobFailed(str(refused.code), _(REFUSAL_SENTENCES[refused.code]) % refused.detail) from refused
