"""The offer of a wave: which devices, once, with a last day of its own; and what it makes of the programme."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.offers import accept_offer, decide_lines, decline_offer, expire_offers
from quotes.actions.programmes import OffersWait, ProgrammeClosed, close_programme
from quotes.actions.renewal import renew_offer
from quotes.actions.wave_offers import WaveInOffer, request_wave_offer
from quotes.models import BuyBackOffer, Programme, Wave
from quotes.programme_progress import Reached, progress_of, progress_of_wave
from quotes.states import LineDecision
from records.models import Event
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import ALL_DEDUCTED, offer_for, today
from tests.devices import make_device
from tests.programmes import fleet_of_two_sites, make_site, offer_of, planned, this_month

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

DAY = dt.timedelta(days=1)


@pytest.fixture
def lyon(in_acme, as_alice) -> Wave:
    fleet_of_two_sites()
    return planned(as_alice).waves.get(site_name="Lyon")


def serials(offer: BuyBackOffer) -> list[str]:
    return sorted(offer.lines.values_list("serial", flat=True))


def accept(offer: BuyBackOffer, by) -> None:
    offer.refresh_from_db()
    accept_offer(offer=offer, by=by, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)


def words(response) -> str:
    return response.content.decode()


def test_it_works(lyon, as_alice):
    offer = offer_of(lyon, as_alice)

    assert (offer.wave, serials(offer)) == (lyon, ["F2LXK1AAAA01", "F2LXK1AAAA02", "PF3A1B2C"])
    assert Programme.objects.get().state == "running"
    assert [event.reason for event in Event.objects.filter(verb="programme.wave_offered")] == [f"Lyon · {offer}"]


def test_offer_takes_what_is_there_on_the_day(lyon, as_alice):
    Device.objects.filter(serial="F2LXK1AAAA01").update(site=None)
    make_device("NEWCOMER0001", site=lyon.site)
    Device.objects.filter(serial="F2LXK1AAAA02").update(owner="person")

    assert serials(offer_of(lyon, as_alice)) == ["NEWCOMER0001", "PF3A1B2C"]


def test_model_that_is_not_planned_stays(lyon, as_alice):
    lyon.lines.filter(model_label="Lenovo ThinkPad T14 Gen 2").delete()

    assert serials(offer_of(lyon, as_alice)) == ["F2LXK1AAAA01", "F2LXK1AAAA02"]


def test_filter_of_the_programme_holds_for_its_waves(in_acme, as_alice):
    fleet_of_two_sites()
    Device.objects.filter(serial="F2LXK1AAAA01").update(grade="C")
    wave = planned(as_alice, filter={"grade": ["C"]}).waves.get()

    assert serials(offer_of(wave, as_alice)) == ["F2LXK1AAAA01"]


def test_devices_without_a_site_or_model_are_offered_as_planned(in_acme, as_alice):
    make_device("NOWHERE00001")
    make_device("UNKNOWN00001", model_id=None, model_label="", model_text="Blue phone")
    make_device("ELSEWHERE001", site=make_site("Nice"))

    wave = planned(as_alice).waves.get(site=None)

    assert serials(offer_of(wave, as_alice)) == ["NOWHERE00001", "UNKNOWN00001"]


def test_wave_of_a_site_that_was_merged_follows_it(lyon, as_alice):
    other = make_site("Lyon-Part-Dieu")
    lyon.site.merged_into = other
    lyon.site.save(update_fields=["merged_into"])
    Device.objects.filter(serial="F2LXK1AAAA01").update(site=other)

    assert "F2LXK1AAAA01" in serials(offer_of(lyon, as_alice))


def test_choice_that_names_what_is_gone_says_so(lyon, as_alice):
    Programme.objects.update(selection={"filter": {"category": ["spoon"]}})

    job = run_job_here(request_wave_offer(wave=lyon, by=as_alice, at=timezone.now(), today=today()))

    assert (job.state, "Choose them anew" in str(job.problem)) == ("failed", True)


def test_two_clicks_make_one_offer(lyon, as_alice):
    jobs = {request_wave_offer(wave=lyon, by=as_alice, at=timezone.now(), today=today()).pk for _click in range(2)}
    run_job_here(Job.objects.get(pk=jobs.pop()))

    with pytest.raises(WaveInOffer):
        request_wave_offer(wave=lyon, by=as_alice, at=timezone.now(), today=today())
    assert (jobs, BuyBackOffer.objects.count()) == (set(), 1)


def test_database_keeps_one_offer_on_the_table_per_wave(lyon, as_alice):
    offer_of(lyon, as_alice)
    other = offer_for([make_device("OTHER0000001")], as_alice)

    with pytest.raises(IntegrityError, match="offer_one_on_the_table_per_wave"), transaction.atomic():
        BuyBackOffer.objects.filter(pk=other.pk).update(wave=lyon)


def test_waves_have_offers_of_their_own_with_days_of_their_own(lyon, as_alice):
    first = offer_of(lyon, as_alice)
    BuyBackOffer.objects.filter(pk=first.pk).update(valid_until_on=today() - DAY)

    second = offer_of(lyon.programme.waves.get(site_name="Brest"), as_alice)

    expire_offers(at=timezone.now(), today=today())
    assert [BuyBackOffer.objects.get(pk=one.pk).state for one in (first, second)] == ["expired", "open"]


def test_expired_offer_is_asked_again_and_keeps_what_was_decided(lyon, as_alice):
    first = offer_of(lyon, as_alice)
    decide_lines(offer=first, line_ids=[first.lines.get(serial="PF3A1B2C").pk], decision=LineDecision.KEEP, by=as_alice)
    BuyBackOffer.objects.filter(pk=first.pk).update(valid_until_on=today() - DAY)

    second = offer_of(lyon, as_alice)

    assert (second.replaces, second.wave) == (first, lyon)
    assert second.lines.get(serial="PF3A1B2C").decision == LineDecision.KEEP


def test_expired_offer_that_is_priced_again_on_its_own_page_keeps_its_wave(lyon, as_alice):
    first = offer_of(lyon, as_alice)
    later = first.valid_until_on + DAY

    asked = [
        renew_offer(offer=first, by=as_alice, at=timezone.now(), today=later),
        request_wave_offer(wave=lyon, by=as_alice, at=timezone.now(), today=later),
    ]
    run_job_here(asked[0])

    assert asked[0].pk == asked[1].pk
    assert BuyBackOffer.objects.get(replaces=first).wave == lyon


def test_declined_wave_is_asked_again_from_scratch(lyon, as_alice):
    first = offer_of(lyon, as_alice)
    decline_offer(offer=first, reason="Too little", by=as_alice, at=timezone.now())

    assert offer_of(lyon, as_alice).replaces is None


def test_viewer_asks_for_no_offer(lyon, as_bob):
    with pytest.raises(PermissionRefused):
        request_wave_offer(wave=lyon, by=as_bob, at=timezone.now(), today=today())


def test_programme_is_not_closed_over_an_offer_that_waits(lyon, as_alice):
    offer = offer_of(lyon, as_alice)

    with pytest.raises(OffersWait, match=offer.reference):
        close_programme(programme=lyon.programme, by=as_alice, at=timezone.now(), today=today())

    accept(offer, as_alice)
    close_programme(programme=lyon.programme, by=as_alice, at=timezone.now(), today=today())
    assert Event.objects.get(verb="programme.closed").data == {"planned": 4, "sold": 3, "left": 1}
    with pytest.raises(ProgrammeClosed):
        request_wave_offer(wave=lyon, by=as_alice, at=timezone.now(), today=today())


def test_progress_counts_what_is_planned_offered_sold_and_left(lyon, as_alice):
    programme = lyon.programme
    offer = offer_of(lyon, as_alice)
    waiting = progress_of(programme, today=today()).reached
    decide_lines(offer=offer, line_ids=[offer.lines.get(serial="PF3A1B2C").pk], decision=LineDecision.KEEP, by=as_alice)
    accept(offer, as_alice)

    progress = progress_of(programme, today=today())

    assert waiting == Reached(planned=4, offered=3, sold=0, left=1)
    assert progress.reached == Reached(planned=4, offered=0, sold=2, left=2)
    assert [(month.reached.planned, month.reached.sold) for month in progress.months] == [(3, 2), (1, 0)]
    assert [(model.label, model.reached.sold, model.reached.left) for model in progress.models] == [
        ("Apple iPhone 13", 2, 1),
        ("Lenovo ThinkPad T14 Gen 2", 0, 1),
    ]
    assert progress.sold_amount == BuyBackOffer.objects.get(pk=offer.pk).total_amount


def test_offer_that_ran_out_unmarked_counts_as_left(lyon, as_alice):
    offer = offer_of(lyon, as_alice)

    part, _models = progress_of_wave(lyon, today=offer.valid_until_on + DAY)

    assert (part.reached, part.may_be_asked) == (Reached(planned=3, left=3), True)


def test_more_sold_than_planned_makes_up_for_no_other_model(lyon, as_alice):
    make_device("NEWCOMER0001", site=lyon.site)
    Device.objects.filter(serial="PF3A1B2C").update(owner="person")
    accept(offer_of(lyon, as_alice), as_alice)

    part, _models = progress_of_wave(lyon, today=today())

    assert part.reached == Reached(planned=3, sold=3, left=1)


def test_wave_is_late_once_its_month_is_over(lyon):
    Wave.objects.filter(pk=lyon.pk).update(month_on="2026-01-01")
    lyon.refresh_from_db()

    assert progress_of_wave(lyon, today=dt.date(2026, 1, 31))[0].is_late is False
    assert progress_of_wave(lyon, today=dt.date(2026, 2, 1))[0].is_late is True


def test_button_leads_to_the_offer_and_the_offer_names_its_wave(acme_portal, lyon, as_alice):
    url = reverse("quotes:wave_offer", args=[lyon.programme_id, lyon.pk])

    waits = acme_portal.post(url)
    run_job_here(Job.objects.get(kind="quotes.open_offer"))
    offer = BuyBackOffer.objects.get()
    again = words(acme_portal.post(url, follow=True))

    assert waits["Location"].startswith("/jobs/")
    assert f"The offer of this wave is there: {offer}." in again
    assert f"Wave Lyon of the programme {lyon.programme}" in again


def test_pages_show_the_offer_instead_of_the_button(acme_portal, lyon, as_alice):
    page = reverse("quotes:wave", args=[lyon.programme_id, lyon.pk])
    before = words(acme_portal.get(page))

    offer = offer_of(lyon, as_alice)

    after = words(acme_portal.get(page))
    assert ("Ask for the offer of this wave" in before, "Ask for the offer of this wave" in after) == (True, False)
    assert offer.reference in after
    assert offer.reference in words(acme_portal.get(reverse("quotes:programme", args=[lyon.programme_id])))


def test_closed_programme_sends_the_button_back(acme_portal, lyon, as_alice):
    close_programme(programme=lyon.programme, by=as_alice, at=timezone.now(), today=today())

    answer = words(acme_portal.post(reverse("quotes:wave_offer", args=[lyon.programme_id, lyon.pk]), follow=True))

    assert f"The programme {lyon.programme} is closed." in answer


def test_other_organisation_finds_no_wave_to_ask_for(globex_portal, acme, lyon):
    assert globex_portal.post(reverse("quotes:wave_offer", args=[lyon.programme_id, lyon.pk])).status_code == 404
    with tenant_context(acme):
        assert not Job.objects.filter(kind="quotes.open_offer").exists()


def test_large_programme_costs_few_queries(acme_portal, in_acme, as_alice):
    sites = [make_site(f"Site {number:02}") for number in range(40)]
    models = ("apple-iphone-13", "lenovo-thinkpad-t14-g2")
    made = [make_device(f"SEED{number}", model=model) for number, model in enumerate(models)]
    Device.objects.bulk_create(
        _like(made[number % 2], serial=f"FLEET{number:06}", site=sites[number % 40]) for number in range(8000)
    )
    Device.objects.filter(pk__in=[device.pk for device in made]).delete()
    with queries() as planning:
        programme = planned(as_alice, months=12)
    accept(offer_of(programme.waves.in_order()[0], as_alice), as_alice)
    offer_of(programme.waves.in_order()[1], as_alice)
    url = reverse("quotes:programme", args=[programme.pk])
    acme_portal.get(url)

    with queries() as ran:
        page = words(acme_portal.get(url))

    assert (programme.device_count, programme.waves.count(), len(planning) < 20) == (8000, 40, True)
    assert page.count("Ask for the offer") == 38
    assert len(ran) <= 15, [query[:120] for query in ran]


def test_list_costs_the_same_for_many_programmes(acme_portal, in_acme, as_alice):
    fleet_of_two_sites()
    for number in range(6):
        planned(as_alice, title=f"Programme {number}")
    url = reverse("quotes:programmes")
    acme_portal.get(url)
    with queries() as few:
        acme_portal.get(url)
    for number in range(6, 20):
        planned(as_alice, title=f"Programme {number}")

    with queries() as many:
        page = words(acme_portal.get(url))

    assert (len(few), "Programme 19" in page, this_month().strftime("%B %Y") in page) == (len(many), True, True)


def _like(device: Device, **changes) -> Device:
    fields = {field.attname: getattr(device, field.attname) for field in Device._meta.concrete_fields}
    del fields["id"], fields["search"]
    fields["site_id"] = changes.pop("site").pk
    return Device(**fields | changes)
