"""The sites of an organisation as a tree: in the order of the alphabet below each other, and what lies below one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from b2b_portal.lib.spreadsheets.headers import fold_header


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A site in its place: `depth` 0 is a site that stands below no other."""

    id: str
    name: str
    parent: str
    depth: int = 0

    @property
    def indent(self) -> str:
        """What stands before its name in a list, to show how deep it lies."""
        return "\u2003" * self.depth

    @property
    def indented(self) -> str:
        """Its name as a list of the tree shows it."""
        return self.indent + self.name


def in_order(sites: Iterable[Branch]) -> list[Branch]:
    """The sites each followed by those below it, in their given order; a site in a circle stands where it is met."""
    children = defaultdict(list)
    given = list(sites)
    known = {site.id for site in given}
    for site in given:
        children[site.parent if site.parent in known else ""].append(site)
    placed: dict[str, Branch] = {branch.id: branch for branch in _walk(children, "", 0, frozenset())}
    return [*placed.values(), *(site for site in given if site.id not in placed)]


def with_below(chosen: Iterable[str], sites: Iterable[Branch]) -> set[str]:
    """The chosen sites and all that lie below them."""
    children = defaultdict(list)
    for site in sites:
        children[site.parent].append(site.id)
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        site_id = waiting.pop()
        if site_id not in found:
            found.add(site_id)
            waiting += children[site_id]
    return found


def look_alikes(sites: Iterable[Branch]) -> list[tuple[Branch, Branch]]:
    """Pairs whose names differ in accents, spaces and signs only, the one that comes first in the list before."""
    first: dict[str, Branch] = {}
    pairs = []
    for site in sites:
        like = first.setdefault(fold_header(site.name).replace(" ", "") or site.id, site)
        if like is not site:
            pairs.append((like, site))
    return pairs


def _walk(children: dict[str, list[Branch]], parent: str, depth: int, above: frozenset[str]) -> Iterator[Branch]:
    for site in children[parent]:
        if site.id not in above:
            yield Branch(id=site.id, name=site.name, parent=site.parent, depth=depth)
            yield from _walk(children, site.id, depth + 1, above | {site.id})
