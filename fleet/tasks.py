"""What the machine does with an upload: read it into staged rows, bring them into the fleet."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from b2b_portal.lib.spreadsheets.reading import ReadSheet, open_spreadsheet
from b2b_portal.lib.spreadsheets.refusals import SpreadsheetRefused
from fleet.answering import Answering
from fleet.fleet_changed import tell_fleet_changed
from fleet.fleet_mark import read_fleet_mark
from fleet.holdings import note_fleet
from fleet.identification import catalogue_index, known_models
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.certainty import is_certain
from fleet.intake.mapping import Mapping as ColumnMapping
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import TALLIED, IntakeRow, Tally, read_rows
from fleet.intake.refusals import REFUSAL_SENTENCES
from fleet.intake.sample_cells import sample_cells
from fleet.models import NamedModel, RememberedColumn, RememberedWord, Upload, UploadAnswer
from fleet.remembered_words import answer_as_before, answers_of
from fleet.rows_checked import tell_rows_checked
from fleet.same_file import how_it_was_read, read_before, reading_key, take_over
from fleet.staging import commit_rows, compare_with_fleet, stage_rows
from fleet.states import UPLOAD, UploadState
from fleet.summary import count_owners, count_problems
from fleet.undo import UploadHeld, take_back
from fleet.word_lookup import LOOKED_UP, rows_asked, words_of, write_words
from records.transitions import move
from tenants.actor import SYSTEM
from tenants.jobs import JobFailed, JobRun, job_kind

PROGRESS_EVERY = 1000


def mark_unreadable(run: JobRun, failure: JobFailed) -> None:
    """The upload failed: keep the sentence where the person looks."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    if upload.state in UPLOAD.end_states:
        return
    move(
        upload,
        machine=UPLOAD,
        to=UploadState.FAILED,
        by=SYSTEM,
        at=run.at,
        problem_code=failure.code,
        problem=failure.message,
    )


def give_up_commit(run: JobRun, failure: JobFailed) -> None:
    """Nothing reached the fleet: it can be asked again."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    if upload.state == UploadState.COMMITTING:
        with transaction.atomic():
            move(upload, machine=UPLOAD, to=UploadState.CHECKED, by=SYSTEM, at=run.at, reason=failure.message)
            tell_rows_checked(upload, by=run.by, at=run.at)


def give_up_undo(run: JobRun, failure: JobFailed) -> None:
    """The devices are as the upload left them: it can be asked again."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    if upload.state == UploadState.UNDOING:
        move(upload, machine=UPLOAD, to=UploadState.COMMITTED, by=SYSTEM, at=run.at, reason=failure.message)


def give_up_answers(run: JobRun, failure: JobFailed) -> None:
    """The rows are as they were: they can be answered again."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    if upload.state == UploadState.CHECKING:
        with transaction.atomic():
            upload.answers.filter(row_numbers=[]).delete()
            move(upload, machine=UPLOAD, to=UploadState.CHECKED, by=SYSTEM, at=run.at, reason=failure.message)
            tell_rows_checked(upload, by=run.by, at=run.at)


@job_kind("fleet.read_upload", on_failure=mark_unreadable)
def read_upload(run: JobRun) -> Mapping[str, Any]:
    """Read the file in a child process and match its columns; then check its rows, or ask what a column is."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    move(upload, machine=UPLOAD, to=UploadState.READING, by=SYSTEM, at=run.at)
    run.progress(step="reading")
    if earlier := read_before(upload):
        return _take_over(earlier, upload, run)
    with _opened(upload) as sheet:
        mapping = propose_mapping(
            sheet.headers, remembered=RememberedColumn.objects.as_mapping(), rows=(cells for _, cells in sheet.rows())
        )
        reading = _reading_of(sheet, mapping)
        if not is_certain(mapping):
            samples = sample_cells(mapping=mapping, rows=(cells for _, cells in sheet.rows()))
            move(upload, machine=UPLOAD, to=UploadState.MAPPING, by=SYSTEM, at=run.at, samples=samples, **reading)
            return {"upload": str(upload.pk), "asked": True}
        move(upload, machine=UPLOAD, to=UploadState.CHECKING, by=SYSTEM, at=run.at, **reading)
        return _check_rows(upload, sheet, mapping, run)


@job_kind("fleet.check_upload", on_failure=mark_unreadable)
def check_upload(run: JobRun) -> Mapping[str, Any]:
    """Read the file once more, now that somebody has said what its columns are, and check its rows."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    UPLOAD.check(source=upload.state, target=UploadState.CHECKED)
    run.progress(step="reading")
    with _opened(upload) as sheet:
        return _check_rows(upload, sheet, ColumnMapping.from_json(upload.mapping), run)


def _check_rows(upload: Upload, sheet: ReadSheet, mapping: ColumnMapping, run: JobRun) -> Mapping[str, Any]:
    """Stage the rows, answer what was answered for earlier files, and compare the rows with the fleet."""
    upload.answers.all().delete()  # given before a column was changed: the rows are new
    tally = Tally()
    own_names = NamedModel.objects.as_names()
    rows = read_rows(sheet=sheet, mapping=mapping, index=catalogue_index(), own_names=own_names, tally=tally)
    stage_rows(upload_id=upload.pk, rows=_with_progress(rows, run, sheet), models=known_models())
    run.progress(step="checking", done=tally.rows, total=tally.rows)
    given = answer_as_before(upload=upload, mapping=mapping, rows=sheet.rows, by=run.by, at=run.at)
    return _compare(upload, tally.summary().as_json(), run, given)


def _take_over(earlier: Upload, upload: Upload, run: JobRun) -> Mapping[str, Any]:
    """Stage the rows of the same file, as an earlier upload of it was read."""
    move(upload, machine=UPLOAD, to=UploadState.CHECKING, by=SYSTEM, at=run.at, **how_it_was_read(earlier))
    rows = earlier.summary["rows"]
    run.progress(step="checking", done=rows, total=rows)
    take_over(earlier=earlier, upload=upload)
    return _compare(upload, {name: earlier.summary[name] for name in TALLIED}, run)


def _compare(upload: Upload, tallied: Mapping[str, Any], run: JobRun, given: Collection[int] = ()) -> Mapping[str, Any]:
    """Say what would become of the staged rows, once the answers `given` by now are read into them."""
    upload.fleet_mark = read_fleet_mark()
    outcomes = compare_with_fleet(upload_id=upload.pk)
    problems = count_problems(upload_id=upload.pk)
    upload.summary = {**tallied, "problems": problems, "outcomes": outcomes, "owners": count_owners(upload.pk)}
    is_as_read = problems == tallied["problems"]  # or the fleet has settled or refused a row
    upload.reading_key = reading_key(upload) if is_as_read else ""
    with transaction.atomic():
        if given:
            _answer(upload, run, given=given).take_place(upload)
        told = {"summary": upload.summary, "reading_key": upload.reading_key, "fleet_mark": upload.fleet_mark}
        move(upload, machine=UPLOAD, to=UploadState.CHECKED, by=SYSTEM, at=run.at, estimate=None, **told)
        tell_rows_checked(upload, by=run.by, at=run.at)
    return {"upload": str(upload.pk), **upload.summary}


@job_kind("fleet.commit_upload", on_failure=give_up_commit)
def commit_upload(run: JobRun) -> Mapping[str, Any]:
    """Bring the staged rows into the fleet: all of them with the job's end, or none."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    run.progress(step="importing", done=0, total=upload.summary.get("rows", 0))
    with transaction.atomic():
        compared_with = upload.fleet_mark if upload.reading_key else ""  # or a row was changed since
        changes = commit_rows(upload_id=upload.pk, at=run.at, compared_with=compared_with)
        move(
            upload,
            machine=UPLOAD,
            to=UploadState.COMMITTED,
            by=replace(run.by, role=run.arguments["role"]),
            at=run.at,
            data=changes,
            committed_at=run.at,
            committed_by_id=run.by.id,
            committed_by_name=run.by.name,
            summary={**upload.summary, **changes},
        )
        tell_fleet_changed(upload=str(upload.pk), by=run.by, at=run.at)
    return {"upload": str(upload.pk), **changes}


@job_kind("fleet.undo_upload", on_failure=give_up_undo)
def undo_upload(run: JobRun) -> Mapping[str, Any]:
    """Take an upload out of the fleet again: all of it with the job's end, or nothing."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    run.progress(step="undoing")
    try:
        with transaction.atomic():
            changes = take_back(upload_id=upload.pk, at=run.at)
            by = replace(run.by, role=run.arguments["role"])
            move(upload, machine=UPLOAD, to=UploadState.UNDONE, by=by, at=run.at, data=changes)
            tell_fleet_changed(upload=str(upload.pk), by=run.by, at=run.at)
    except UploadHeld as held:
        raise JobFailed("upload_held", str(held)) from held
    return {"upload": str(upload.pk), **changes}


@job_kind("fleet.answer_upload", on_failure=give_up_answers)
def answer_upload(run: JobRun) -> Mapping[str, Any]:
    """Read the rows again that an answer serves: all of them with the job's end, or none."""
    upload = Upload.objects.get(pk=run.arguments["upload"])
    if upload.state != UploadState.CHECKING:  # all was done when the worker died
        return {"upload": str(upload.pk)}
    given, taken = run.arguments.get("given", []), run.arguments.get("taken", [])
    if code := run.arguments.get("look_up", ""):
        given = _look_words_up(upload, code, run)
    answering = _answer(upload, run, given=given, taken=taken)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        rows = answering.take_place(locked)
        move(locked, machine=UPLOAD, to=UploadState.CHECKED, by=SYSTEM, at=run.at, data={"rows": rows})
        tell_rows_checked(locked, by=run.by, at=run.at)
    return {"upload": str(upload.pk), "rows": rows}


def _answer(upload: Upload, run: JobRun, *, given: Collection[int], taken: Collection[int] = ()) -> Answering:
    """Read the rows under these answers, beside the staged ones."""
    answering = Answering(upload=upload, given=given, taken=taken)
    answering.read(progress=lambda done, total: run.progress(step="answering", done=done, total=total))
    return answering


def _look_words_up(upload: Upload, code: str, run: JobRun) -> list[int]:
    """Name the words of the file in the problems of its rows; returns the answers that we remember for them."""
    run.progress(step="reading")
    mapping = ColumnMapping.from_json(upload.mapping)
    column = mapping.fields[LOOKED_UP[code]]
    with _opened(upload) as sheet:
        words = words_of(sheet.rows(), index=column.index, numbers=rows_asked(upload=upload, code=code))
    answers = answers_of(words, code=code, column=column, meanings=RememberedWord.objects.as_meanings(code))
    with transaction.atomic():
        write_words(upload=upload, code=code, words=words)
        return UploadAnswer.objects.keep(answers, upload=upload, by=run.by, at=run.at, is_remembered=True)


@job_kind("fleet.note_holdings")
def note_holdings(run: JobRun) -> Mapping[str, Any]:
    """Note what the fleet teaches about IMEIs, and the models in it that the catalogue lacks."""
    return note_fleet(at=run.at)


@contextmanager
def _opened(upload: Upload) -> Iterator[ReadSheet]:
    """The table of the file, whose rows may be read while the child still writes them.

    Raises: JobFailed, with the sentence that says what to do.
    """
    with tempfile.TemporaryDirectory(prefix="upload-") as name:
        folder = Path(name)
        copied = folder / "upload"
        with default_storage.open(upload.storage_name) as stored, copied.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        try:
            with open_spreadsheet(
                path=copied, filename=upload.filename, workdir=folder, header_words=HEADER_WORDS
            ) as sheet:
                yield sheet
        except SpreadsheetRefused as refused:
            raise JobFailed(str(refused.code), _(REFUSAL_SENTENCES[refused.code]) % refused.detail) from refused


def _reading_of(sheet: ReadSheet, mapping: ColumnMapping) -> dict[str, Any]:
    return {
        "profile": mapping.profile,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "mapping": mapping.as_json(),
    }


def _with_progress(rows: Iterable[IntakeRow], run: JobRun, sheet: ReadSheet) -> Iterator[IntakeRow]:
    for done, row in enumerate(rows, start=1):
        if done % PROGRESS_EVERY == 0:
            run.progress(step="identifying", done=done, total=sheet.rows_known)
        yield row
