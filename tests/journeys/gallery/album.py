"""var/gallery/index.html: all pictures, what is wrong, and what is not in the gallery. It needs no network."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from tests.journeys.gallery.visit import LANGUAGES, THEMES, WIDTHS, Sighting, View, views_in

_STYLE = """
body { margin: 2rem; font: 15px/1.5 system-ui, sans-serif; color: #182433; background: #f6f8fb }
h1, h2, h3 { line-height: 1.25 } h3 { margin: 2rem 0 .25rem }
nav, fieldset { position: sticky; top: 0; background: #f6f8fb; padding: .5rem 0; border: 0; margin: 0; z-index: 1 }
label { margin-right: 1rem } table { border-collapse: collapse } td { padding: .15rem 1rem .15rem 0 }
.views { display: flex; gap: 1rem; align-items: start; overflow-x: auto }
figure { margin: 0; flex: none } figcaption { color: #667 } .wrong { color: #b3261e }
img { border: 1px solid #c8d0dc; height: 420px; width: auto; object-fit: cover; object-position: top; max-width: 640px }
"""


def write_album(
    *, folder: Path, sightings: Sequence[Sighting], findings: Sequence[str], left_out: Mapping[str, str]
) -> None:
    """Write the page that shows them all."""
    ordered = sorted(sightings, key=lambda one: one.visit.folder)
    parts = [_choices(), "<h2>What is wrong</h2>", _list(findings)]
    for room, of_room in groupby(ordered, key=lambda one: one.visit.room):
        parts += [f"<h2 id='{room}'>{room}</h2>", *(_page(sighting) for sighting in of_room)]
    parts += ["<h2>Not opened</h2>", _table(left_out)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(_document("\n".join(parts)), encoding="utf-8")


def _document(body: str) -> str:
    head = f"<meta charset='utf-8'><title>Gallery</title><style>{_STYLE}{_hiding()}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><h1>Gallery</h1>{body}</body></html>"


def _choices() -> str:
    values = (*LANGUAGES, *THEMES, *map(str, WIDTHS))
    boxes = (f"<label><input type='checkbox' id='show-{one}' checked> {one}</label>" for one in values)
    return f"<fieldset>{''.join(boxes)}</fieldset>"


def _hiding() -> str:
    """A view is hidden while its language, theme or width is not ticked: without a script."""
    values = (*LANGUAGES, *THEMES, *map(str, WIDTHS))
    return "".join(f"body:has(#show-{one}:not(:checked)) .view-{one} {{ display: none }}" for one in values)


def _page(sighting: Sighting) -> str:
    visit = sighting.visit
    views = [view for language in LANGUAGES if language in sighting.titles for view in views_in(language)]
    wrong = "".join(f"<p class='wrong'>{escape(str(finding))}</p>" for finding in sighting.findings)
    said = escape(f"{sighting.titles.get('en', '')} · {visit.who.name} · {visit.paths.get('en', '')}")
    pictures = "".join(_picture(visit.folder, view) for view in views)
    return f"<h3 id='{visit.folder}'>{visit.folder}</h3><p>{said}</p>{wrong}<div class='views'>{pictures}</div>"


def _picture(folder: str, view: View) -> str:
    file = f"{folder}/{view.name}.png"
    kinds = f"view-{view.language} view-{view.theme} view-{view.width}"
    image = f"<a href='{file}'><img loading='lazy' src='{file}' alt='{folder}, {view.name}'></a>"
    return f"<figure class='{kinds}'>{image}<figcaption>{view.name}</figcaption></figure>"


def _list(lines: Sequence[str]) -> str:
    if not lines:
        return "<p>Nothing.</p>"
    return f"<ul class='wrong'>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _table(reasons: Mapping[str, str]) -> str:
    rows = (f"<tr><td>{escape(what)}</td><td>{escape(why)}</td></tr>" for what, why in sorted(reasons.items()))
    return f"<table>{''.join(rows)}</table>"
