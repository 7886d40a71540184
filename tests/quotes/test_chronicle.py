"""Every event of an offer, a quote or an order reads as a sentence."""

import pytest

from quotes.actions.quotes import withdraw_quote
from quotes.chronicle import VERBS, chronicle_of
from quotes.handovers import LEAVING
from quotes.states import OFFER, ORDER, PROGRAMME, QUOTE
from tests.deals import draft, ordered, sent

# Written when the thing is made, priced again, extended or replaced, not by a transition.
FIRST = {f"offer.approval_{answer}" for answer in ("asked", "approved", "refused", "withdrawn")} | {
    "offer.opened",
    "offer.revised",
    "offer.price_set",
    "offer.extended",
    "offer.renewed",
    "programme.planned",
    "programme.price_ended",
    "programme.price_promised",
    "programme.wave_moved",
    "programme.wave_offered",
    "offer.arrived",
    "offer.arrival_moved",
    "offer.arrival_reminded",
    "offer.decision_kept",
    "offer.recipient_named",
    "offer.staff_price_set",
    *(f"offer.handed_over_{decision}" for decision in LEAVING),
    "quote.drafted",
    "order.placed",
}


@pytest.mark.django_db
def test_it_works(in_rosa_parks, as_sam, as_dora):
    order = ordered(as_sam, as_dora)

    titles = [happening.title for happening in chronicle_of(order, for_customer=True)]

    assert titles == ["Devices set aside", "Order placed"]


def test_every_event_of_the_state_tables_has_words():
    events = {step.event for machine in (OFFER, PROGRAMME, QUOTE, ORDER) for step in machine.transitions} | FIRST

    assert events - set(VERBS) == set(), "give these events words in quotes/chronicle.py"
    assert set(VERBS) - events == set(), "nothing writes these events any more"


@pytest.mark.django_db
def test_customer_does_not_read_what_the_desk_did_before_sending(in_acme, as_sam):
    quote = sent(as_sam)

    def titles(*, for_customer: bool) -> list[str]:
        return [happening.title for happening in chronicle_of(quote, for_customer=for_customer)]

    assert titles(for_customer=True) == ["Quote sent"]
    assert titles(for_customer=False) == ["Quote sent", "Draft started"]


@pytest.mark.django_db
def test_machine_acts_in_the_name_of_the_house(in_rosa_parks, as_sam, as_dora):
    order = ordered(as_sam, as_dora)

    assert [happening.by for happening in chronicle_of(order, for_customer=True)] == ["Renew", "Dora Petit"]


@pytest.mark.django_db
def test_reason_is_told(in_acme, as_sam, now):
    quote = draft(as_sam)

    withdraw_quote(quote=quote, reason="Asked twice", by=as_sam, at=now)

    assert chronicle_of(quote, for_customer=True)[0].reason == "Asked twice"
