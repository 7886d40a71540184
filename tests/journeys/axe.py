"""What is wrong with a page as it is shown: the rules of axe, and a page that has to be scrolled sideways."""

from collections.abc import Iterator, Mapping

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": TAGS}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_OPTIONS = {"resultTypes": ["violations"], "iframes": False, "preload": False}  # no page of ours holds another
_NODES_NAMED = 3

Rules = Mapping[str, object]


def problems_of(page: Page, *, rules: Rules | None = EVERY_RULE) -> Iterator[str]:
    """Each problem with its rule and where it is; without `rules` only whether it scrolls sideways."""
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide > inner:
        yield f"scrolls sideways ({wide} > {inner}): {page.evaluate(_WIDEST)}"
    if rules:
        yield from _violations(page, rules)


def _violations(page: Page, rules: Rules) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", {**_OPTIONS, "runOnly": rules})
    for violation in found["violations"]:
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
