"""The quote builder: a formset that is used as a sheet."""

import datetime as dt
from decimal import Decimal

import pytest
from django_tenants.utils import tenant_context

from catalogue.models import StockOffer
from quotes.models import Quote, QuoteLine
from quotes.states import QuoteState
from tenants.models import User
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import draft, line_of, sent, stock, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def quote(acme, as_sam) -> Quote:
    with tenant_context(acme):
        return draft(as_sam, line_of(stock(), quantity=3))


@pytest.fixture
def desk_of_nina(acme) -> HostClient:
    """A price manager, assigned to Acme: she looks, and builds nothing."""
    nina = User.objects.create_user(
        "nina@renew.example", "x", full_name="Nina", language="en", staff_role="price_manager"
    )
    nina.staff_assignments.create(organisation=acme)
    return HostClient("desk").sign_in(nina, "desk")


def address(quote: Quote, page: str = "") -> str:
    return f"/o/acme/quotes/{quote.pk}/{page}"


def words(response) -> str:
    return response.content.decode()


def now_of(organisation, quote: Quote) -> Quote:
    with tenant_context(organisation):
        return Quote.objects.prefetch_related("lines").get(pk=quote.pk)


def only_line(organisation, quote: Quote) -> QuoteLine:
    with tenant_context(organisation):
        return quote.lines.get()


def typed(quote: Quote, *rows: dict[str, str], **terms: str) -> dict[str, str]:
    """What a browser sends for these rows."""
    data = {
        "title": "",
        "customer_note": "",
        "delivery_line": "",
        "internal_note": "",
        "valid_until_on": quote.valid_until_on.isoformat(),
        "seen_at": quote.changed_at.isoformat(),
        "lines-TOTAL_FORMS": str(len(rows)),
        "lines-INITIAL_FORMS": "0",
        **terms,
    }
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{cell}": value for cell, value in row.items()}
    return data


def row(**changes: str) -> dict[str, str]:
    cells = {
        "sku": "SERVICE-1",
        "description": "Delivery to each room",
        "quantity": "2",
        "unit_cost": "10",
        "unit_price": "40,50",
        "discount_percent": "",
    }
    return {**cells, **changes}


def test_it_works(desk, acme, quote):
    desk.post(address(quote), typed(quote, row(), title="Second floor"))

    saved = now_of(acme, quote)
    (line,) = saved.lines.all()
    assert saved.title == "Second floor"
    assert (line.sku, line.quantity, line.unit_price_amount) == ("SERVICE-1", 2, Decimal("40.50"))


def test_new_quote_is_an_empty_draft_that_opens_at_once(desk, acme):
    response = desk.post("/o/acme/quotes/new/", follow=True)

    with tenant_context(acme):
        made = Quote.objects.get()
    assert response.redirect_chain == [(address(made), 302)]
    assert (made.state, made.created_by_name) == (QuoteState.DRAFT, "Sam Keller")


def test_empty_sheet_has_five_rows_to_type_in(desk, acme, as_sam):
    with tenant_context(acme):
        empty = draft(as_sam)
        empty.lines.all().delete()

    page = words(desk.get(address(empty)))

    assert ('name="lines-4-sku"' in page, 'name="lines-5-sku"' in page) == (True, False)


def test_sheet_can_be_given_more_rows_without_script(desk, acme, quote):
    page = words(desk.post(address(quote), {**typed(quote, row(sku="KEPT-AS-TYPED")), "then": "more"}))

    assert "KEPT-AS-TYPED" in page
    assert 'name="lines-5-sku"' in page
    assert only_line(acme, quote).quantity == 3


@pytest.mark.parametrize(
    ("typed_price", "amount"),
    [
        ("1 499,00", "1499.00"),
        ("1\u202f499,00", "1499.00"),
        ("1,499.00", "1499.00"),
        ("479.5", "479.50"),
        ("€12", "12.00"),
    ],
)
def test_price_is_read_however_people_write_it(desk, acme, quote, typed_price, amount):
    desk.post(address(quote), typed(quote, row(unit_price=typed_price)))

    assert only_line(acme, quote).unit_price_amount == Decimal(amount)


def test_sku_of_the_stock_fills_what_was_left_open(desk, acme, quote):
    article = stock()
    desk.post(address(quote), typed(quote, {"sku": article.sku, "quantity": "4"}))

    line = only_line(acme, quote)
    assert (line.description, line.stock_id) == (article.title_en, article.pk)
    assert (line.unit_cost_amount, line.unit_price_amount) == (article.unit_cost_amount, article.unit_price_amount)


def test_what_is_typed_wins_over_the_stock(desk, acme, quote):
    desk.post(address(quote), typed(quote, {"sku": stock().sku, "quantity": "4", "unit_price": "1,00"}))

    assert only_line(acme, quote).unit_price_amount == Decimal("1.00")


def test_empty_rows_and_removed_ones_are_no_lines(desk, acme, quote):
    rows = [row(), dict.fromkeys(row(), ""), row(sku="GONE", DELETE="on"), row(sku="LAST", discount_percent="5 %")]

    desk.post(address(quote), typed(quote, *rows))

    lines = now_of(acme, quote).lines.all()
    assert sorted((line.sku, line.discount_percent) for line in lines) == [
        ("LAST", Decimal("5.00")),
        ("SERVICE-1", Decimal("0.00")),
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"unit_price": "abc"}, "“abc” is not an amount"),
        ({"unit_price": "1,499"}, "can be read in two ways"),
        ({"unit_price": "-3"}, "Prices are zero or more."),
        ({"quantity": "many"}, "“many” is not a whole number."),
        ({"quantity": "0"}, "The quantity is one or more"),
        ({"quantity": ""}, "How many?"),
        ({"discount_percent": "101"}, "A discount is 0 to 100 per cent."),
        ({"unit_cost": ""}, "What does one cost us?"),
        ({"sku": ""}, "Give the line an article number"),
        ({"description": ""}, "Describe what is sold"),
    ],
)
def test_wrong_cell_is_named_and_nothing_is_lost(desk, acme, quote, cells, message):
    response = desk.post(address(quote), typed(quote, row(**cells), title="Kept as typed"))

    assert response.status_code == 422
    assert message in words(response).replace("&#x27;", "'")
    assert "Kept as typed" in words(response)
    assert 'aria-invalid="true"' in words(response)
    assert only_line(acme, quote).quantity == 3


def test_last_day_that_is_over_is_refused_beside_the_field(desk, quote):
    yesterday = (today() - dt.timedelta(days=1)).isoformat()

    response = desk.post(address(quote), typed(quote, row(), valid_until_on=yesterday))

    assert response.status_code == 422
    assert "This day is over" in words(response)


def test_what_somebody_else_saved_is_not_overwritten(desk, acme, quote):
    mine = typed(quote, row(sku="MINE"))
    desk.post(address(quote), typed(quote, row(sku="THEIRS")))

    response = desk.post(address(quote), mine)

    assert response.status_code == 422
    assert "Somebody saved this quote in the meantime" in words(response)
    assert only_line(acme, quote).sku == "THEIRS"


def test_saved_zero_and_round_discount_come_back_as_they_were(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, line_of(stock(), unit_cost=Decimal(0), discount_percent=Decimal(10)))

    page = words(desk.get(address(quote)))

    assert ('value="0.00"' in page, 'value="10"' in page) == (True, True)


def test_page_shows_the_margin(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, line_of(stock(), quantity=10, unit_cost=Decimal(75), unit_price=Decimal(100)))

    page = words(desk.get(address(quote)))

    assert ("€250.00" in page, page.count("25.0%")) == (True, 2)


def test_rows_show_their_totals_before_any_script_runs(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, line_of(stock(), quantity=3, unit_price=Decimal("1234.50"), discount_percent=Decimal(50)))

    assert "€1,851.75" in words(desk.get(address(quote)))


def test_cell_tells_whether_it_holds_what_the_stock_says(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, line_of(stock(), unit_price=Decimal("1.00")))

    (first, *_) = desk.get(address(quote)).context["rows"]

    assert first.from_stock == {"description", "unit_cost"}


def test_article_that_is_sold_out_shows_a_zero(desk, acme, as_sam):
    article = stock()
    with tenant_context(acme):
        quote = draft(as_sam, line_of(article, quantity=1))
    StockOffer.objects.filter(pk=article.pk).update(reserved_quantity=article.quantity)

    assert 'data-available="0"' in words(desk.get(address(quote)))


def test_more_than_the_stock_has_is_marked(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, line_of(stock(), quantity=100_000))

    assert "fewer than on this line" in words(desk.get(address(quote)))


def test_preview_is_what_the_customer_reads(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(
            as_sam, line_of(stock(), unit_cost=Decimal("123.45")), internal_note="CANARY", customer_note="Dear Alice"
        )

    page = words(desk.get(address(quote, "preview/")))

    assert [text in page for text in ("Dear Alice", "123.45", "CANARY")] == [True, False, False]


def test_sending_saves_what_was_typed_first(desk, acme, quote):
    desk.post(address(quote), {**typed(quote, row()), "then": "send"})

    sent_quote = now_of(acme, quote)
    assert (sent_quote.state, only_line(acme, quote).sku) == (QuoteState.SENT, "SERVICE-1")


def test_sending_without_script_shows_once_more_what_goes_to_whom(desk, acme, quote):
    response = desk.post(address(quote), {**typed(quote, row()), "then": "review"}, follow=True)

    assert response.redirect_chain == [(address(quote, "send/"), 302)]
    assert "Send to Acme Industrie (fictitious)?" in words(response)
    assert now_of(acme, quote).state == QuoteState.DRAFT


def test_second_click_on_send_is_harmless(desk, acme, quote):
    desk.post(address(quote, "send/"))

    response = desk.post(address(quote, "send/"), follow=True)

    assert (response.status_code, now_of(acme, quote).state) == (200, QuoteState.SENT)


def test_sending_an_empty_quote_says_what_is_missing(desk, acme, quote):
    response = desk.post(address(quote), {**typed(quote), "then": "send"}, follow=True)

    assert "Add at least one line before sending." in words(response)
    assert now_of(acme, quote).state == QuoteState.DRAFT


def test_sent_quote_cannot_be_saved_over(desk, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam)

    response = desk.post(address(quote), typed(quote, row()))

    assert response.status_code == 422
    assert "has been sent and is frozen" in words(response)


def test_sent_quote_is_shown_with_cost_margin_and_internal_note(desk, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam, line_of(stock(), unit_cost=Decimal("123.45"), quantity=1), internal_note="Keep them happy")

    page = words(desk.get(address(quote)))

    assert [text in page for text in ("€123.45", "Keep them happy", "Withdraw…", "lines-0-sku")] == [
        True,
        True,
        True,
        False,
    ]


def test_withdrawing_needs_a_reason(desk, acme, quote):
    assert desk.post(address(quote, "withdraw/"), {}).status_code == 422
    assert now_of(acme, quote).state == QuoteState.DRAFT


def test_withdrawn_quote_can_no_longer_be_sent(desk, acme, quote):
    desk.post(address(quote, "withdraw/"), {"reason": "Asked twice"})
    desk.post(address(quote, "send/"))

    assert now_of(acme, quote).state == QuoteState.WITHDRAWN
    assert "Asked twice" in words(desk.get(address(quote)))


@pytest.mark.parametrize("question", ["send/", "withdraw/"])
def test_question_that_was_answered_leads_back_to_the_quote(desk, quote, question):
    desk.post(address(quote, "withdraw/"), {"reason": "Asked twice"})

    assert desk.get(address(quote, question))["Location"] == address(quote)


def test_who_may_not_build_reads_and_changes_nothing(desk_of_nina, acme, quote):
    page = words(desk_of_nina.get(address(quote)))

    assert (quote.reference in page, "lines-0-sku" in page) == (True, False)
    assert desk_of_nina.post(address(quote), typed(quote, row())).status_code == 403
    assert desk_of_nina.post("/o/acme/quotes/new/").status_code == 403
    for page in ("send/", "withdraw/"):
        assert desk_of_nina.post(address(quote, page), {"reason": "x"}).status_code == 403
    assert now_of(acme, quote).state == QuoteState.DRAFT


def test_quote_of_another_case_does_not_exist(desk, quote):
    for page in ("", "preview/", "send/", "withdraw/"):
        assert desk.get(f"/o/rosa-parks/quotes/{quote.pk}/{page}").status_code == 404


def test_broken_management_of_the_sheet_is_refused_not_an_error(desk, quote):
    data = {name: value for name, value in typed(quote, row()).items() if not name.endswith("_FORMS")}

    assert desk.post(address(quote), data).status_code == 422


def test_pages_make_the_same_queries_for_one_line_and_for_many(desk, acme, as_sam):
    counts = {}
    for lines in (1, 30):
        with tenant_context(acme):
            quote = draft(as_sam, *[line_of(stock(), quantity=1)] * lines)
        for name, ask in {
            "sheet": lambda: desk.get(address(quote)),  # noqa: B023 - called at once
            "preview": lambda: desk.get(address(quote, "preview/")),  # noqa: B023
            "save": lambda: desk.post(address(quote), typed(quote, *[row()] * lines)),  # noqa: B023
        }.items():
            with queries() as ran:
                assert ask().status_code < 400
            counts.setdefault(name, []).append(len(ran))

    assert all(few == many <= 25 for few, many in counts.values()), counts
