"""What devices would bring, for anybody: answered within the request, and nothing of it kept."""

import functools
import gc
import logging
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import PriceBook
from cms.estimate.views import MOST_AN_HOUR, MOST_BYTES
from fleet.intake.pasted import MOST_ROWS
from tenants.models import SignUpRequest
from tests.catalogue.smallest_offers import ask_for
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db

EMPTY = {"line-TOTAL_FORMS": "3", "line-INITIAL_FORMS": "0"}
LIST = "Model\tStorage\tCondition\tQuantity\nApple iPhone 13\t128 GB\tB\t25"
COUNTER = "portal_cache"  # where it is counted how often a network asked
SERIAL, IMEI, PERSON = "F2LXK1QQQQ77", "356938035643809", "Zéphyrine Quatrevaux"


def ask(site, rows="", language="en", **lines):
    return site.post(f"/{language}/estimate/", {**EMPTY, "rows": rows, **lines})


def line(number=0, *, model="Apple iPhone 13", quantity="1", storage="", condition=""):
    said = {"model": model, "quantity": quantity, "storage": storage, "condition": condition}
    return {f"line-{number}-{name}": value for name, value in said.items()}


def found(answer):
    return answer.context["found"].figures


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_it_works(site):
    answer = ask(site, LIST)

    assert answer.status_code == 200
    assert found(answer).units == 25
    assert found(answer).low == found(answer).high > 0
    assert "Probably €" in text_of(answer)
    assert "With 25 devices more, a bonus of 1%" in text_of(answer)


def test_list_that_is_too_small_for_an_offer_says_what_is_missing(site):
    ask_for({"category": "*", "min_units": 30})

    assert "We make an offer from 30 devices on: 5 more devices are needed." in text_of(ask(site, LIST))


def test_list_and_lines_are_one_collection(site):
    answer = ask(site, LIST, **line(quantity="30", storage="128", condition="B"))

    (one,) = found(answer).kinds
    assert one.kind.units == 55
    assert "lot_bonus:50" in {step.rule_id for step in one.least.steps}


def test_what_is_not_said_is_a_range_with_the_answers_that_narrow_it(site):
    answer = ask(site, **line(quantity="10"))

    assert found(answer).low < found(answer).high
    assert {said.code for said in found(answer).answers} == {"condition", "storage"}
    assert "Probably between" in text_of(answer)
    assert "The storage of 10 devices: narrows the range by up to €" in text_of(answer)


def test_every_answer_makes_the_range_narrower(site):
    unsaid = found(ask(site, **line()))
    condition_said = found(ask(site, **line(condition="B")))
    all_said = found(ask(site, **line(condition="B", storage="128")))

    assert unsaid.high - unsaid.low > condition_said.high - condition_said.low > all_said.high - all_said.low
    assert unsaid.low <= all_said.low <= all_said.high <= unsaid.high


def test_unknown_model_and_rows_without_one_are_named(site):
    answer = ask(site, "Model;Quantity\nSmartphone Bleu;7\n;3\nApple iPhone 13;many\nApple iPhone 13;2")

    page = text_of(answer)
    assert found(answer).units == 2
    assert "Smartphone Bleu (7): we do not recognise this model" in page
    assert "1 row names no model" in page
    assert "1 row has no quantity that we can count" in page


def test_leased_and_personal_devices_are_counted_apart(site):
    rows = "Model,Quantity,Ownership\nApple iPhone 13,2,corporate\nApple iPhone 13,5,leased\nApple iPhone 13,1,personal"

    answer = ask(site, rows)

    assert found(answer).units == 2
    assert "6 devices are leased, personal or funded" in text_of(answer)


def test_locked_devices_bring_nothing_yet_and_it_is_said(site):
    answer = ask(site, "Model,Storage,Condition,Activation lock\nApple iPhone 13,128 GB,B,enabled")

    assert (found(answer).high, found(answer).withheld > 0) == (0, True)
    assert "more once their locks are removed" in text_of(answer)


def test_answer_is_in_french(site):
    answer = ask(site, "Modèle;Capacité;Quantité\niPhone 13;128 Go;25", language="fr")

    page = text_of(answer)
    assert "Probablement entre" in page
    assert "état non précisé" in page
    assert "Demander un compte" in page


@pytest.mark.parametrize("above", ["", "Inventory of our devices\n\n"])
@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_any_delimiter_and_a_title_above_are_read(site, delimiter, above):
    answer = ask(site, above + LIST.replace("\t", delimiter))

    assert found(answer).units == 25


def test_nothing_of_a_list_is_kept(site, settings, caplog, db):
    rows = (
        "Serial number\tIMEI\tUser\tRemarks\tModel\tQuantity\n"
        f"{SERIAL}\t{IMEI}\t{PERSON}\t{SERIAL} broken\tApple iPhone 13\t1"
    )
    before = _rows_by_table()

    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as asked:
        answer = ask(site, rows)

    assert found(answer).units == 1
    del rows
    secrets = (SERIAL, IMEI, PERSON)
    assert not [secret for secret in secrets if secret in answer.content.decode()]
    assert not [secret for secret in secrets if secret in caplog.text]
    assert not [query["sql"] for query in asked if any(secret in query["sql"] for secret in secrets)]
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in written if COUNTER not in sql]
    assert _rows_by_table() == before
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert not answer.cookies.get("sessionid")
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_no_memory_of_the_process_holds_a_serial_number(site):
    mixed = "qzx-77/kk 31"  # one that folding words would remember
    name = "iPhone 13 of this very test"

    ask(site, f"Serial number\tUser\tModel\tQuantity\n{mixed}\t{PERSON}\t{name}\t1")

    remembered = " ".join(_remembered_texts())
    assert name in remembered
    assert mixed not in remembered
    assert PERSON not in remembered


_HOLDERS = (str, dict, list, tuple)


def _remembered_texts():
    """Every text that a function with a memory holds."""
    held = [thing for thing in gc.get_objects() if type(thing) is functools._lru_cache_wrapper]
    seen, depth = set(), 6
    for _step in range(depth):
        new = [one for one in gc.get_referents(*held) if id(one) not in seen and type(one) in _HOLDERS]
        seen |= {id(one) for one in new}
        yield from (one for one in new if isinstance(one, str))
        held = [one for one in new if not isinstance(one, str)]


def _rows_by_table():
    tables = set(connection.introspection.table_names()) - {COUNTER}
    with connection.cursor() as cursor:
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("x" * 5_000, "We found no row with column names"),
        ("Serial number\tQuantity\nABC123456\t2", "No column of this list says which models they are"),
        ("Model\tStorage\tQuantity", "Nothing stands below the column names"),
        ('Model;Quantity\n"' + "iPhone 13;2\n" * 20_000, "A quotation mark in this list is never closed"),
        ("Model\tQuantity\n" + "iPhone 13\t1\n" * (MOST_ROWS + 1), "This list has more than 2000 rows"),
    ],
)
def test_text_that_is_no_list_gets_a_sentence_beside_the_field(site, rows, sentence):
    answer = ask(site, rows)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


@pytest.mark.parametrize(
    "quantity", ["0", "-3", "1000000000", "2.5", "many", "=1+1", "９９９９９９９９", "1e3", "٣٣٣٣٣٣"]
)
def test_impossible_quantity_is_left_out_and_said(site, quantity):
    answer = ask(site, f"Model\tQuantity\nApple iPhone 13\t{quantity}\nApple iPhone 13\t2")

    assert found(answer).units == 2
    assert "1 row has no quantity that we can count" in text_of(answer)


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "{{ 7|add:7 }}%(units)s",
        "a" * 300,
        "iPhone\x00 13\x0b",
        "\u202eenohPi",
        "Ì" * 300,
    ],
)
def test_hostile_name_is_text(site, name):
    answer = ask(site, f"Model\tQuantity\n{name}\t1", **line(model=name[:200].replace("\x00", "")))

    assert answer.status_code in (200, 422)
    assert "<script>alert(1)" not in answer.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"quantity": "0"},
        {"quantity": "1000000000"},
        {"quantity": "two"},
        {"storage": "131"},
        {"condition": "E"},
        {"model": "", "quantity": "5"},
        {"model": "x" * 201},
    ],
)
def test_wrong_line_gets_a_sentence_beside_its_field(site, said):
    answer = ask(site, **line(**said))

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_empty_question_says_what_to_do(site):
    answer = ask(site)

    assert answer.status_code == 422
    assert "Name at least one model, or paste a list." in text_of(answer)


def test_list_of_ten_megabytes_is_refused_before_it_is_read(site):
    answer = ask(site, "Model\n" + "iPhone 13\n" * (MOST_BYTES // 2))

    assert answer.status_code == 413
    assert "larger than 2 MB" in text_of(answer)


def test_file_beside_the_form_is_not_kept(site, settings, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(LIST)

    with file.open() as opened:
        answer = site.post("/en/estimate/", {**EMPTY, "rows": LIST, "file": opened})

    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES


def test_too_many_lists_from_one_network_are_refused_with_a_sentence(site):
    for _time in range(MOST_AN_HOUR):
        ask(site)

    answer = ask(site, LIST)

    assert answer.status_code == 429
    assert "Try again in an hour" in text_of(answer)


def test_more_lines_keep_what_was_typed(site):
    answer = ask(site, more="1", **line(quantity="7"))

    page = answer.content.decode()
    assert 'name="line-5-model"' in page
    assert 'value="Apple iPhone 13"' in page
    assert 'value="7"' in page


@pytest.mark.parametrize("total", ["1000000000", "-1", "x", ""])
def test_forged_number_of_lines_is_no_error_of_ours(site, total):
    for more in ({}, {"more": "1"}):
        answer = site.post("/en/estimate/", {"line-TOTAL_FORMS": total, "line-INITIAL_FORMS": "9", **more})

        assert answer.status_code in (200, 422)
        assert answer.content.decode().count("-model") < 1_000


def test_form_without_its_token_is_refused(db):
    strict = HostClient()
    strict.handler.enforce_csrf_checks = True

    assert ask(strict, LIST).status_code == 403


def test_without_prices_it_is_said(site, now):
    PriceBook.objects.published().update(
        status=PriceBook.Status.RETIRED, retired_at=now, retired_by_id="1", retired_by_name="Paula"
    )

    answer = ask(site, LIST)

    assert answer.status_code == 503
    assert "We have no prices to tell today" in text_of(answer)


def test_sign_up_at_the_end_does_not_carry_the_list(site):
    page = ask(site, LIST).content.decode()

    assert 'href="/en/sign-up/"' in page
    assert not SignUpRequest.objects.exists()


def test_home_leads_to_it(site):
    assert 'href="/en/estimate/"' in site.get("/en/").content.decode()
    assert 'href="/fr/estimate/"' in site.get("/fr/").content.decode()


def test_queries_do_not_grow_with_the_list(site):
    names = ("Apple iPhone 13", "Apple iPhone 12", "Apple iPhone 11", "Samsung Galaxy S21", "Smartphone Bleu")
    ask(site, LIST)
    counts = []
    for number in (1, 5):
        with CaptureQueriesContext(connection) as asked:
            ask(site, "Model\n" + "\n".join(names[:number]))
        counts.append(len([query for query in asked if not query["sql"].startswith("SET ")]))

    assert counts[0] == counts[1]
