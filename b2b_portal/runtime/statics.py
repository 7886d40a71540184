"""Static files: collected when one of them changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files(*, var: Path) -> bool:
    """Run collectstatic unless the sources are as they were at the last run; return whether it ran."""
    stamp = var / "run" / "static.stamp"
    digest = _digest_of_sources()
    if stamp.exists() and stamp.read_text() == digest and Path(settings.STATIC_ROOT).is_dir():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)
    return True


def _digest_of_sources() -> str:
    """Return a digest over name, size and time of every static file, and over the way they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            entry = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{entry.st_size}\0{entry.st_mtime_ns}\n".encode())
    return digest.hexdigest()
