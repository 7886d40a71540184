import pytest

from b2b_portal.lib.states import IllegalTransition
from invoices.states import INVOICE, PAYMENT, InvoiceState, PaymentState
from tests.lib.state_pairs import pairs_of, steps

ALLOWED = {
    "invoice": steps("draft > issued"),
    "invoice_payment": steps(
        """
        open > partly_paid paid credited
        partly_paid > paid credited
        paid > credited
        """
    ),
}
MACHINES = {machine.name: machine for machine in (INVOICE, PAYMENT)}
EVERY_PAIR = [(name, *pair) for name, machine in MACHINES.items() for pair in pairs_of(machine)]


def test_it_works():
    assert INVOICE.check(source="draft", target="issued").event == "invoice.issued"


@pytest.mark.parametrize(("name", "source", "target"), EVERY_PAIR)
def test_step_is_allowed_only_when_the_table_says_so(name, source, target):
    if (source, target) in ALLOWED[name]:
        assert MACHINES[name].check(source=source, target=target).target == target
    else:
        with pytest.raises(IllegalTransition):
            MACHINES[name].check(source=source, target=target)


def test_states_are_all_in_the_tables():
    assert set(INVOICE.states) == set(InvoiceState)
    assert set(PAYMENT.states) == set(PaymentState)


def test_issued_invoice_never_changes_again():
    assert INVOICE.end_states == {"issued"}
