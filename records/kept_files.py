"""Files that an organisation gives us to keep: looked at when they come, stored once, given back unchanged.

They lie in the organisation's folder as its documents do; but we did not write them, so nothing vouches for them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import uuid4

import pgtrigger
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from records.documents import current_organisation
from records.models import KeptFile
from tenants.actor import Actor

if TYPE_CHECKING:
    from django.core.files.base import File

MOST_BYTES = 20 * 1024 * 1024
ACCEPTED = ".pdf,.jpg,.jpeg,.png"  # by what a browser's dialogue filters; what counts are the bytes
_TAIL = 2048  # a PDF's last line may be followed by blanks


class FileRefused(Exception):
    """It cannot be kept."""


class FileTooLarge(FileRefused):
    def __init__(self) -> None:
        most = MOST_BYTES >> 20
        super().__init__(
            _("This file is larger than %(size)d MB. Scan it in grey, or send only the pages that count.")
            % {"size": most}
        )


class NotReadable(FileRefused):
    def __init__(self) -> None:
        super().__init__(
            _("This is no complete PDF, JPEG or PNG file. Export or scan it again, then upload that file.")
        )


@dataclass(frozen=True)
class _Form:
    """How a file of this kind begins, what stands at its end, and what it is called."""

    begins: bytes
    ends: bytes
    suffix: str


_FORMS: Mapping[str, _Form] = {
    "application/pdf": _Form(b"%PDF-", b"%%EOF", ".pdf"),
    "image/jpeg": _Form(b"\xff\xd8\xff", b"\xff\xd9", ".jpg"),
    "image/png": _Form(b"\x89PNG\r\n\x1a\n", b"IEND", ".png"),
}


def keep_file(*, file: "File[bytes]", filename: str, by: Actor, at: datetime) -> KeptFile:
    """Keep a PDF, JPEG or PNG, told by its bytes; its name ends as its bytes say.

    Raises: FileTooLarge; NotReadable, for what is none of these or was cut off.
    """
    if file.size > MOST_BYTES:
        raise FileTooLarge
    content: bytes = file.read()
    content_type = _type_of(content)
    kept = KeptFile(
        filename=f"{PurePath(filename).stem[:180] or 'file'}{_FORMS[content_type].suffix}",
        content_type=content_type,
        storage_name=f"{current_organisation().pk}/{uuid4()}",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=at,
        created_by_id=by.id,
        created_by_name=by.name,
    )
    kept.save(force_insert=True)
    default_storage.save(kept.storage_name, ContentFile(content))
    return kept


def forget_file(file: KeptFile) -> None:
    """Take a file away that nothing rests on yet, its bytes once that is certain. What was decided keeps its files."""
    with transaction.atomic(), pgtrigger.ignore("records.KeptFile:kept_file_immutable"):
        file.delete()
        transaction.on_commit(lambda: default_storage.delete(file.storage_name))


def _type_of(content: bytes) -> str:
    for content_type, form in _FORMS.items():
        if content.startswith(form.begins) and form.ends in content[-_TAIL:]:
            return content_type
    raise NotReadable
