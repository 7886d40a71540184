"""Which pages there are: every address of the resolvers, filled from the demonstration, and every page of the site.

A new page is in the gallery by itself when its address has no parts, or parts that specimens.py knows. What is no page
stands in not_opened.py with its reason; an address of neither kind is named by `unplanned`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wagtail.models import Page

from tenants.permissions import DeskPermission, may
from tenants.roles import StaffRole
from tests.isolation.addresses import Address, For, addresses
from tests.journeys.gallery.not_opened import EDITOR, reason_not_to_open
from tests.journeys.gallery.specimens import Specimen, Specimens, public_specimens, specimens_of
from tests.journeys.gallery.visit import LANGUAGES, Visit, Who

VISITOR = Who("visitor", "")
NOBODY, AT_THE_DOOR = Who("nobody", "acme"), Who("nobody", "desk")
ALICE = Who("alice", "acme", "alice@acme.example")
BOB = Who("bob", "acme", "bob@acme.example")
DORA = Who("dora", "rosa-parks", "dora@rosa-parks.example")
CHARLIE = Who("charlie", "globex", "charlie@globex.example")
SAM = Who("sam", "desk", "sam@renew.example")
EVE = Who("eve", "desk", "eve@renew.example")
MEMBERS, CASES = (ALICE, DORA, CHARLIE), (DORA.host, ALICE.host)

# What the administrator sees otherwise than an account manager: everybody's cases.
SIGNED_IN = ("account_logout",)  # open to anybody, but a page only for who is signed in
# A page that shows more once something was asked on it: what is done there.
ANSWERED: Mapping[str, str] = {"estimate": "asks for an estimate"}
ALSO_FOR_EVE = ("desk:home", "desk:organisations", "desk:case", "desk:wanted")

# Pages that ask before something is done: only while it can be done. And those that look alike in every state.
ONLY_IN: Mapping[str, set[str]] = {
    "fleet:upload": {"checked", "committed", "discarded", "failed", "undone"},
    "fleet:upload_columns": {"mapping"},
    "fleet:upload_row": {"checked"},
    "fleet:upload_cause": {"checked"},
    "fleet:upload_undo": {"committed"},
    "fleet:upload_missing": {"committed"},
    "quotes:offer_accept": {"open", "firm"},
    "quotes:offer_arrival": {"accepted", "partly_accepted"},
    "quotes:offer_condition": {"open", "indicative"},
    "quotes:offer_condition_file": {"open"},
    "quotes:offer_decline": {"open", "indicative"},
    "quotes:offer_group": {"open", "indicative"},
    "quotes:offer_left_out": {"open", "firm"},
    "quotes:programme_close": {"planned", "running"},
    "quotes:quote": {"sent", "viewed", "accepted", "declined"},
    "quotes:quote_decline": {"sent", "viewed"},
    "desk:offer_group": {"open"},
    "desk:offer_arrival": {"accepted", "partly_accepted"},
    "desk:offer_arrival_day": {"accepted", "partly_accepted"},
    "desk:offer_extend": {"open"},
    "desk:offer_price": {"open"},
    "desk:price_book": {"draft", "published"},
    "desk:price_book_copy": {"published"},
    "desk:price_book_publish": {"draft"},
    "desk:price_book_retire": {"published"},
    "desk:price_book_discard": {"draft"},
    "desk:quote_preview": {"draft", "viewed"},
    "desk:quote_send": {"draft"},
    "desk:quote_withdraw": {"sent", "viewed"},
}
_ROOT_DEPTH = 1


def planned() -> list[Visit]:
    """Every visit to a page of the resolvers and of the site's tree."""
    found = {who.host: specimens_of(who.host) for who in MEMBERS}
    public = public_specimens()
    visits = [*_site(public), *_site_pages()]
    for address in _opened("portal"):
        visits += _in_portal(address, found)
    for address in _opened("desk"):
        visits += _at_desk(address, found, public)
    return visits


def unplanned(visits: Iterable[Visit]) -> list[str]:
    """The addresses that no visit opens, though nothing says why."""
    opened = {(visit.room, visit.page.split("~")[0]) for visit in visits}
    return [
        str(address)
        for room in ("site", "desk", "portal")
        for address in _opened(room)
        if (room, _folder(address)) not in opened
    ]


def left_out() -> dict[str, str]:
    """The addresses that are no pages, and why."""
    reasons = {str(address): _reason(address) for address in addresses() if address.is_for is not For.EDITOR}
    return {**{address: reason for address, reason in reasons.items() if reason}, "desk /cms/…": EDITOR}


def _reason(address: Address) -> str:
    return reason_not_to_open(address.room, address.name)


def _opened(room: str) -> list[Address]:
    return [
        address
        for address in addresses()
        if address.room == room and address.is_for is not For.EDITOR and not _reason(address)
    ]


def _folder(address: Address) -> str:
    return address.name.replace(":", "-").replace("_", "-")


def _visit(address: Address, who: Who, *, values: Mapping[str, str] | None = None, suffix: str = "") -> Visit:
    path = address.path(values or {})
    return Visit(
        room=address.room,
        page="~".join(part for part in (_folder(address), suffix, who.name) if part),
        who=who,
        paths={language: path.replace("/en/", f"/{language}/", 1) for language in LANGUAGES},
    )


def _site(public: Specimens) -> Iterator[Visit]:
    for address in _opened("site"):
        for specimen in _specimens(address, public):
            yield _visit(address, VISITOR, values=specimen.values)
        if address.name in ANSWERED:
            asked = _visit(address, VISITOR, suffix="answered")
            yield replace(asked, deed=ANSWERED[address.name])


def _site_pages() -> Iterator[Visit]:
    """Wagtail's tree: each page in the languages that have it, named as its English address."""
    pages: dict[object, dict[str, str]] = {}
    for page in Page.objects.live().filter(depth__gt=_ROOT_DEPTH).select_related("locale").order_by("path"):
        _site, _root, path = page.specific.get_url_parts()
        pages.setdefault(page.translation_key, {})[page.locale.language_code] = path
    for paths in pages.values():
        name = next(iter(paths.values())).strip("/").partition("/")[2].replace("/", "-") or "home"
        yield Visit(room="site", page=f"page-{name}", who=VISITOR, paths=paths)


def _in_portal(address: Address, found: Mapping[str, Specimens]) -> Iterator[Visit]:
    """A page of members for each of them; of a thing in some state, once for each state."""
    if address.is_for in (For.ANYBODY, For.ITS_PERSON):
        is_open = address.is_for is For.ANYBODY and address.name not in SIGNED_IN
        yield _visit(address, NOBODY if is_open else ALICE)
        return
    seen: set[str] = set()
    for who in MEMBERS:
        for specimen in _specimens(address, found[who.host]):
            if not address.parts or specimen.state not in seen:
                yield _visit(address, who, values=specimen.values, suffix=specimen.state)
        seen |= {specimen.state for specimen in _specimens(address, found[who.host])}


def _at_desk(address: Address, found: Mapping[str, Specimens], public: Specimens) -> Iterator[Visit]:
    if address.is_for in (For.ANYBODY, For.ITS_PERSON):
        yield _visit(address, AT_THE_DOOR if address.is_for is For.ANYBODY else SAM)
    elif address.is_for is For.STAFF:
        allowed = may(StaffRole.ACCOUNT_MANAGER, DeskPermission(address.permission))
        for specimen in _specimens(address, public):
            yield _visit(address, SAM if allowed else EVE, values=specimen.values, suffix=specimen.state)
        if allowed and address.name in ALSO_FOR_EVE:
            yield _visit(address, EVE)
    else:
        yield from _in_cases(address, found)


def _in_cases(address: Address, found: Mapping[str, Specimens]) -> Iterator[Visit]:
    """A page of a case: of a thing once in each state."""
    if address.name in ALSO_FOR_EVE:
        yield _visit(address, EVE, values={"slug": CHARLIE.host})
    seen: set[str] = set()
    for slug in CASES:
        for specimen in _specimens(address, found[slug]):
            if specimen.state not in seen:
                yield _visit(address, SAM, values={**specimen.values, "slug": slug}, suffix=specimen.state)
        seen |= {specimen.state for specimen in _specimens(address, found[slug])}


def _specimens(address: Address, known: Specimens) -> list[Specimen]:
    """What fills the address, in the states in which it is a page; one empty one for an address without parts."""
    things = [part for part in address.parts if part not in ("slug", "key")]
    if not things:
        return [Specimen(state="", values={})]
    states = ONLY_IN.get(address.name)
    return [one for one in known.get(things[0], []) if states is None or one.state in states]
