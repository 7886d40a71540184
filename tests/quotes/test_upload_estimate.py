"""What an uploaded list would bring before it is imported, and what an answer would add to that."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import PriceBook
from fleet.actions.answers import answer_rows
from fleet.actions.corrections import correct_row
from fleet.actions.model_names import name_model
from fleet.actions.uploads import commit_upload
from fleet.intake.answers import Answer
from fleet.keeping import Keep
from fleet.models import Device, Upload
from fleet.sum_up import roughly
from fleet.tasks import give_up_answers
from quotes.models import FleetEstimate
from quotes.upload_estimate import median_of
from tenants.jobs import JobFailed, JobRun, NoPulse, run_job_here
from tenants.models import Job
from tenants.outbox import drain_outbox
from tests.catalogue.queries import queries
from tests.deals import offer_for, run_what_follows
from tests.fleet.test_importing import imported, upload_of
from tests.fleet.test_views_uploads import checked, page

pytestmark = pytest.mark.django_db

HEADERS = "Serial number,Manufacturer,Model,Storage,Ownership,Condition"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEADERS, *rows]).encode()


def phone(number: int, storage: str = "128 GB", owner: str = "", condition: str = "") -> str:
    return f"F2LXK1AAAA{number:02},Apple,iPhone 13,{storage},{owner},{condition}"


def unnamed(number: int, model: str = "Smartphone Bleu") -> str:
    return f"PHONE{number:04},Acme,{model},,,"


def estimated(content: bytes, by, at) -> Upload:
    upload = upload_of(content, by, at)
    run_what_follows()
    upload.refresh_from_db()
    return upload


def amount(upload: Upload, name: str) -> Decimal:
    return Decimal(upload.estimate[name])


def test_it_works(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1), phone(2)), as_alice, now)

    assert upload.estimate["currency"] == "EUR"
    assert amount(upload, "low") == amount(upload, "high") > 0
    assert (upload.estimate["unpriced"], upload.estimate["answers"]) == ("0", "0")


def test_figure_is_that_of_the_offer_once_it_is_imported(in_acme, as_alice, now):
    rows = [phone(1), phone(2, condition="A"), phone(3, "256 GB"), phone(4, owner="Personal"), unnamed(5)]
    upload = estimated(sheet(*rows), as_alice, now)

    run_job_here(commit_upload(upload=upload, by=as_alice, at=now))

    assert amount(upload, "low") == offer_for(list(Device.objects.free()), as_alice).total_amount


def test_unknown_storage_makes_a_range(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1, "")), as_alice, now)

    assert 0 < amount(upload, "low") < amount(upload, "high")


def test_rows_that_are_not_for_sale_are_not_counted(in_acme, as_alice, now):
    alone = estimated(sheet(phone(1)), as_alice, now)
    beside = estimated(sheet(phone(1), phone(2, owner="Personal"), phone(3, owner="Leased"), phone(1)), as_alice, now)

    assert beside.estimate == alone.estimate


def test_list_that_knows_less_is_worth_what_the_fleet_knows(in_acme, as_alice, now):
    first = estimated(sheet(phone(1)), as_alice, now)
    run_job_here(commit_upload(upload=first, by=as_alice, at=now))

    second = estimated(b"Serial number,Model,Location\nF2LXK1AAAA01,,Lyon\n", as_alice, now)

    assert second.estimate == first.estimate


def test_device_that_stands_in_an_offer_is_not_offered_twice(in_acme, as_alice, now):
    imported(sheet(phone(1)), as_alice, now)
    offer_for(list(Device.objects.all()), as_alice)

    upload = estimated(sheet(phone(1, condition="A"), phone(2)), as_alice, now)

    assert upload.estimate == estimated(sheet(phone(2)), as_alice, now).estimate


def test_question_raises_it_by_what_devices_of_its_kind_bring(in_acme, as_alice, now):
    phones = estimated(sheet(phone(1)), as_alice, now)

    upload = estimated(sheet(phone(1), unnamed(2), unnamed(3), unnamed(4, "Smartphone Vert 9")), as_alice, now)

    assert (upload.estimate["unpriced"], upload.estimate["answers"]) == ("3", "2")
    assert amount(upload, "raise") == 3 * amount(phones, "low")


def test_question_about_a_kind_that_has_no_price_adds_nothing(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1), unnamed(2, "Laptop Vert")), as_alice, now)

    assert (upload.estimate["unpriced"], upload.estimate["answers"], upload.estimate["raise"]) == ("1", "0", "0")


def test_it_is_worked_out_again_once_a_row_was_put_right(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1), unnamed(2)), as_alice, now)
    before = amount(upload, "low")

    correct_row(
        upload=upload,
        row=upload.rows.get(row_number=3),
        cells={"Manufacturer": "Apple", "Model": "iPhone 13", "Storage": "128 GB"},
        by=as_alice,
        at=now,
    )
    upload.refresh_from_db()
    assert upload.estimate is None
    run_what_follows()

    upload.refresh_from_db()
    assert amount(upload, "low") == 2 * before


def test_it_is_worked_out_again_once_a_model_was_named(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1), unnamed(2)), as_alice, now)

    name_model(maker="Acme", model="Smartphone Bleu", slug="apple-iphone-13", by=as_alice, at=now)
    run_what_follows()

    upload.refresh_from_db()
    assert upload.estimate["unpriced"] == "0"


def test_kept_rows_have_a_figure_of_their_own(in_acme, as_alice, now):
    upload = estimated(sheet(phone(1), phone(2, "lots"), ",Apple,iPhone 13,,,"), as_alice, now)

    commit_upload(upload=upload, by=as_alice, at=now, keep=Keep.QUESTIONS)
    run_what_follows()

    assert amount(upload.parts_kept.get(), "high") > 0


def test_it_is_worked_out_though_rows_were_in_hand_meanwhile_and_given_up(in_acme, as_alice, now):
    upload = upload_of(sheet(phone(1, owner="Personal"), phone(2)), as_alice, now)
    job = answer_rows(upload=upload, answers=[Answer(code="personal_device", text="yes")], by=as_alice, at=now)
    drain_outbox(at=now)
    run_job_here(Job.objects.get(kind="quotes.estimate_upload"))
    upload.refresh_from_db()
    assert upload.estimate is None

    run = JobRun(job_id=job.pk, organisation=in_acme, arguments=job.arguments, by=as_alice, at=now, pulse=NoPulse())
    give_up_answers(run, JobFailed("held", "The rows were not read again."))
    job.delete()
    run_what_follows()

    upload.refresh_from_db()
    assert amount(upload, "low") > 0


def test_without_prices_nothing_is_said_and_nothing_waited_for(in_acme, acme_portal, as_alice, now):
    PriceBook.objects.update(status="retired", retired_at=now, retired_by_name="Nobody")

    upload = estimated(sheet(phone(1)), as_alice, now)

    assert upload.estimate == {}
    assert "would bring" not in page(acme_portal, f"/fleet/uploads/{upload.pk}/")


def test_queries_do_not_grow_with_the_rows(in_acme, as_alice, now):
    upload = upload_of(sheet(*(phone(number) for number in range(60)), unnamed(1)), as_alice, now)

    with queries() as ran:
        run_what_follows()

    assert sum("fleet_uploadrow" in sql for sql in ran) == 1
    assert Upload.objects.get(pk=upload.pk).estimate
    assert not FleetEstimate.objects.exists()


def test_page_waits_for_the_figure_and_then_says_it(in_acme, acme_portal):
    address = checked(acme_portal, sheet(phone(1), phone(2, ""), unnamed(3)))
    awaited = page(acme_portal, address)
    assert "What it would bring is being worked out…" in awaited
    assert f'hx-get="{address}sum-up/"' in awaited

    run_what_follows()

    said = page(acme_portal, f"{address}sum-up/")
    assert "hx-get" not in said
    assert "3 devices are yours. What is yours would bring about €" in said
    assert "1 of yours has no price yet. 1 model to name may raise it by about €" in said


def test_it_is_said_in_french(in_acme, acme_portal, alice):
    address = checked(acme_portal, sheet(phone(1), unnamed(3)))
    run_what_follows()
    type(alice).objects.filter(pk=alice.pk).update(language="fr")

    assert "Ce qui est à vous rapporterait environ" in page(acme_portal, f"{address}sum-up/")


def test_sum_up_of_another_organisation_is_not_found(in_acme, acme_portal, globex_portal):
    address = checked(acme_portal, sheet(phone(1)))

    assert globex_portal.get(f"{address}sum-up/").status_code == 404


@given(st.lists(st.tuples(st.decimals(1, 999, places=0), st.integers(1, 9)), min_size=1))
def test_median_is_the_middle_of_what_is_counted(counted):
    every = sorted(amount for amount, count in counted for _ in range(count))

    assert median_of(counted) == every[(len(every) - 1) // 2]


@pytest.mark.parametrize(
    ("amount", "shown"), [("312846.50", "313000"), ("98.40", "98"), ("1284", "1280"), ("0", "0"), ("999.6", "1000")]
)
def test_estimate_is_shown_with_three_digits(amount, shown):
    assert roughly(Decimal(amount)) == Decimal(shown)
