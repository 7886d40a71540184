"""A stylesheet without the rules that no page of a set can match: what the public site sends of Tabler.

Written for minified CSS: every block closed. Comments are left out, but for those that must stay (/*! licence */).
Run as a script, it writes the site's sheet beside Tabler's; `make` does so whenever a template of the site has changed.
"""

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHOLE, TRIMMED = "static/vendor/tabler/tabler.min.css", "static/vendor/tabler/site.min.css"
OWN_SHEETS = ("tokens.css", "app.css", "site.css")  # in static/portal: they may use a variable that Tabler does not
# In templates/: the pages of the public site, not those that the app has at the desk.
PAGES = (
    "layouts/site.html",
    "cms/*.html",
    "cms/blocks/*.html",
    "cms/drawings/*.html",
    "django/forms/**/*.html",
)

WORD = re.compile(r"[A-Za-z][\w-]*")
COMPONENT = re.compile(r"<c-([\w.-]+)")
INCLUDED = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"'#]+)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)'"]*\))""")
_EITHER = re.compile(r":(?:not|is|where|has)\([^()]*\)")
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_VARIABLE = re.compile(r"--[\w-]+")
_GROUPS = ("@media", "@supports", "@container", "@layer")


@dataclass(frozen=True)
class Rule:
    """`prelude{body}`; a statement such as @charset has no body."""

    prelude: str
    body: str | None


def words_of_templates(*, names: Collection[str], folder: Path) -> frozenset[str]:
    """Every word of these templates, and of the templates and components that they name: the classes are among them."""
    waiting, seen, words = list(names), set(), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        text = (folder / name).read_text(encoding="utf-8")
        words.update(WORD.findall(text))
        waiting += [path for found in INCLUDED.findall(text) if (folder / (path := found)).is_file()]
        waiting += [path for found in COMPONENT.findall(text) if (folder / (path := _file_of(found))).is_file()]
    return frozenset(words)


def trim_stylesheet(*, css: str, words: Collection[str], beside: str = "") -> str:
    """Return the rules whose classes are all among `words`, without what is then unused: variables and animations.

    `beside` is the stylesheets that come with it, which may use them too.
    """
    licences = "".join(f"{comment}\n" for comment in _COMMENT.findall(css) if comment.startswith("/*!"))
    kept = _trim(_COMMENT.sub("", css), words)
    while (fewer := _without_unused(kept, beside)) != kept:
        kept = fewer
    return licences + kept


def trim_for_site() -> int:
    """Write the sheet of the public site; returns how many letters it has."""
    return (ROOT / TRIMMED).write_text(site_sheet(), encoding="utf-8")


def site_sheet() -> str:
    """What the public site needs of Tabler, by the templates of now."""
    templates = ROOT / "templates"
    names = [str(path.relative_to(templates)) for pattern in PAGES for path in sorted(templates.glob(pattern))]
    own = "".join((ROOT / "static/portal" / name).read_text(encoding="utf-8") for name in OWN_SHEETS)
    whole = (ROOT / WHOLE).read_text(encoding="utf-8")
    words = words_of_templates(names=names, folder=templates)
    return trim_stylesheet(css=whole, words=words, beside=own)


def read_rules(css: str) -> Iterator[Rule]:
    """Yield the rules of one level, in their order."""
    parts = _QUOTED.split(css)  # every second one is quoted, and holds no sign that means something
    depth, prelude, body = 0, "", ""
    for place, part in enumerate(parts):
        for piece in [part] if place % 2 else re.split(r"([{};])", part):
            if place % 2 or piece not in ("{", "}", ";"):
                prelude, body = (prelude, body + piece) if depth else (prelude + piece, body)
                continue
            depth += {"{": 1, "}": -1, ";": 0}[piece]
            if piece == "{" and depth == 1:
                continue
            if depth == 0:
                yield Rule(prelude.strip(), None if piece == ";" else body)
                prelude, body = "", ""
            else:
                body += piece


def _file_of(component: str) -> str:
    return f"cotton/{component.replace('.', '/').replace('-', '_')}.html"


def _trim(css: str, words: Collection[str]) -> str:
    return "".join(_trim_rule(rule, words) for rule in read_rules(css))


def _trim_rule(rule: Rule, words: Collection[str]) -> str:
    if rule.body is None:
        return f"{rule.prelude};"
    if rule.prelude.startswith(_GROUPS):
        inner = _trim(rule.body, words)
        return f"{rule.prelude}{{{inner}}}" if inner else ""
    if rule.prelude.startswith("@"):
        return f"{rule.prelude}{{{rule.body}}}"
    selectors = [selector for selector in _split(rule.prelude) if _may_match(selector, words)]
    return f"{','.join(selectors)}{{{rule.body}}}" if selectors else ""


def _split(prelude: str) -> list[str]:
    """At the commas that part selectors, not at those inside :is(…)."""
    return [selector.strip() for selector in re.split(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))", prelude)]


def _may_match(selector: str, words: Collection[str]) -> bool:
    needed = _CLASS.findall(_EITHER.sub("", selector))
    return all(_is_said(name.replace("\\", ""), words) for name in needed)


def _is_said(name: str, words: Collection[str]) -> bool:
    """Whether a template has this class, or its beginning: `alert-{{ tone }}` says `alert-`."""
    beginnings = (name[: place + 1] for place, sign in enumerate(name) if sign == "-")
    return name in words or any(beginning in words for beginning in beginnings)


def _without_unused(css: str, beside: str) -> str:
    """One turn: a variable may be used only by another one that is unused itself."""
    used = set(re.findall(r"var\(\s*(--[\w-]+)", css + beside))
    running = set(WORD.findall(" ".join(re.findall(r"animation(?:-name)?:([^;}]*)", css + beside))))
    return "".join(_used_part(rule, used, running) for rule in read_rules(css))


def _used_part(rule: Rule, used: Collection[str], running: Collection[str]) -> str:
    if rule.body is None:
        return f"{rule.prelude};"
    if rule.prelude.startswith(_GROUPS):
        inner = "".join(_used_part(one, used, running) for one in read_rules(rule.body))
        return f"{rule.prelude}{{{inner}}}" if inner else ""
    if rule.prelude.startswith(("@keyframes", "@-webkit-keyframes")):
        return f"{rule.prelude}{{{rule.body}}}" if rule.prelude.split()[-1] in running else ""
    if rule.prelude.startswith("@"):
        return f"{rule.prelude}{{{rule.body}}}"
    lines = [line for line in _declarations(rule.body) if not _is_unused(line, used)]
    return f"{rule.prelude}{{{';'.join(lines)}}}" if lines else ""


def _declarations(body: str) -> list[str]:
    parts = _QUOTED.split(body)
    marked = "".join(part if place % 2 else part.replace(";", "\0") for place, part in enumerate(parts))
    return [line for line in marked.split("\0") if line.strip()]


def _is_unused(line: str, used: Collection[str]) -> bool:
    name = line.partition(":")[0].strip()
    return bool(_VARIABLE.fullmatch(name)) and name not in used


if __name__ == "__main__":
    sys.stdout.write(f"{TRIMMED}: {trim_for_site():,} letters\n")
