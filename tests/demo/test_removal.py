"""Removing the demonstration leaves nothing of it, and everything else as it was."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from b2b_portal.demo import removal
from b2b_portal.demo.cast import COMPANY, PEOPLE, SIGN_UP
from b2b_portal.demo.ownership import NotTheDemo
from catalogue.models import DeviceModel, PriceBook, Reconditioner, StockOffer
from invoices.numbering import COMMERCIAL_SERIES
from tenants.actions import add_member, create_organisation
from tenants.actor import SYSTEM, Actor
from tenants.jobs import run_job_here
from tenants.models import AccessLog, LegalEntity, NumberSeries, Organisation, SignUpRequest, StaffAssignment, User
from tenants.selling_company import set_selling_company
from tenants.sign_up import request_sign_up
from tests import database
from tests.demo.conftest import run
from tests.isolation.canary import Canary, make_canary

REAL_COMPANY = {**COMPANY, "name": "Real Reprise SAS", "country": "FR"}


def make_initech(**details: str) -> Organisation:
    organisation, job = create_organisation(
        name="Initech", kind="company", slug=details.pop("slug", "initech"), country="FR", by=SYSTEM,
        at=timezone.now(), **details,
    )  # fmt: skip
    run_job_here(job)
    organisation.refresh_from_db()
    return organisation


@pytest.fixture
def initech(db) -> Organisation:
    """An organisation of the portal's own."""
    return make_initech()


def remove(**options: bool) -> removal.Removed:
    connection.check_constraints()  # what the test has written in this same transaction
    return removal.remove_demo(at=timezone.now(), **options)


def words_of_the_demo() -> list[str]:
    people = User.objects.filter(email__in=[person.email for person in PEOPLE])
    organisations = Organisation.objects.filter(slug__in=["acme", "rosa-parks", "globex"])
    return [
        *(str(value) for row in organisations.values_list("pk", "schema_name", "name") for value in row),
        *(str(value) for row in people.values_list("pk", "email", "full_name") for value in row),
        SIGN_UP["email"],
    ]


def tables_that_hold(words: list[str]) -> set[str]:
    """Public tables with a row in which one of the words stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = set()
        for table in tables:
            patterns = [f"%{word}%" for word in words]
            cursor.execute(f'SELECT EXISTS (SELECT FROM public."{table}" t WHERE t::text LIKE ANY(%s))', [patterns])
            if cursor.fetchone() == (True,):
                found.add(table)
    return found


def test_it_works(db):
    removed = remove()

    assert removed.counts["organisations"] == 3
    assert removed.counts["people"] == len(PEOPLE)
    assert not Organisation.objects.exists()


def test_loaded_and_removed_leaves_nothing_and_can_be_loaded_again(django_db_setup, django_db_blocker, stored_files):
    with django_db_blocker.unblock(), database.another_copy():
        run("demo_remove", "--yes")
        initech = make_initech()
        before = Canary(slug="initech").fingerprint()
        run("demo_load")
        words = words_of_the_demo()
        schemas = list(Organisation.objects.exclude(pk=initech.pk).values_list("schema_name", flat=True))
        assert {"tenants_organisation", "tenants_user", "tenants_job", "tenants_verifycode"} <= tables_that_hold(words)
        assert len(list(stored_files.iterdir())) == 3

        said = run("demo_remove", "--yes")

        assert "3 organisations" in said
        assert "files" in said
        assert tables_that_hold([*words, *schemas]) == set()
        assert not set(schemas) & set(connection.introspection.table_names())
        assert list(stored_files.iterdir()) == []
        assert Canary(slug="initech").fingerprint() == before
        assert not StockOffer.objects.exclude(reserved_quantity=0).exists()
        assert run("demo_remove", "--yes") == "There is no demonstration here: nothing was removed.\n"
        assert "history is written" in run("demo_load")


def test_second_removal_says_that_there_is_nothing(db):
    remove()

    assert run("demo_remove", "--yes") == "There is no demonstration here: nothing was removed.\n"


def test_schemas_are_gone(db):
    schemas = set(Organisation.objects.values_list("schema_name", flat=True))

    remove()

    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        assert not schemas & {name for (name,) in cursor.fetchall()}


def test_access_log_of_the_demo_goes_though_it_is_append_only(acme, sam, initech):
    for organisation in (acme, initech):
        AccessLog.objects.create(
            organisation=organisation,
            by_id=str(sam.pk),
            by_name="Sam",
            by_role="",
            action="x",
            path="/",
            at=timezone.now(),
        )

    remove()

    assert list(AccessLog.objects.values_list("organisation__slug", flat=True)) == ["initech"]


def test_access_log_is_append_only_again_afterwards(db, initech):
    remove()
    AccessLog.objects.create(
        organisation=initech, by_id="", by_name="", by_role="", action="x", path="/", at=timezone.now()
    )

    with pytest.raises(Exception, match="Cannot update or delete"):
        AccessLog.objects.all().delete()


def test_session_of_a_demo_person_ends_and_others_stay(alice):
    for user in (alice.pk, "somebody"):
        session = SessionStore()
        session["_auth_user_id"] = str(user)
        session.save()

    removed = remove()

    assert removed.counts["sessions"] == 1


def test_real_person_in_a_demo_organisation_stays_a_person(acme):
    visitor = User.objects.create_user("visitor@initech.example", full_name="Visitor")
    add_member(organisation=acme, user=visitor, role="viewer")

    remove()

    assert User.objects.get() == visitor


def test_catalogue_prices_and_stock_stay(db):
    remove()

    assert DeviceModel.objects.exists()
    assert PriceBook.objects.published().exists()
    assert StockOffer.objects.available().exists()


def test_all_takes_catalogue_prices_and_stock_and_what_is_left_can_be_filled_again(db):
    remove(everything=True)

    assert not any(table.objects.exists() for table in (DeviceModel, PriceBook, StockOffer, Reconditioner))
    run("load_catalogue")
    run("load_prices")
    run("load_stock")
    assert StockOffer.objects.available().exists()


def test_all_is_refused_while_others_use_the_catalogue(initech):
    with pytest.raises(NotTheDemo, match="1 other organisations use the catalogue"):
        remove(everything=True)


def test_stock_that_demo_orders_had_set_aside_is_for_sale_again(acme, as_alice, as_sam, now):
    make_canary(slug="acme", word="ZQX", member=as_alice, manager=as_sam, at=now)
    assert StockOffer.objects.exclude(reserved_quantity=0).exists()

    remove()

    assert not StockOffer.objects.exclude(reserved_quantity=0).exists()


def test_number_series_of_the_invented_company_goes_with_it(acme, as_alice, as_sam, now):
    make_canary(slug="acme", word="ZQX", member=as_alice, manager=as_sam, at=now)
    assert NumberSeries.objects.get(code=COMMERCIAL_SERIES).last_number == 1

    remove()

    assert not NumberSeries.objects.exists()
    assert not LegalEntity.objects.exists()


def test_invented_company_stays_while_others_sell_in_its_name_but_numbers_begin_anew(initech):
    removed = remove()

    assert LegalEntity.objects.get().name == COMPANY["name"]
    assert not NumberSeries.objects.exists()
    assert "selling_company_set" in removed.kept[0]


def test_invented_company_goes_when_a_real_one_has_taken_over(initech):
    set_selling_company(REAL_COMPANY)

    remove()

    assert LegalEntity.objects.get().name == "Real Reprise SAS"


def test_organisation_that_only_has_the_address_is_refused_by_both_commands(acme):
    Organisation.objects.filter(pk=acme.pk).update(siren="552100554", name="Acme SA")

    with pytest.raises(CommandError, match="Acme SA at the address acme is not the demonstration's"):
        run("demo_remove", "--yes")
    with pytest.raises(CommandError, match="Acme SA at the address acme is not the demonstration's"):
        run("demo_load")

    assert Organisation.objects.count() == 3


def test_demo_person_who_is_a_member_elsewhere_is_refused(alice, initech):
    add_member(organisation=initech, user=alice, role="admin")

    with pytest.raises(NotTheDemo, match=r"alice@acme\.example is a member of initech"):
        remove()

    assert Organisation.objects.filter(slug="acme").exists()


def test_demo_person_who_works_for_others_is_refused(sam, initech):
    StaffAssignment.objects.create(user=sam, organisation=initech)

    with pytest.raises(NotTheDemo, match=r"sam@renew\.example works for initech"):
        remove()


def test_real_invoice_in_the_name_of_the_invented_company_is_refused(initech, as_sam, now):
    member = User.objects.create_user("peter@initech.example", full_name="Peter")
    add_member(organisation=initech, user=member, role="admin")
    make_canary(slug="initech", word="ZQX", member=Actor.of(member, role="admin"), manager=as_sam, at=now)

    with pytest.raises(NotTheDemo, match="initech has invoices of Renew Reprise SAS"):
        remove()


def test_demo_invoice_in_the_name_of_a_real_company_is_refused(acme, as_alice, as_sam, now):
    set_selling_company(REAL_COMPANY)
    make_canary(slug="acme", word="ZQX", member=as_alice, manager=as_sam, at=now)

    with pytest.raises(NotTheDemo, match="acme has invoices of a real company"):
        remove()


def test_loading_is_refused_where_a_real_company_sells(db):
    remove()
    set_selling_company(REAL_COMPANY)

    with pytest.raises(CommandError, match="Real Reprise SAS sells and invoices here"):
        run("demo_load")

    assert not Organisation.objects.exists()


def test_loading_over_a_part_of_it_is_refused(db, globex):
    Organisation.objects.filter(pk=globex.pk).update(slug="globex-old")

    with pytest.raises(CommandError, match=r"Only a part of the demonstration is there \(acme, rosa-parks\)"):
        run("demo_load")


def test_invented_sign_up_request_goes_and_a_real_one_stays(db, now):
    request_sign_up(**SIGN_UP, at=now)
    request_sign_up(**{**SIGN_UP, "email": "head@school.example"}, at=now)

    remove()

    assert SignUpRequest.objects.get().email == "head@school.example"


@pytest.mark.parametrize(("answer", "left"), [("no", 3), ("", 3), ("yes", 0)])
def test_command_asks_first(db, monkeypatch, answer, left):
    monkeypatch.setattr("builtins.input", lambda prompt: answer)

    said = run("demo_remove")

    assert "This removes Acme Industrie (fictitious)" in said
    assert Organisation.objects.count() == left


def test_command_without_an_answer_removes_nothing(db, monkeypatch):
    def nobody(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    assert run("demo_remove").endswith("Nothing was removed.\n")


def test_portal_works_without_the_demo(initech, site):
    remove()

    assert site.get("/fr/").status_code == 200
    call_command("check")
