"""Every kind of job that a table names has a body."""

import pytest

from b2b_portal.home.job_pages import RESULT_PAGES
from b2b_portal.home.templatetags.job_words import KINDS as WORDS
from b2b_portal.wiring import REACTIONS
from tenants.jobs import KINDS


def test_it_works():
    assert "fleet.read_upload" in KINDS


@pytest.mark.parametrize("event", REACTIONS)
def test_jobs_that_follow_an_event_have_bodies(event):
    """One that has none would stop the outbox for everybody."""
    assert set(REACTIONS[event]) <= set(KINDS)


@pytest.mark.parametrize("table", [RESULT_PAGES, WORDS], ids=["pages", "words"])
def test_tables_name_no_kind_that_is_gone(table):
    assert set(table) <= set(KINDS)


def test_every_job_that_leads_somewhere_has_words():
    assert set(RESULT_PAGES) == set(WORDS)
