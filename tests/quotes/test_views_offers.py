"""The pages of offers in the portal, as alice, bob, dora and charlie meet them."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.firming import firm_offer
from quotes.actions.offers import accept_offer, record_decision
from quotes.models import BuyBackOffer
from quotes.offer_groups import groups_of
from quotes.states import OfferState
from tenants.models import Job
from tests.catalogue.queries import queries
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


@pytest.fixture
def indicative(rosa_parks, as_dora) -> BuyBackOffer:
    with tenant_context(rosa_parks):
        return offer_for(three_devices(), as_dora)


def address(name: str, offer: BuyBackOffer, *more: str) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk, *more])


def now_in(organisation, offer: BuyBackOffer) -> BuyBackOffer:
    with tenant_context(organisation):
        return BuyBackOffer.objects.get(pk=offer.pk)


def keys_of(organisation, offer: BuyBackOffer) -> list[str]:
    with tenant_context(organisation):
        return [group.key for group in groups_of(offer).groups]


def decisions(organisation, offer: BuyBackOffer) -> dict[str, str]:
    with tenant_context(organisation):
        return dict(offer.lines.values_list("serial", "decision"))


def words(response) -> str:
    return response.content.decode()


def test_it_works(acme_portal, offer):
    response = acme_portal.get(address("offer", offer))

    assert response.status_code == 200
    assert offer.reference in words(response)


def test_list_shows_every_offer_with_its_state(acme_portal, offer):
    page = words(acme_portal.get(reverse("quotes:offers")))

    assert (offer.reference in page, "Open" in page) == (True, True)


def test_list_without_offers_leads_to_the_fleet(globex_portal):
    page = words(globex_portal.get(reverse("quotes:offers")))

    assert "No offers yet" in page
    assert reverse("fleet:list") in page


def test_offer_of_another_organisation_does_not_exist(globex_portal, offer):
    assert globex_portal.get(address("offer", offer)).status_code == 404


def test_page_names_price_book_state_and_last_day(acme_portal, offer):
    page = words(acme_portal.get(address("offer", offer)))

    assert [text in page for text in (offer.book_version, "Open", "Valid until")] == [True] * 3


def test_page_says_why_devices_were_left_out(acme_portal, acme, as_alice):
    with tenant_context(acme):
        devices = [make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02", owner="person")]
        offer = offer_for(devices, as_alice)

    assert "1 device: belongs to a person: set aside" in words(acme_portal.get(address("offer", offer)))


def test_page_makes_the_same_queries_for_one_line_and_for_many(acme_portal, acme, as_alice):
    with tenant_context(acme):
        small = offer_for([make_device("F2LXK1AAAA01")], as_alice)
        large = offer_for([make_device(f"PF3A{n:04}", battery_health=40 + n % 50) for n in range(60)], as_alice)

    counts = []
    for one in (small, large):
        with queries() as ran:
            acme_portal.get(address("offer", one))
        counts.append(len([sql for sql in ran if not sql.startswith("SET search_path")]))

    assert counts[0] == counts[1] <= 15


def test_group_shows_the_way_to_its_price_and_its_serials(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]

    page = words(acme_portal.get(address("offer_group", offer, phones)))

    assert [text in page for text in ("How we got this price", "F2LXK1AAAA01", "F2LXK1AAAA02", "IT-0001")] == [True] * 4
    assert "PF3A1B2C" not in page


def test_group_opened_below_its_row_comes_without_the_frame(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]
    asked = {"HX-Request": "true", "HX-Target": f"group-{phones}"}

    page = words(acme_portal.get(address("offer_group", offer, phones), headers=asked))

    assert "F2LXK1AAAA01" in page
    assert "<html" not in page


def test_group_that_the_offer_does_not_have_is_not_found(acme_portal, offer):
    assert acme_portal.get(address("offer_group", offer, "0" * 32)).status_code == 404


def test_long_group_is_read_page_by_page(acme_portal, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(70)], as_alice)
    (key,) = keys_of(acme, offer)

    page = words(acme_portal.get(address("offer_group", offer, key)))

    assert "1–50 of 70" in page
    assert page.count("F2LXK1AAA") < 70 * 2


def test_keeping_a_group_takes_it_out_of_the_total(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]

    acme_portal.post(address("offer_decide", offer), {"group": phones, "decision": "keep"})

    assert decisions(acme, offer) == {"F2LXK1AAAA01": "keep", "F2LXK1AAAA02": "keep", "PF3A1B2C": "sell"}


def test_single_device_can_be_recycled(acme_portal, acme, offer):
    with tenant_context(acme):
        line = offer.lines.get(serial="F2LXK1AAAA02")

    acme_portal.post(address("offer_decide", offer), {"line": str(line.pk), "decision": "recycle"})

    assert decisions(acme, offer) == {"F2LXK1AAAA01": "sell", "F2LXK1AAAA02": "recycle", "PF3A1B2C": "sell"}


def test_everything_can_be_decided_at_once(acme_portal, acme, offer):
    acme_portal.post(address("offer_decide", offer), {"scope": "matching", "decision": "keep"})

    assert set(decisions(acme, offer).values()) == {"keep"}


def test_deciding_through_htmx_answers_with_lines_and_new_sums(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]
    asked = {"HX-Request": "true", "HX-Target": "offer-lines"}

    page = words(acme_portal.post(address("offer_decide", offer), {"group": phones, "decision": "keep"}, headers=asked))

    assert "<html" not in page
    assert re.search(r'id="offer-sums"\s+hx-swap-oob="true"', page)
    assert "2 devices were changed." in page


def test_deciding_nothing_says_what_is_missing(acme_portal, offer):
    response = acme_portal.post(address("offer_decide", offer), {"decision": "keep"}, follow=True)

    assert "Tick the devices you mean first." in words(response)


@pytest.mark.parametrize("data", [{"group": "x"}, {"line": "x"}, {"decision": "burn"}])
def test_deciding_with_a_broken_id_is_a_bad_request(acme_portal, offer, data):
    assert acme_portal.post(address("offer_decide", offer), {"decision": "keep", **data}).status_code == 400


def test_line_of_another_offer_is_not_touched(acme_portal, acme, as_alice, offer):
    with tenant_context(acme):
        other = offer_for([make_device("F2LXK1AAAA09")], as_alice)
        line = other.lines.get()

    acme_portal.post(address("offer_decide", offer), {"line": str(line.pk), "decision": "keep"})

    assert decisions(acme, other) == {"F2LXK1AAAA09": "sell"}


def test_viewer_reads_but_decides_nothing(acme_portal_of_bob, offer):
    page = words(acme_portal_of_bob.get(address("offer", offer)))

    assert [text in page for text in ("data-select-all", "Accept…", "Decline…")] == [False] * 3
    for name in ("offer_decide", "offer_accept", "offer_decline", "offer_decision"):
        assert acme_portal_of_bob.post(address(name, offer)).status_code == 403


def test_accepting_sells_for_the_total_that_was_seen(acme_portal, acme, offer):
    response = acme_portal.post(
        address("offer_accept", offer), {"seen_total": str(offer.total_amount), "deducted": "all"}, follow=True
    )

    assert now_in(acme, offer).state == OfferState.ACCEPTED
    assert f"You have accepted {offer.reference}" in words(response)


def test_accepting_a_total_that_has_changed_sells_nothing(acme_portal, acme, offer):
    acme_portal.post(address("offer_decide", offer), {"group": keys_of(acme, offer)[0], "decision": "keep"})

    response = acme_portal.post(
        address("offer_accept", offer), {"seen_total": str(offer.total_amount), "deducted": "all"}, follow=True
    )

    assert now_in(acme, offer).state == OfferState.OPEN
    assert "Check the new total" in words(response)


def test_second_click_on_accept_is_harmless(acme_portal, acme, offer):
    data = {"seen_total": str(offer.total_amount), "deducted": "all"}
    acme_portal.post(address("offer_accept", offer), data)

    response = acme_portal.post(address("offer_accept", offer), data, follow=True)

    assert response.redirect_chain == [(address("offer", offer), 302)]
    assert "answered already" in words(response)


def test_accepting_without_script_asks_on_a_page_of_its_own(acme_portal, acme, offer):
    page = words(acme_portal.get(address("offer_accept", offer)))

    assert f'name="seen_total" value="{offer.total_amount}"' in page
    assert now_in(acme, offer).state == OfferState.OPEN


@pytest.mark.parametrize("question", ["offer_accept", "offer_decline"])
def test_question_that_was_answered_leads_back_to_the_offer(acme_portal, offer, question):
    acme_portal.post(address("offer_decline", offer), {"reason": "No"})

    assert acme_portal.get(address(question, offer))["Location"] == address("offer", offer)


def test_accepting_without_a_total_asks_again(acme_portal, offer):
    assert acme_portal.post(address("offer_accept", offer)).status_code == 422


def test_accepting_after_the_last_day_says_so(acme_portal, acme, offer):
    with tenant_context(acme):
        BuyBackOffer.objects.update(valid_until_on=today() - dt.timedelta(days=1))

    page = words(acme_portal.get(address("offer", offer)))
    response = acme_portal.post(
        address("offer_accept", offer), {"seen_total": str(offer.total_amount), "deducted": "all"}, follow=True
    )

    assert ("no longer valid" in page, "Accept…" in page) == (True, False)
    assert "were valid until" in words(response)
    assert now_in(acme, offer).state == OfferState.EXPIRED


def test_deciding_after_the_answer_changes_nothing(acme_portal, acme, offer, as_alice, now):
    with tenant_context(acme):
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)

    response = acme_portal.post(address("offer_decide", offer), {"scope": "matching", "decision": "keep"}, follow=True)

    assert "can no longer be changed" in words(response)
    assert set(decisions(acme, offer).values()) == {"sell"}


def test_declining_needs_a_reason(acme_portal, acme, offer):
    response = acme_portal.post(address("offer_decline", offer), {"reason": ""})

    assert response.status_code == 422
    assert "This field is required." in words(response)
    assert now_in(acme, offer).state == OfferState.OPEN


def test_declining_keeps_the_reason_in_the_history(acme_portal, acme, offer):
    acme_portal.post(address("offer_decline", offer), {"reason": "We keep them a year"})

    assert now_in(acme, offer).state == OfferState.DECLINED
    assert "We keep them a year" in words(acme_portal.get(address("offer", offer)))


def test_page_for_declining_without_script_has_its_form(acme_portal, offer):
    assert 'name="reason"' in words(acme_portal.get(address("offer_decline", offer)))


def test_offer_to_a_public_body_says_why_it_cannot_be_accepted_yet(rosa_parks_portal, indicative):
    page = words(rosa_parks_portal.get(address("offer", indicative)))

    assert "your council decides" in page
    assert "Accept…" not in page


def test_recording_the_decision_waits_for_our_confirmation(rosa_parks_portal, rosa_parks, indicative):
    data = {"reference": "CA 2026-41", "decided_on": today().isoformat()}

    response = rosa_parks_portal.post(address("offer_decision", indicative), data, follow=True)

    assert now_in(rosa_parks, indicative).state == OfferState.AWAITING_AUTHORISATION
    assert "The decision CA 2026-41" in words(response)


def test_decision_of_a_day_to_come_is_refused_beside_the_field(rosa_parks_portal, rosa_parks, indicative):
    data = {"reference": "CA 2026-41", "decided_on": (today() + dt.timedelta(days=1)).isoformat()}

    response = rosa_parks_portal.post(address("offer_decision", indicative), data)

    assert response.status_code == 422
    assert "This day has not come yet" in words(response)
    assert 'value="CA 2026-41"' in words(response)


def test_public_body_accepts_once_the_price_is_firm(rosa_parks_portal, rosa_parks, indicative, as_dora, as_sam, now):
    with tenant_context(rosa_parks):
        record_decision(offer=indicative, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)
        firm_offer(offer=indicative, by=as_sam, at=now)

    rosa_parks_portal.post(address("offer_accept", indicative), {"seen_total": str(indicative.total_amount)})

    assert now_in(rosa_parks, indicative).state == OfferState.ACCEPTED


def test_page_links_to_the_printed_offer(acme_portal, acme, offer):
    with tenant_context(acme):
        run_what_follows()

    assert "Download PDF" in words(acme_portal.get(address("offer", offer)))


def test_unknown_offer_is_not_found(acme_portal):
    assert acme_portal.get(reverse("quotes:offer", args=[uuid.uuid4()])).status_code == 404


def test_declaring_asks_before_anything_is_written(acme_portal, acme, offer):
    page = words(acme_portal.get(address("offer_condition", offer)))

    assert "In what condition are 3 devices?" in page
    assert now_in(acme, offer).version == 1


def test_ticked_group_is_what_the_questionnaire_is_about(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]

    response = acme_portal.post(address("offer_condition", offer), {"group": phones, "scope": "rows"}, follow=True)
    page = words(response)

    assert f"group={phones}" in response.redirect_chain[0][0]  # so that a reload asks about the same devices
    assert "In what condition are 2 devices?" in page
    assert now_in(acme, offer).version == 1


def test_so_many_ticks_that_no_address_holds_them_are_asked_about_at_once(acme_portal, acme, offer, monkeypatch):
    monkeypatch.setattr("quotes.views.offer_condition.LONGEST_ADDRESS", 10)

    response = acme_portal.post(address("offer_condition", offer), {"group": keys_of(acme, offer)[0], "scope": "rows"})

    assert (response.status_code, "In what condition are 2 devices?" in words(response)) == (200, True)


def test_answers_show_what_they_make_of_the_price_before_saving(acme_portal, acme, offer):
    sent = {"step": "declare", "scope": "matching", "cracked": "yes"}
    asked = {"HX-Request": "true", "HX-Target": "condition-preview"}

    response = acme_portal.post(address("offer_condition", offer), sent, headers=asked)

    assert response.status_code == 200
    assert [text in words(response) for text in ("Price as declared", "Difference", "<html")] == [True, True, False]
    assert now_in(acme, offer).version == 1


def test_saving_makes_a_version_and_says_what_it_did(acme_portal, acme, offer):
    phones = keys_of(acme, offer)[0]
    sent = {"step": "declare", "group": phones, "grade": "C", "defects": ["camera"], "why": "Seen by Alice"}

    page = words(acme_portal.post(address("offer_condition", offer), sent, follow=True))

    assert "Version 2 is made: the offer goes from" in page
    assert [text in page for text in ("Grade C", "(declared)", "Camera does not work")] == [True] * 3
    assert now_in(acme, offer).total_amount < offer.total_amount


def test_questionnaire_without_an_answer_is_asked_again(acme_portal, acme, offer):
    response = acme_portal.post(address("offer_condition", offer), {"step": "declare", "scope": "matching"})

    assert (response.status_code, "Answer at least one question" in words(response)) == (422, True)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"battery_health": "101"}, "100"),
        ({"grade": "E"}, "not one of the available choices"),
        ({"defects": ["mood"]}, "not one of the available choices"),
        ({"defects": ["camera"], "no_defects": "on"}, "Either tick defects"),
    ],
)
def test_answer_that_cannot_be_is_refused(acme_portal, acme, offer, answer, said):
    response = acme_portal.post(address("offer_condition", offer), {"step": "declare", "scope": "matching", **answer})

    assert (response.status_code, said in words(response)) == (422, True)
    assert now_in(acme, offer).version == 1


def test_many_lines_are_left_to_a_job(acme_portal, acme, offer, monkeypatch):
    monkeypatch.setattr("quotes.views.offer_condition.AT_ONCE", 2)

    response = acme_portal.post(
        address("offer_condition", offer), {"step": "declare", "scope": "matching", "grade": "C"}
    )

    assert response["Location"].startswith("/jobs/")
    assert Job.objects.get(kind="quotes.declare_condition").arguments["declaration"] == {"grade": "C"}


@pytest.mark.parametrize("name", ["offer_condition", "offer_versions"])
def test_condition_of_another_organisations_offer_is_nobodys(globex_portal, offer, name):
    assert globex_portal.get(address(name, offer)).status_code == 404


def test_viewer_sees_the_versions_but_declares_nothing(acme_portal_of_bob, acme, offer):
    assert acme_portal_of_bob.get(address("offer_versions", offer)).status_code == 200
    assert (
        acme_portal_of_bob.post(address("offer_condition", offer), {"step": "declare", "grade": "C"}).status_code == 403
    )
    assert "offer_condition" not in words(acme_portal_of_bob.get(address("offer", offer)))
    assert now_in(acme, offer).version == 1


def test_accepted_offer_leads_back_with_a_sentence(acme_portal, acme, as_alice, offer, now):
    with tenant_context(acme):
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)

    page = words(acme_portal.get(address("offer_condition", offer), follow=True))

    assert "the condition of its devices stands as it is" in page


def test_versions_show_what_changed_between_any_two(acme_portal, acme, offer):
    for grade in ("C", "D"):
        acme_portal.post(address("offer_condition", offer), {"step": "declare", "scope": "matching", "grade": grade})

    last = words(acme_portal.get(address("offer_versions", offer)))
    whole = words(acme_portal.get(address("offer_versions", offer), {"older": "1", "newer": "3"}))

    assert ("Grade B (assumed)" in last, "Grade B (assumed)" in whole) == (False, True)
    assert ("Grade D" in last, "Grade D" in whole) == (True, True)


def test_versions_of_a_first_offer_say_that_nothing_changed(acme_portal, offer):
    assert "Nothing has changed yet" in words(acme_portal.get(address("offer_versions", offer), {"older": "9"}))


def test_preview_of_a_ticked_group_tells_what_it_loses(acme_portal, acme, offer):
    sent = {"step": "declare", "group": keys_of(acme, offer)[0], "grade": "D", "defects": ["missing_parts"]}
    asked = {"HX-Request": "true", "HX-Target": "condition-preview"}

    page = words(acme_portal.post(address("offer_condition", offer), sent, headers=asked))

    assert "−€" in page
