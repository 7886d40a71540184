"""What is wrong with a page as it is shown: the rules of axe, and a page that has to be scrolled sideways."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
_NODES_NAMED = 3


def problems_of(page: Page, *, with_axe: bool = True) -> Iterator[str]:
    """Each problem with its rule and where it is."""
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide > inner:
        yield f"scrolls sideways ({wide} > {inner}): {page.evaluate(_WIDEST)}"
    if with_axe:
        yield from _violations(page)


def _violations(page: Page) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for violation in page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]:
        targets = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
        more = f" and {len(targets) - _NODES_NAMED} more" if len(targets) > _NODES_NAMED else ""
        yield f"{violation['id']}: {', '.join(targets[:_NODES_NAMED])}{more}"


# The element that reaches furthest to the right, and scrolls in no box of its own.
_WIDEST = """(() => {
  const scrolls = (element) => element && element !== document.documentElement
    && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX)
        || scrolls(element.parentElement));
  const free = [...document.body.querySelectorAll("*")].filter((one) => !scrolls(one.parentElement));
  const widest = free.map((one) => [one.getBoundingClientRect().right, one]).sort((a, b) => b[0] - a[0])[0][1];
  return widest.tagName.toLowerCase() + [...widest.classList].map((name) => `.${name}`).join("");
})()"""
