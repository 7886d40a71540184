"""Which file said what is known of a device, where several lists have been merged on its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from fleet.history import Versions
from fleet.models import Upload

# Facts that a reader asks this of.
SOURCED = (
    "serial", "imei", "imei2", "asset_tag", "model_label", "storage_gb", "ram_gb", "purchased_on", "age_from_on",
    "site_id", "cost_centre", "owner", "lessor", "lease_reference", "lease_ends_on",
    "purchase_amount", "funding", "grant_name", "restricted_until_year", "grade", "functional_state",
    "lock", "battery_health",
)  # fmt: skip


def sources_of(versions: Versions) -> Mapping[str, Upload | None]:
    """Return the upload by which each fact has the value that it has; None for all where all came by one file.

    Facts that are empty, or were changed by other means, have none.
    """
    found = {name: _source(name, versions.rows, is_whole=versions.is_whole) for name in SOURCED}
    uploads = {upload.pk for upload in found.values() if upload}
    return found if len(uploads) > 1 else dict.fromkeys(SOURCED)


def _source(name: str, versions: Sequence[Any], *, is_whole: bool) -> Upload | None:
    if not versions or getattr(versions[-1], name) in (None, ""):
        return None
    value = getattr(versions[-1], name)
    since = len(versions) - 1
    while since and getattr(versions[since - 1], name) == value:
        since -= 1
    if since == 0:
        return _upload(versions[0]) if is_whole else None
    came_by_file = versions[since].last_upload_id != versions[since - 1].last_upload_id
    return _upload(versions[since]) if came_by_file else None


def _upload(version: Any) -> Upload | None:
    upload: Upload | None = version.last_upload
    return upload
