from datetime import timedelta

import pytest
from django.http import Http404

from b2b_portal.lib.keyset import Page, UnreadableToken, address, page_of
from tenants.models import Job
from tests.catalogue.queries import queries

pytestmark = pytest.mark.django_db

ORDERS = [("started_at", "id"), ("-started_at", "-id"), ("title", "id"), ("-title", "-id"), ("-created_at", "-id")]


@pytest.fixture
def jobs(now):
    """Twenty-three jobs: many alike, every fourth not started."""
    made = [
        Job(
            kind="test",
            title=f"Name {number % 5}" if number % 7 else "",
            created_at=now + timedelta(minutes=number % 3),
            started_at=None if number % 4 == 0 else now + timedelta(minutes=number % 6),
            heartbeat_at=now,
        )
        for number in range(23)
    ]
    return Job.objects.filter(pk__in=[job.pk for job in Job.objects.bulk_create(made)])


def walk(jobs, order, size=5) -> list[Page]:
    pages = [page_of(jobs, order=order, size=size)]
    while pages[-1].next:
        pages.append(page_of(jobs, order=order, size=size, token=pages[-1].next))
    return pages


def ids(pages) -> list:
    return [row.pk for page in pages for row in page.rows]


def test_it_works(jobs):
    first = page_of(jobs, order=("title", "id"), size=5)

    assert len(first.rows) == 5
    assert (first.start, first.end, first.previous) == (1, 5, "")


@pytest.mark.parametrize("order", ORDERS)
def test_walk_meets_every_row_once_whatever_the_order(jobs, order):
    met = ids(walk(jobs, order))

    assert len(met) == len(set(met)) == 23


@pytest.mark.parametrize("order", ORDERS)
def test_walk_back_shows_the_same_pages(jobs, order):
    pages = walk(jobs, order)

    back = [pages[-1]]
    while back[-1].previous:
        back.append(page_of(jobs, order=order, size=5, token=back[-1].previous))

    assert [ids([page]) for page in reversed(back)] == [ids([page]) for page in pages]
    assert [page.start for page in reversed(back)] == [1, 6, 11, 16, 21]


@pytest.mark.parametrize("order", [("started_at", "id"), ("-started_at", "-id")])
def test_unknown_values_come_last_whichever_way_it_is_sorted(jobs, order):
    rows = [row for page in walk(jobs, order) for row in page.rows]

    assert [row.started_at is None for row in rows] == [False] * 17 + [True] * 6


def test_last_page_that_is_full_has_no_next(jobs):
    pages = walk(jobs.exclude(title=""), ("title", "id"), size=19)

    assert len(pages) == 1


def test_page_whose_rows_have_gone_is_the_first_page(jobs):
    second = page_of(jobs, order=("title", "id"), size=20).next

    page = page_of(jobs.filter(title=""), order=("title", "id"), size=20, token=second)

    assert (page.start, len(page.rows)) == (1, 4)


def test_deep_page_is_one_query(jobs):
    token = walk(jobs, ("title", "id"))[2].next

    with queries() as ran:
        page_of(jobs, order=("title", "id"), size=5, token=token)

    assert len(ran) == 1


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "é",
        "W10",  # []
        "WzEsMSwiYSIsImIiXQ",  # [1,1,"a","b"]
        "W2ZhbHNlLDEsIlx1MDAwMCIsImIiXQ",  # a NUL
        "W2ZhbHNlLDEsIlx1ZDgwMCIsImIiXQ",  # half a character
        "W2ZhbHNlLDEsInQiLCJub3QgYSB1dWlkIl0",
        "W1" + "tb" * 2000,
    ],
)
def test_token_that_is_none_is_no_page(jobs, token):
    with pytest.raises(UnreadableToken) as refused:
        page_of(jobs, order=("title", "id"), size=5, token=token)

    assert isinstance(refused.value, Http404)


def test_token_of_another_list_is_no_page(jobs):
    token = page_of(jobs, order=("title", "id"), size=5).next

    with pytest.raises(UnreadableToken):
        page_of(jobs, order=("created_at", "id"), size=5, token=token)


def test_address_keeps_every_value_of_the_other_parameters():
    kept = {"grade": ["A", "B"], "page": ["old"]}

    assert address(kept, page="new") == "?grade=A&grade=B&page=new"


def test_address_without_any_parameter_leads_back_to_the_bare_list():
    assert address({"page": ["old"]}, page="") == "?"
