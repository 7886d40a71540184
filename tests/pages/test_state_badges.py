import pytest

from b2b_portal.home.templatetags.state_badges import LOOKS, UnknownState, state_look
from b2b_portal.lib.states import StateMachine
from fleet.states import UPLOAD
from impact.states import REPORT
from invoices.states import INVOICE, PAYMENT
from quotes.states import OFFER, OFFER_LINE, ORDER, QUOTE
from tenants.models import Job, Organisation, SignUpRequest

MACHINES = (UPLOAD, OFFER, OFFER_LINE, QUOTE, ORDER, INVOICE, PAYMENT, REPORT)
CHOICES = {"job": Job.State, "sign_up_request": SignUpRequest.Status, "organisation": Organisation.Status}
TONES = {"blue", "green", "orange", "red", "teal", "secondary"}


def test_it_works():
    assert state_look("quote", "accepted").tone == "green"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_looks_of_a_machine_cover_its_states(machine: StateMachine):
    assert set(LOOKS[machine.name]) == set(machine.states)


@pytest.mark.parametrize("name", CHOICES)
def test_looks_of_a_choice_cover_its_values(name):
    assert set(LOOKS[name]) == set(CHOICES[name].values)


def test_looks_use_tones_that_have_a_colour():
    assert {look.tone for looks in LOOKS.values() for look in looks.values()} <= TONES


def test_look_of_an_unknown_state_says_where_to_add_it():
    with pytest.raises(UnknownState, match="add it to LOOKS"):
        state_look("quote", "lost")
