import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import connection, transaction

from invoices.numbering import GivenNumber, NumberOutOfTime, next_number
from tenants.models import LegalEntity, NumberSeries

TODAY = date(2026, 11, 23)


def make_entity(name: str = "Numbering SAS (fictitious)") -> LegalEntity:
    return LegalEntity.objects.create(
        name=name,
        legal_form="SAS",
        capital_amount=Decimal("1000"),
        rcs_city="Paris",
        siren="999000003",
        siret="99900000300015",
        vat_number="FR42999000003",
        address_line="1 rue de l’Exemple",
        postcode="75000",
        city="Paris",
        iban="FR7699999999990000000000153",
        bic="EXMPFRPPXXX",
        email="accounts@renew.example",
        is_active=False,
    )


@pytest.fixture
def entity(db) -> LegalEntity:
    return make_entity()


@pytest.fixture
def committed_entity(django_db_setup, django_db_blocker) -> Iterator[LegalEntity]:
    """An entity that other connections see; removed with its series after the test."""
    with django_db_blocker.unblock():
        entity = make_entity("Numbering in parallel SAS (fictitious)")
        yield entity
        NumberSeries.objects.filter(legal_entity=entity).delete()
        entity.delete()
        connection.close()


def give(entity, *, on=TODAY, series="FA") -> GivenNumber:
    return next_number(legal_entity=entity, series=series, on=on)


def test_it_works(entity):
    assert give(entity) == GivenNumber(number="FA-2026-000001", issued_on=TODAY)


def test_numbers_follow_one_another(entity):
    assert [give(entity).number for _ in range(3)] == ["FA-2026-000001", "FA-2026-000002", "FA-2026-000003"]


def test_series_entities_and_years_count_apart(entity):
    other = make_entity("Other SAS (fictitious)")
    give(entity)

    assert give(entity, series="AV").number == "AV-2026-000001"
    assert give(other).number == "FA-2026-000001"
    assert give(entity, on=date(2027, 1, 1)).number == "FA-2027-000001"


def test_number_outside_of_a_transaction_is_refused(committed_entity):
    with pytest.raises(RuntimeError, match="transaction"):
        give(committed_entity)


def test_date_before_the_last_one_is_refused(entity):
    give(entity, on=TODAY)

    with pytest.raises(NumberOutOfTime, match="2026-11-23"):
        give(entity, on=date(2026, 11, 21))


def test_worker_that_midnight_overtook_issues_on_the_new_day(entity):
    give(entity, on=date(2026, 11, 24))

    assert give(entity, on=TODAY) == GivenNumber(number="FA-2026-000002", issued_on=date(2026, 11, 24))


def test_worker_that_new_year_overtook_continues_the_new_year(entity):
    give(entity, on=date(2026, 12, 31))
    give(entity, on=date(2027, 1, 1))

    assert give(entity, on=date(2026, 12, 31)) == GivenNumber(number="FA-2027-000002", issued_on=date(2027, 1, 1))


def test_old_year_is_closed_once_a_new_one_has_begun(entity):
    give(entity, on=date(2027, 1, 5))

    with pytest.raises(NumberOutOfTime):
        give(entity, on=date(2026, 12, 31))


def test_rolled_back_number_is_given_again(entity):
    with transaction.atomic():
        give(entity)
        transaction.set_rollback(True)

    assert give(entity).number == "FA-2026-000001"


def test_twenty_parallel_issuers_of_which_some_fail_leave_no_gap(committed_entity):
    kept: list[str] = []
    errors: list[BaseException] = []
    start = threading.Barrier(20)

    def issue(seed: int) -> None:
        random = Random(seed)
        try:
            start.wait(timeout=30)
            for _round in range(5):
                _issue_once(committed_entity, kept, fails=random.random() < 0.4, pause=random.random() / 200)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=[seed]) for seed in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
    assert 20 < len(kept) < 100
    assert sorted(kept) == [f"FA-2026-{number:06d}" for number in range(1, len(kept) + 1)]
    assert NumberSeries.objects.get(legal_entity=committed_entity).last_number == len(kept)


class _PrinterOnFire(Exception):
    pass


def _issue_once(entity: LegalEntity, kept: list[str], *, fails: bool, pause: float) -> None:
    try:
        with transaction.atomic():
            number = give(entity).number
            threading.Event().wait(pause)
            if fails:
                raise _PrinterOnFire
    except _PrinterOnFire:
        return
    kept.append(number)
