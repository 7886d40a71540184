"""Compiles the translations, with Babel: a machine that runs the portal needs no gettext."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from b2b_portal.runtime.state_folder import CHECKOUT


def compile_messages(*, locale: Path) -> list[Path]:
    """Write the .mo file beside every .po file under `locale` that has none or an older one; return those written."""
    stale = [source for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    return [_compile(source) for source in stale]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    compiled = source.with_suffix(".mo")
    half_made = source.with_suffix(f".{os.getpid()}.mo")
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parents[1].name, abort_invalid=True)
    with half_made.open("wb") as binary:
        write_mo(binary, catalogue)
    return half_made.replace(compiled)


if __name__ == "__main__":
    for written in compile_messages(locale=CHECKOUT / "locale"):
        print(written.relative_to(CHECKOUT))  # noqa: T201
