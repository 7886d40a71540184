"""The few libraries and programs that no wheel brings: found, installed by apt when root, else named in one sentence.

Run by `make` with the machine's own Python, before there is a virtual environment: standard library only.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class PackagesMissing(RuntimeError):
    """Something is missing and we may not install it; the message is the sentence to show."""


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package, and how to see that what it brings is here, whoever brought it."""

    name: str
    is_here: Callable[[], bool]


def has_library(name: str) -> bool:
    """Whether the loader finds a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Whether there is any font that a PDF can fall back to."""
    return any(next(folder.rglob("*.[to]tf"), None) for folder in FONT_FOLDERS)


def has_program(*names: str) -> bool:
    """Whether one of these programs is on the PATH."""
    return any(shutil.which(name) for name in names)


FOR_DEMO = (
    SystemPackage("libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")),
    SystemPackage("libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")),
    SystemPackage("libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")),
    SystemPackage("fonts-dejavu-core", has_font),
)
FOR_TESTS = (
    *FOR_DEMO,
    SystemPackage("chromium", lambda: has_program(*CHROMIUM_NAMES)),
    SystemPackage("gettext", lambda: has_program("msgfmt")),
    SystemPackage("poppler-utils", lambda: has_program("pdftotext")),
)
PURPOSES = {"demo": FOR_DEMO, "test": FOR_TESTS}


def ensure_system_packages(packages: tuple[SystemPackage, ...]) -> None:
    """Install what is missing by apt when root.

    Raises: PackagesMissing, when we are not root, there is no apt, or apt could not do it.
    """
    missing = find_missing(packages)
    if not missing:
        return
    if os.geteuid() == 0 and has_program("apt-get"):
        _install(missing)
        missing = find_missing(packages)
    if missing:
        raise PackagesMissing(describe_missing(missing))


def find_missing(packages: tuple[SystemPackage, ...]) -> list[str]:
    """Return the names of the packages that are not here."""
    return [package.name for package in packages if not package.is_here()]


def describe_missing(names: list[str]) -> str:
    """Return the one sentence that says how to get the packages `names`."""
    if not has_program("apt-get"):
        return f"This machine lacks {', '.join(names)} (Debian's names): install them, then run the same command again."
    sudo = "" if os.geteuid() == 0 else "sudo "
    return (
        f"This machine lacks system packages: run `{sudo}apt-get install --no-install-recommends {' '.join(names)}`, "
        "then the same command again."
    )


def _install(names: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing system packages: {' '.join(names)}", flush=True)  # noqa: T201
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *names]
    subprocess.run(install, env=quiet, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    try:
        ensure_system_packages(PURPOSES[sys.argv[1]])
    except PackagesMissing as sentence:
        sys.exit(str(sentence))
