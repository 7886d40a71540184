"""The SHA-256 of an uploaded file, made while it arrives: no byte of it is kept."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


@dataclass(frozen=True, kw_only=True)
class FileDigest:
    """What is left of the file."""

    size: int
    sha256: str


class DigestUploadHandler(FileUploadHandler):
    """Reads at most `most_bytes`, and remembers when there was more."""

    def __init__(self, *, most_bytes: int) -> None:
        super().__init__()
        self.most_bytes = most_bytes
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start afresh for each file of the form."""
        super().new_file(*args, **kwargs)
        self._sha256, self._size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Add a piece, and hand nothing on."""
        self._size += len(raw_data)
        if self._size > self.most_bytes:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        self._sha256.update(raw_data)

    def file_complete(self, file_size: int) -> FileDigest:  # type: ignore[override]  # any object will do for Django
        """Stands in request.FILES where a file would stand."""
        return FileDigest(size=self._size, sha256=self._sha256.hexdigest())
