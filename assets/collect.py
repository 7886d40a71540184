"""Copy the front-end files that pages need from node_modules into static/vendor, icons as one sprite.

Run it after `npm ci --ignore-scripts` in assets/; nothing here needs Node.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from trimming import trim_for_site

ASSETS = Path(__file__).resolve().parent
NODE_MODULES = ASSETS / "node_modules"
VENDOR = ASSETS.parent / "static" / "vendor"

COPIES = {
    "@tabler/core": {
        "dist/css/tabler.min.css": "tabler/tabler.min.css",
        "dist/js/tabler.min.js": "tabler/tabler.min.js",
    },
    "@fontsource-variable/inter": {
        "files/inter-latin-wght-normal.woff2": "inter/inter-latin-wght-normal.woff2",
        "files/inter-latin-ext-wght-normal.woff2": "inter/inter-latin-ext-wght-normal.woff2",
        "LICENSE": "inter/LICENSE",
    },
    # For PDFs: one file per weight, because instances of the variable font carry the moment at which they are made.
    "@fontsource/inter": {
        f"files/inter-{letters}-{weight}-normal.woff2": f"inter/inter-{letters}-{weight}-normal.woff2"
        for letters in ("latin", "latin-ext")
        for weight in (400, 500, 600)
    },
    "@tabler/icons": {"LICENSE": "icons-LICENSE"},
    "echarts": {
        "dist/echarts.common.min.js": "echarts/echarts.common.min.js",  # the smallest with tooltip and SVG
        "LICENSE": "echarts/LICENSE",
        "licenses/LICENSE-d3": "echarts/LICENSE-d3",
        "NOTICE": "echarts/NOTICE",
    },
}
SPRITE = "icons.svg"
# The maps are not shipped, and Django's manifest storage refuses a stylesheet that names a missing file.
SOURCE_MAP = re.compile(rb"\n?(/\*#|//#) sourceMappingURL=\S+( \*/)?\s*$")
SYMBOL_ATTRIBUTES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)
BOUNDING_BOX = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


class AssetsMissing(Exception):
    """A package or an icon is not in node_modules."""


def read_icon_names(*, listing: Path) -> tuple[str, ...]:
    """Return the icon names in `listing`, sorted; blank lines and # comments are skipped."""
    lines = (line.strip() for line in listing.read_text(encoding="utf-8").splitlines())
    return tuple(sorted({line for line in lines if line and not line.startswith("#")}))


def build_sprite(*, names: tuple[str, ...], icons: Path) -> str:
    """Return one SVG with a <symbol> per name, drawn by the files in `icons`.

    Raises: AssetsMissing, when a name has no file.
    """
    symbols = []
    for name in names:
        drawing = icons / f"{name}.svg"
        if not drawing.is_file():
            raise AssetsMissing(f"assets/icons.txt names {name!r}, which @tabler/icons does not have")
        body = drawing.read_text(encoding="utf-8").split(">", 1)[1].rsplit("</svg>", 1)[0]
        strokes = " ".join(BOUNDING_BOX.sub("", body).split())
        symbols.append(f'<symbol id="{name}" {SYMBOL_ATTRIBUTES}>{strokes}</symbol>')
    notice = "<!-- Tabler Icons, MIT licence, https://tabler.io/icons -->"
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', notice, *symbols, "</svg>"]) + "\n"


def copy_package(*, package: str, files: dict[str, str]) -> None:
    """Copy the named files of one package into static/vendor, without their source map comments.

    Raises: AssetsMissing, when `npm ci` has not been run or the package has other files.
    """
    for source, target in files.items():
        origin, goal = NODE_MODULES / package / source, VENDOR / target
        if not origin.is_file():
            raise AssetsMissing(f"{package}/{source} is missing: run `npm ci --ignore-scripts` in assets/")
        goal.parent.mkdir(parents=True, exist_ok=True)
        content = origin.read_bytes()
        goal.write_bytes(SOURCE_MAP.sub(b"\n", content) if goal.suffix in {".css", ".js"} else content)


def describe_package(*, package: str, targets: tuple[str, ...]) -> dict[str, object]:
    """Return the version, the licence and the SHA-256 of each file taken from one package."""
    about = json.loads((NODE_MODULES / package / "package.json").read_text(encoding="utf-8"))
    digests = {target: hashlib.sha256((VENDOR / target).read_bytes()).hexdigest() for target in targets}
    return {"version": about["version"], "licence": about["license"], "files": digests}


def collect() -> dict[str, object]:
    """Fill static/vendor afresh and return what is in it, as versions.json has it.

    Raises: AssetsMissing, when a package, a file or an icon is not there.
    """
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in COPIES.items():
        copy_package(package=package, files=files)
    names = read_icon_names(listing=ASSETS / "icons.txt")
    sprite = build_sprite(names=names, icons=NODE_MODULES / "@tabler" / "icons" / "icons" / "outline")
    (VENDOR / SPRITE).write_text(sprite, encoding="utf-8")
    taken = {package: tuple(files.values()) for package, files in COPIES.items()}
    taken["@tabler/icons"] += (SPRITE,)
    versions: dict[str, object] = {
        package: describe_package(package=package, targets=targets) for package, targets in taken.items()
    }
    (VENDOR / "versions.json").write_text(json.dumps(versions, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return versions


def main() -> int:
    """Collect, and say in one line what came or what is missing."""
    try:
        versions = collect()
        trim_for_site()
    except AssetsMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"static/vendor: {', '.join(sorted(versions))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
