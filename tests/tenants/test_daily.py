import datetime as dt

import pytest

from b2b_portal.wiring import DAILY_JOBS
from tenants.daily import ask_daily_jobs
from tenants.jobs import KINDS
from tenants.models import Job, Organisation

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 23)


def asked() -> list[tuple[str, str]]:
    return sorted(Job.objects.filter(kind__in=DAILY_JOBS).values_list("organisation__slug", "kind"))


def test_it_works(now):
    ask_daily_jobs(at=now, today=MONDAY)

    everywhere = [(slug, kind) for slug in ("acme", "globex", "rosa-parks") for kind in sorted(DAILY_JOBS)]
    assert asked() == everywhere


def test_asking_twice_on_one_day_asks_once(now):
    ask_daily_jobs(at=now, today=MONDAY)
    once = asked()
    ask_daily_jobs(at=now, today=MONDAY)

    assert asked() == once


def test_next_day_asks_again(now):
    ask_daily_jobs(at=now, today=MONDAY)
    once = asked()
    ask_daily_jobs(at=now, today=MONDAY + dt.timedelta(days=1))

    assert len(asked()) == 2 * len(once)


def test_organisation_that_is_not_ready_is_left_alone(now, globex):
    Organisation.objects.filter(pk=globex.pk).update(status="provisioning")

    ask_daily_jobs(at=now, today=MONDAY)

    assert "globex" not in {slug for slug, _kind in asked()}


def test_every_daily_kind_has_a_body():
    assert set(DAILY_JOBS) <= set(KINDS)
