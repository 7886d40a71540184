"""Programmes for tests, planned by the action that plans them for people."""

import datetime as dt

from django.utils import timezone

from fleet.models import Site
from quotes.actions.programmes import plan_programme
from quotes.actions.wave_offers import request_wave_offer
from quotes.models import BuyBackOffer, Programme, Wave
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tests.deals import today
from tests.devices import make_device


def this_month() -> dt.date:
    return today().replace(day=1)


def make_site(name: str) -> Site:
    return Site.objects.create(name=name, sort_key=name.lower())


def fleet_of_two_sites() -> tuple[Site, Site]:
    """Three devices in Lyon, two of them alike, and one in Brest."""
    lyon, brest = make_site("Lyon"), make_site("Brest")
    make_device("F2LXK1AAAA01", site=lyon)
    make_device("F2LXK1AAAA02", site=lyon)
    make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2", site=lyon)
    make_device("F2LXK1AAAA03", site=brest)
    return lyon, brest


def planned(by: Actor, *, filter: dict | None = None, **changes) -> Programme:
    asked = {"title": "Laptops 2027", "first_month_on": this_month(), "months": 2} | changes
    selection = {"filter": filter or {}}
    return plan_programme(**asked, selection=selection, by=by, at=timezone.now(), today=today())


def offer_of(wave: Wave, by: Actor, *, on: dt.date | None = None) -> BuyBackOffer:
    job = run_job_here(request_wave_offer(wave=wave, by=by, at=timezone.now(), today=on or today()))
    assert job.state == "done", job.problem
    return BuyBackOffer.objects.get(pk=job.result["offer"])
