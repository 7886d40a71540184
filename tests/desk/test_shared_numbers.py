"""Two organisations that list the same IMEIs: my day says so to who may see both, and to nobody else."""

import hashlib
import hmac

import pytest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tenants.utils import tenant_context

from b2b_portal.wiring import REACTIONS
from fleet.listed_numbers import list_numbers
from fleet.models import Device
from tenants.actor import SYSTEM
from tenants.jobs import enqueue_job, run_job_here
from tenants.models import AccessLog, Job, ListedNumber, SharedNumbers, StaffAssignment, User
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]

SAID = "Two organisations list the same"
FIRST, SECOND = "356938035643809", "490154203237518"


def listed(organisation, *imeis: str, **facts) -> int:
    with tenant_context(organisation):
        for number, imei in enumerate(imeis):
            make_device(f"{organisation.slug}{number:06}", imei=imei, **facts)
        return list_numbers()


def my_day(desk) -> str:
    return desk.get("/").content.decode()


@pytest.fixture
def sam_sees_both(sam, acme, globex):
    for organisation in (acme, globex):
        StaffAssignment.objects.get_or_create(user=sam, organisation=organisation)


def test_it_works(desk, acme, globex, sam_sees_both):
    listed(acme, FIRST, SECOND)
    listed(globex, FIRST, SECOND)

    page = my_day(desk)

    assert f"{SAID} 2 IMEIs" in page
    assert f'href="/o/{acme.slug}/"' in page
    assert f'href="/o/{globex.slug}/"' in page
    assert FIRST not in page


def test_second_imei_of_a_telephone_counts(desk, acme, globex, sam_sees_both):
    listed(acme, FIRST)
    listed(globex, SECOND, imei2=FIRST)

    assert f"{SAID} IMEI" in my_day(desk)


def test_who_may_see_one_of_them_learns_nothing(desk, acme, globex, sam):
    StaffAssignment.objects.filter(user=sam).exclude(organisation=acme).delete()
    listed(acme, FIRST)
    listed(globex, FIRST)

    assert SharedNumbers.objects.for_organisation(acme).count() == 1
    assert SAID not in my_day(desk)


def test_members_learn_nothing(acme, globex, alice):
    listed(acme, FIRST)
    listed(globex, FIRST)
    portal = HostClient(acme.slug)
    portal.sign_in(alice, "portal", acme)

    pages = [portal.get(address).content.decode() for address in ("/", "/fleet/", "/jobs/")]

    assert not any(SAID in page or "Globex" in page for page in pages)


def test_look_at_both_is_written_down(desk, acme, globex, sam_sees_both):
    listed(acme, FIRST)
    listed(globex, FIRST)

    my_day(desk)

    assert set(AccessLog.objects.values_list("organisation", flat=True)) == {acme.pk, globex.pk}


@pytest.mark.parametrize("facts", [{"owner": "operator"}, {"gone_at": timezone.now(), "gone_by_name": "Alice Martin"}])
def test_device_that_was_sold_or_is_gone_is_no_longer_listed(acme, globex, facts):
    listed(acme, FIRST)
    assert listed(globex, FIRST) == 1

    with tenant_context(acme):
        Device.objects.update(**facts)
        assert list_numbers() == 0

    assert not ListedNumber.objects.for_organisation(acme).exists()
    assert not SharedNumbers.objects.exists()


def test_listing_again_changes_nothing(acme, globex):
    listed(acme, FIRST, SECOND)
    before = set(ListedNumber.objects.values_list("pk", flat=True))

    with tenant_context(acme):
        list_numbers()

    assert set(ListedNumber.objects.values_list("pk", flat=True)) == before


def test_index_holds_keyed_hashes_and_no_numbers(acme):
    listed(acme, FIRST)

    key = salted_hmac("fleet.listed_numbers", "", algorithm="sha256").digest()
    assert bytes(ListedNumber.objects.get().digest) == hmac.new(key, FIRST.encode(), hashlib.sha256).digest()


def test_it_follows_a_change_of_the_fleet_and_its_result_says_nothing(acme, globex):
    listed(globex, FIRST)
    with tenant_context(acme):
        make_device("F2LXK1AAAA01", imei=FIRST)
        job = enqueue_job(
            kind="fleet.list_numbers", organisation_id=acme.pk, arguments={}, by=SYSTEM, at=timezone.now()
        )
        run_job_here(job)

    assert "fleet.list_numbers" in REACTIONS["fleet.changed"]
    assert SharedNumbers.objects.get().numbers == 1
    assert Job.objects.get(pk=job.pk).result == {}


def test_statements_do_not_grow_with_the_fleet(acme):
    def statements() -> int:
        with tenant_context(acme), queries() as ran:
            list_numbers()
        return len(ran)

    listed(acme, FIRST)
    with_one = statements()
    with tenant_context(acme):
        for number in range(30):
            make_device(f"MORE{number:08}", imei=f"{number:015}")

    assert statements() == with_one


def test_my_day_says_it_in_french(desk, acme, globex, sam, sam_sees_both):
    User.objects.filter(pk=sam.pk).update(language="fr")
    listed(acme, FIRST, SECOND)
    listed(globex, FIRST, SECOND)

    assert "Deux organisations déclarent les 2 mêmes IMEI" in my_day(desk)
