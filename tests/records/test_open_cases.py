"""The desk's index says what the organisations' own rows say, after every step."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from quotes.actions.offers import accept_offer
from quotes.actions.orders import deliver_order, ship_order
from quotes.actions.quotes import decline_quote, mark_seen, withdraw_quote
from quotes.models import Quote
from records.open_cases import is_case, note_case, rebuild_cases
from tenants.models import OpenCase
from tenants.turns import Turn
from tests.deals import ALL_DEDUCTED, draft, line_of, offer_for, ordered, sent, stock, three_devices, today

pytestmark = pytest.mark.django_db

CASES = [model for model in apps.get_models() if is_case(model)]


def index() -> dict[str, dict]:
    return {row["reference"]: row for row in OpenCase.objects.values()}


def test_it_works(in_acme, as_sam):
    quote = draft(as_sam, title="Sales team")

    row = index()[quote.reference]

    assert (row["kind"], row["case_state"], row["waits_for"]) == ("quote", "draft", "operator")
    assert row["title"] == "Sales team"
    assert row["organisation_id"] == in_acme.pk


@pytest.mark.parametrize("model", CASES, ids=lambda model: model.__name__)
def test_turns_name_only_states_of_the_machine_that_have_not_ended(model):
    open_states = set(model.case_turns)

    assert open_states
    assert open_states <= set(model.case_machine.states) - model.case_machine.end_states
    assert set(model.case_turns.values()) <= set(Turn)


def test_draft_that_is_saved_again_keeps_its_place_and_changes_its_figures(in_acme, as_sam):
    quote = draft(as_sam)
    before = index()[quote.reference]
    OpenCase.objects.update(since_at=before["since_at"] - dt.timedelta(days=3))

    Quote.objects.filter(pk=quote.pk).update(title="Another")
    quote.lines.update(quantity=2, unit_price_amount=Decimal("100.00"))
    quote.refresh_from_db()
    note_case(quote, at=timezone.now())

    after = index()[quote.reference]
    assert (after["title"], after["devices"], after["amount"]) == ("Another", 2, Decimal("200.00"))
    assert after["since_at"] == before["since_at"] - dt.timedelta(days=3)


def test_sent_quote_waits_for_the_customer_until_its_last_day(in_acme, as_sam):
    quote = sent(as_sam)

    row = index()[quote.reference]

    assert (row["waits_for"], row["due_on"]) == ("customer", quote.valid_until_on)


def test_quote_that_was_answered_is_gone_and_its_order_is_there(in_acme, as_sam, as_alice):
    order = ordered(as_sam, as_alice)

    rows = index()

    assert order.quote.reference not in rows
    assert rows[order.reference]["amount"] == order.totals().net
    assert rows[order.reference]["devices"] == 10


def test_change_that_is_taken_back_leaves_the_index_as_it_was(in_acme, as_sam):
    quote = sent(as_sam)

    with transaction.atomic():
        withdraw_quote(quote=quote, reason="", by=as_sam, at=timezone.now())
        gone = quote.reference not in index()
        transaction.set_rollback(True)

    assert (gone, quote.reference in index()) == (True, True)


def everything(as_sam, as_member) -> None:
    """A case of every kind, in many of its states."""
    now = timezone.now()
    draft(as_sam)
    seen, declined = sent(as_sam), sent(as_sam, line_of(stock(), quantity=1))
    mark_seen(quote=seen, by=as_member, at=now)
    decline_quote(quote=declined, reason="no", by=as_member, at=now)
    ordered(as_sam, as_member)
    delivered = ordered(as_sam, as_member)

    ship_order(order=delivered, tracking="", by=as_sam, at=now)
    deliver_order(order=delivered, delivered_on=today(), by=as_sam, at=now)
    devices = three_devices()
    accept_offer(offer=offer_for(devices[:1], as_member), by=as_member, at=now, today=today(), vat=ALL_DEDUCTED)
    offer_for(devices[1:], as_member)


def test_rebuilding_changes_nothing(in_acme, as_sam, as_alice):
    everything(as_sam, as_alice)
    noted = index()

    count = rebuild_cases(at=timezone.now())

    assert len(noted) == count == 5
    assert index() == noted


def test_rebuilding_from_nothing_and_from_nonsense_gives_the_same(in_acme, as_sam, as_alice):
    everything(as_sam, as_alice)
    noted = index()
    closed = Quote.objects.filter(state="declined").get()
    OpenCase.objects.filter(kind="quote").delete()
    OpenCase.objects.update(case_state="nonsense", title="nonsense", amount=Decimal(1), waits_for="carrier")
    OpenCase.objects.create(
        subject_id=closed.pk, organisation=in_acme, kind="quote", case_state="sent", waits_for="customer",
        reference="stale", since_at=timezone.now(),
    )  # fmt: skip

    rebuild_cases(at=timezone.now())

    assert index() == noted


def test_rebuilding_one_organisation_leaves_the_others(acme, globex, as_sam):
    for organisation in (acme, globex):
        with tenant_context(organisation):
            draft(as_sam)
    noted = index()

    with tenant_context(acme):
        rebuild_cases(at=timezone.now())

    assert index() == noted


def test_command_rebuilds_every_organisation(acme, globex, as_sam, capsys):
    for organisation in (acme, globex):
        with tenant_context(organisation):
            draft(as_sam)
    noted = index()
    OpenCase.objects.all().delete()

    call_command("open_cases_rebuild", "--json")

    assert index() == noted
    assert '"cases": 2' in capsys.readouterr().out
