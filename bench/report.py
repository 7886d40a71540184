"""`python -m bench.report`: write what was measured last (var/bench/*.json) into the tables of docs/performance.md.

A table stands between `<!-- measured: name -->` and `<!-- end -->`; that of a case not measured here stays as it is.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = CHECKOUT / "docs" / "performance.md"
RESULTS = CHECKOUT / "var" / "bench"

Found = Mapping[str, Any]
_TABLE = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write every table whose case has been measured."""
    measured = {file.stem: json.loads(file.read_text()) for file in RESULTS.glob("*.json")}
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), measured), encoding="utf-8")


def with_tables(page: str, measured: Mapping[str, Found]) -> str:
    """Return the page with the table of each measured case; other tables stay as they are."""

    def table(found: re.Match[str]) -> str:
        name = found[2]
        return f"{found[1]}{LAYOUTS[name](measured[name])}{found[3]}" if name in measured else found[0]

    return _TABLE.sub(table, page)


def _sides(found: Found) -> str:
    """Ratios first, then seconds; what a case measured besides, below."""
    row = [
        _times(found["floor_ratio"]),
        _times(found["peer_ratio"]),
        *(_seconds(found[key]) for key in ("seconds", "floor_seconds", "peer_seconds")),
        f"{found['peak_mb']:.0f}" if found["peak_mb"] else "–",
    ]
    heads = ("times the floor", "faster than the peer", "ours, s", "floor, s", "peer, s", "most memory, MB")
    return _lines(heads, [row])


def _import(found: Found) -> str:
    ours = found["seconds"]
    sides = {
        "ours, XLSX": ours,
        "ours, CSV": found["csv_seconds"],
        "ours, the unchanged XLSX again": found["again_seconds"],
        "floor: calamine and a bare `COPY`": found["floor_seconds"],
        "peer: django-import-export, `use_bulk=True`": found["peer_seconds"],
        "peer, tuned": found["tuned_peer_seconds"],
    }
    rows = [
        [side, f"{took / ours:.2f}", f"{took / found['floor_seconds']:.1f}", f"{took:.1f}"]
        for side, took in sides.items()
    ]
    worker, child = found["worker_peak_mb"], found["child_peak_mb"]
    memory = f"\nRounds: {found['rounds']}. Most memory: worker {worker:.0f} MB, sandboxed reader {child:.0f} MB.\n"
    return _lines(("side", "times ours", "times the floor", "s"), rows) + memory


def _pages(found: Found) -> str:
    names = [
        key.removesuffix("_p50_ms") for key in found if key.endswith("_p50_ms") and not key.endswith("_floor_p50_ms")
    ]
    figures = ("ratio", "statements", "p50_ms", "p95_ms", "floor_p50_ms", "bytes")
    rows = [[f"`{name}`", *(f"{found[f'{name}_{figure}']:,}" for figure in figures)] for name in names]
    return _lines(
        ("page", "times the small one", "statements", "p50, ms", "p95, ms", "small one's p50, ms", "bytes"), rows
    )


def _lighthouse(found: Found) -> str:
    figures = ("performance", "accessibility", "best-practices", "seo", "transferred_kb")
    rows = [[f"`{page}`", *(f"{scores[figure]:g}" for figure in figures)] for page, scores in found.items()]
    return _lines(("page", "performance", "accessibility", "best practices", "SEO", "kB transferred"), rows)


def _price_book(found: Found) -> str:
    parts = ("read_seconds", "publish_seconds", "difference_seconds")
    told = ", ".join(f"{part.removesuffix('_seconds')} {found[part]:.2f} s" for part in parts)
    return f"{_sides(found)}\nOf it: {told} (the difference is no part of it).\n"


def _offer(found: Found) -> str:
    page = f"p50 {found['page_p50_ms']} ms, p95 {found['page_p95_ms']} ms, {found['page_statements']} statements"
    return f"{_sides(found)}\n{found['rows']:,} lines, rounds: {found['rounds']}. Its page: {page}.\n"


LAYOUTS: Mapping[str, Callable[[Found], str]] = {
    "import_10k": _sides,
    "import_100k": _import,
    "import_400k": _sides,
    "offer_100k": _offer,
    "pages": _pages,
    "price_book": _price_book,
    "provision": _sides,
    "lighthouse": _lighthouse,
}


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in table)


def _times(ratio: float | None) -> str:
    return f"{ratio:.1f}" if ratio else "–"


def _seconds(seconds: float | None) -> str:
    return f"{seconds:.2f}" if seconds else "–"


if __name__ == "__main__":
    main()
