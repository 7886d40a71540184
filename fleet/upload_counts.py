"""What an upload comes to, in rows: as its check foretells, or, once imported, as it was."""

from dataclasses import dataclass

from fleet.models import Upload


@dataclass(frozen=True, kw_only=True)
class UploadCounts:
    """Rows of the file by what becomes of them; None while the file has not been read."""

    rows: int | None
    created: int | None
    updated: int | None
    unchanged: int | None
    refused: int | None
    identified: int | None

    @property
    def importable(self) -> int:
        """Rows that would change the fleet."""
        return (self.created or 0) + (self.updated or 0)


def counts_of(upload: Upload) -> UploadCounts:
    """The counts of one upload; no query."""
    summary, outcomes = upload.summary, upload.summary.get("outcomes", {})
    if "rows" not in summary:
        return UploadCounts(rows=None, created=None, updated=None, unchanged=None, refused=None, identified=None)
    return UploadCounts(
        rows=summary["rows"],
        created=summary.get("created", outcomes.get("create", 0)),
        updated=summary.get("updated", outcomes.get("update", 0)),
        unchanged=summary.get("unchanged", outcomes.get("leave", 0)),
        refused=outcomes.get("refuse", 0),
        identified=summary.get("identified", 0),
    )
