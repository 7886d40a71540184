import pytest

from b2b_portal.lib.states import IllegalTransition
from quotes.states import (
    ARRIVAL,
    OFFER,
    OFFER_LINE,
    ORDER,
    PROGRAMME,
    QUOTE,
    ArrivalState,
    LineDecision,
    OfferState,
    OrderState,
    ProgrammeState,
    QuoteState,
)
from tenants.permissions import DeskPermission, Permission
from tests.lib.state_pairs import pairs_of, steps

ALLOWED = {
    "offer": steps(
        """
        draft > open withdrawn
        open > accepted partly_accepted declined expired withdrawn
        indicative > awaiting_authorisation declined withdrawn
        awaiting_authorisation > firm declined withdrawn
        firm > accepted partly_accepted declined withdrawn
        """
    ),
    "offer_line": steps(
        """
        sell > keep recycle donate staff_sale return_to_lessor return_to_funder
        keep > sell recycle donate staff_sale return_to_lessor return_to_funder
        recycle > sell keep donate staff_sale return_to_lessor return_to_funder
        donate > sell keep recycle staff_sale return_to_lessor return_to_funder
        staff_sale > sell keep recycle donate return_to_lessor return_to_funder
        return_to_lessor > sell keep recycle donate staff_sale return_to_funder
        return_to_funder > sell keep recycle donate staff_sale return_to_lessor
        """
    ),
    "programme": steps(
        """
        planned > running closed
        running > closed
        """
    ),
    "arrival": steps(
        """
        awaited > partly_arrived arrived
        partly_arrived > arrived
        """
    ),
    "quote": steps(
        """
        draft > approval sent withdrawn
        approval > sent draft withdrawn
        sent > viewed accepted declined changes_requested expired withdrawn superseded
        viewed > accepted declined changes_requested expired withdrawn superseded
        changes_requested > declined withdrawn superseded
        """
    ),
    "order": steps(
        """
        confirmed > allocated cancelled
        allocated > partly_shipped shipped cancelled
        partly_shipped > shipped
        shipped > delivered
        delivered > closed
        """
    ),
}
MACHINES = {
    "offer": OFFER,
    "offer_line": OFFER_LINE,
    "programme": PROGRAMME,
    "arrival": ARRIVAL,
    "quote": QUOTE,
    "order": ORDER,
}
STATES = {
    "offer": OfferState,
    "offer_line": LineDecision,
    "programme": ProgrammeState,
    "arrival": ArrivalState,
    "quote": QuoteState,
    "order": OrderState,
}
EVERY_PAIR = [(name, *pair) for name, machine in MACHINES.items() for pair in pairs_of(machine)]
EVERY_STEP = [(name, step) for name, machine in MACHINES.items() for step in machine.transitions]


def test_it_works():
    step = QUOTE.check(source="sent", target="accepted")

    assert (step.event, step.permission) == ("quote.accepted", "quote.accept")


@pytest.mark.parametrize(("name", "source", "target"), EVERY_PAIR)
def test_step_is_allowed_only_when_the_table_says_so(name, source, target):
    if (source, target) in ALLOWED[name]:
        assert MACHINES[name].check(source=source, target=target).target == target
    else:
        with pytest.raises(IllegalTransition):
            MACHINES[name].check(source=source, target=target)


@pytest.mark.parametrize("name", MACHINES)
def test_states_are_all_in_the_table(name):
    assert set(MACHINES[name].states) == set(STATES[name])


@pytest.mark.parametrize(("name", "step"), EVERY_STEP)
def test_step_names_an_event_of_its_own_subject(name, step):
    subject = "offer" if name == "offer_line" else name

    assert step.event.startswith(f"{subject}.")


@pytest.mark.parametrize(("name", "state"), [("offer", "open"), ("quote", "sent"), ("quote", "viewed")])
def test_only_what_the_customer_can_still_accept_expires(name, state):
    sources = {step.source for step in MACHINES[name].transitions if step.target == "expired"}

    assert state in sources
    assert sources <= {step.source for step in MACHINES[name].transitions if step.target == "accepted"}


@pytest.mark.parametrize(("name", "step"), EVERY_STEP)
def test_acceptance_is_the_customers_never_the_operators(name, step):
    if step.target in {"accepted", "partly_accepted"}:
        assert step.permission in {"offer.accept", "quote.accept"}
    else:
        assert step.event not in {"offer.accepted", "offer.partly_accepted", "quote.accepted"}


@pytest.mark.parametrize(("name", "step"), EVERY_STEP)
def test_permission_of_a_step_is_one_that_a_role_can_have(name, step):
    assert step.permission in {"", *Permission, *DeskPermission}


def test_offer_line_of_a_lessor_or_funder_starts_with_its_return():
    assert OFFER_LINE.initial == ("sell", "return_to_lessor", "return_to_funder")
