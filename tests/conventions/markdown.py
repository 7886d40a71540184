"""The project's own Markdown, taken apart: links, anchors, code."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOREIGN = {"node_modules", "var", "vendor", "__pycache__"}

_FENCE = re.compile(r"^ *(?:```|~~~)(\S*)\n(.*?)^ *(?:```|~~~)\s*$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Every Markdown file of the project."""
    return sorted(_below(ROOT))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links_in(text: str) -> list[str]:
    """The targets of links and pictures that stand in the text, not in code."""
    return [plain or tag for plain, tag in _LINK.findall(_SPAN.sub("", _prose(text)))]


def anchors_in(text: str) -> set[str]:
    """What `#…` may point to: the headings as GitHub writes them."""
    plain = (re.sub(r"[`*]", "", heading).strip().lower() for heading in _HEADING.findall(_prose(text)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def code_in(text: str) -> list[str]:
    """Fenced blocks, line by line with continued ones joined, and code within sentences."""
    blocks = [block.replace("\\\n", " ").splitlines() for _language, block in _FENCE.findall(text)]
    return [line for block in blocks for line in block] + spans_in(text)


def blocks_in(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [block for found, block in _FENCE.findall(text) if found == language]


def spans_in(text: str) -> list[str]:
    """Code within sentences."""
    return _SPAN.findall(_prose(text))


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = text.split(f"\n{heading}\n", 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert lines, f"no table under {heading}"
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines.group().splitlines()[2:]]


def _prose(text: str) -> str:
    return _FENCE.sub("", _COMMENT.sub("", text))


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith(".") and entry.name not in FOREIGN:
            yield from _below(entry)
        elif entry.suffix == ".md":
            yield entry
