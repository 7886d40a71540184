"""What may happen to an invoice: it is issued once and for all; how far it is paid stands beside it."""

from enum import StrEnum

from b2b_portal.lib.states import StateMachine, Transition


class InvoiceState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"


class PaymentState(StrEnum):
    OPEN = "open"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    CREDITED = "credited"


_P = PaymentState

# Issuing is the machine's step after an order or a settlement; an issued row is never changed again (database trigger).
INVOICE = StateMachine(
    name="invoice",
    initial=(InvoiceState.DRAFT,),
    transitions=(Transition(source=InvoiceState.DRAFT, target=InvoiceState.ISSUED, event="invoice.issued"),),
)

PAYMENT = StateMachine(
    name="invoice_payment",
    initial=(_P.OPEN,),
    transitions=(
        Transition(
            source=_P.OPEN, target=_P.PARTLY_PAID, event="invoice.partly_paid", permission="desk.invoice.settle"
        ),
        Transition(source=_P.OPEN, target=_P.PAID, event="invoice.paid", permission="desk.invoice.settle"),
        Transition(source=_P.PARTLY_PAID, target=_P.PAID, event="invoice.paid", permission="desk.invoice.settle"),
        *(
            # The credit note (381) is its own document; it also follows a paid invoice, whose money then goes back.
            Transition(source=state, target=_P.CREDITED, event="invoice.credited", permission="desk.invoice.credit")
            for state in (_P.OPEN, _P.PARTLY_PAID, _P.PAID)
        ),
    ),
)
