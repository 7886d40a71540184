"""My day: the open cases of all organisations a person works for, sorted into what he can do about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.keyset import Page, address, page_of
from tenants.actions import sort_key
from tenants.models import OpenCase, Organisation
from tenants.models.open_case import OpenCaseQuerySet
from tenants.models.organisation import OrganisationQuerySet
from tenants.turns import Turn

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PER_PAGE = 25
SOON = timedelta(days=7)
FOR_US = "us"
VIEW, SEARCH = "view", "q"

# The page of one case at the desk; an upload has none, its list stands in for it.
_PAGES = {
    "quote": ("desk:quote", True),
    "offer": ("desk:offer", True),
    "arrival": ("desk:offer_arrival", True),
    "order": ("desk:order", True),
}
_LIST_OF_UPLOADS = ("desk:case_uploads", False)


@dataclass(frozen=True, kw_only=True)
class View:
    """One part of the day: which cases, the most urgent first, and what to say when there are none."""

    label: "StrPromise"
    cases: Callable[[date], Q]
    order: tuple[str, ...]
    nothing: "StrPromise"


_LONGEST_FIRST = ("since_at", "subject_id")

VIEWS: Mapping[str, View] = {
    FOR_US: View(
        label=_("For us to do"),
        cases=lambda today: Q(waits_for=Turn.OPERATOR),
        order=_LONGEST_FIRST,
        nothing=_("Nothing waits for us"),
    ),
    "soon": View(
        label=_("Running out"),
        cases=lambda today: Q(waits_for=Turn.CUSTOMER, due_on__lte=today + SOON),
        order=("due_on", "subject_id"),
        nothing=_("Nothing runs out within seven days"),
    ),
    "customer": View(
        label=_("With the customer"),
        cases=lambda today: Q(waits_for=Turn.CUSTOMER),
        order=_LONGEST_FIRST,
        nothing=_("No customer has anything to answer"),
    ),
    "carrier": View(
        label=_("On the way"),
        cases=lambda today: Q(waits_for=Turn.CARRIER),
        order=_LONGEST_FIRST,
        nothing=_("Nothing is on the way"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A view as a tab: how many cases are in it, and its address."""

    name: str
    label: "StrPromise"
    count: int
    url: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class WaitingCase:
    """One case of the list: its page, how many days it has been so, how many are left."""

    case: OpenCase
    url: str
    days: int
    days_left: int | None


@dataclass(frozen=True, kw_only=True)
class Day:
    """The page as one address shows it."""

    view: View
    tabs: Sequence[Tab]
    rows: Sequence[WaitingCase]
    page: Page[OpenCase]
    links: Mapping[str, str]
    organisations: Sequence[Organisation]


def read_day(*, organisations: OrganisationQuerySet, view: str, text: str, token: str, today: date) -> Day:
    """Read one page of one view: two queries, however many organisations there are.

    Raises: UnreadableToken.
    """
    shown = view if view in VIEWS else FOR_US
    found = _matching(OpenCase.objects.of(organisations), text)
    cases = found.filter(VIEWS[shown].cases(today)).select_related("organisation")
    page = page_of(cases, order=VIEWS[shown].order, size=PER_PAGE, token=token)
    parameters = {VIEW: [shown if shown != FOR_US else ""], SEARCH: [text]}
    return Day(
        view=VIEWS[shown],
        tabs=_tabs(found, shown, text, today),
        rows=[_row(case, today) for case in page.rows],
        page=page,
        links=page.links({name: values for name, values in parameters.items() if values != [""]}),
        organisations=list({case.organisation_id: case.organisation for case in page.rows}.values()),
    )


def _matching(cases: OpenCaseQuerySet, text: str) -> OpenCaseQuerySet:
    """Those whose organisation, reference or title holds every word."""
    for word in text.split():
        cases = cases.filter(
            Q(organisation__sort_key__contains=sort_key(word)) | Q(reference__icontains=word) | Q(title__icontains=word)
        )
    return cases


def _tabs(found: OpenCaseQuerySet, shown: str, text: str, today: date) -> list[Tab]:
    counts = found.aggregate(**{name: Count("pk", filter=view.cases(today)) for name, view in VIEWS.items()})
    return [
        Tab(
            name=name,
            label=view.label,
            count=counts[name],
            url=address({SEARCH: text}, **{VIEW: "" if name == FOR_US else name}),
            is_shown=name == shown,
        )
        for name, view in VIEWS.items()
    ]


def _row(case: OpenCase, today: date) -> WaitingCase:
    page, has_own = _PAGES.get(case.kind, _LIST_OF_UPLOADS)
    slug = case.organisation.slug
    return WaitingCase(
        case=case,
        url=reverse(page, args=[slug, case.pk] if has_own else [slug]),
        days=max(0, (today - localdate(case.since_at)).days),
        days_left=(case.due_on - today).days if case.due_on else None,
    )
