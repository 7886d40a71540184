"""Copy what docs/tour.md and README.md show from the gallery to docs/pictures, small enough for a repository.

    .venv/bin/python -m tests.journeys.gallery.pictures

The invoice is the PDF of the demonstration's first one, made by `manage.py documents`: no page of the gallery.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from tests.journeys.running import ROOT

GALLERY = ROOT / "var" / "gallery"
PICTURES = ROOT / "docs" / "pictures"
WIDTH, MOST_HIGH, COLOURS, MOST_BYTES = 1440, 1000, 128, 250_000
LIGHT = "en-light-1440.png"

CHOSEN: Mapping[str, str] = {
    "site.png": f"site/page-home/{LIGHT}",
    "overview.png": f"portal/home~alice/{LIGHT}",
    "fleet.png": f"portal/fleet-list~alice/{LIGHT}",
    "offer.png": f"portal/quotes-offer~open~alice/{LIGHT}",
    "offer-school.png": f"portal/quotes-offer~indicative~dora/{LIGHT}",
    "impact.png": f"portal/impact-report~alice/{LIGHT}",
    "my-day.png": f"desk/desk-home~sam/{LIGHT}",
    "quote-builder.png": f"desk/desk-quote~draft~sam/{LIGHT}",
}


class NoPicture(Exception):
    """The gallery has no such picture, or it cannot be made small enough."""


def copy_pictures(*, gallery: Path, pictures: Path) -> list[Path]:
    """Copy each chosen picture; the paths written. Raises: NoPicture."""
    written = []
    for name, source in CHOSEN.items():
        if not (gallery / source).exists():
            raise NoPicture(f"{source} is not in the gallery: run `make gallery` first, or choose another in CHOSEN.")
        written.append(_shrink(gallery / source, pictures / name))
    return written


def _shrink(source: Path, target: Path) -> Path:
    """The upper part of a page, in few colours."""
    with Image.open(source) as page:
        part = page.convert("RGB").crop((0, 0, min(page.width, WIDTH), min(page.height, MOST_HIGH)))
    part.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    if target.stat().st_size > MOST_BYTES:
        raise NoPicture(f"{target.name} has {target.stat().st_size} bytes: at most {MOST_BYTES}.")
    return target


if __name__ == "__main__":
    try:
        paths = copy_pictures(gallery=GALLERY, pictures=PICTURES)
    except NoPicture as sentence:
        sys.exit(str(sentence))
    sys.stdout.write("".join(f"{path.relative_to(ROOT)}\n" for path in paths))
