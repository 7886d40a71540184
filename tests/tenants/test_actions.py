import pytest

from tenants.actions import add_member, create_organisation, free_slug, sort_key
from tenants.actor import SYSTEM
from tenants.models import Domain, Job, Membership, Organisation

pytestmark = pytest.mark.django_db


def create(now, **changes):
    values = {"name": "Initech (fictitious)", "kind": "company", "slug": "initech", "country": "FR", **changes}
    return create_organisation(**values, by=SYSTEM, at=now)


def test_it_works(now):
    organisation, job = create(now)

    assert (organisation.status, job.kind, job.state) == ("provisioning", "tenants.provision", "queued")
    assert Domain.objects.get(tenant=organisation).domain == "initech"


@pytest.mark.parametrize(("kind", "tax_status"), [("company", "registered"), ("school", "public_body")])
def test_tax_status_follows_the_kind_unless_it_is_given(now, kind, tax_status):
    organisation, _job = create(now, kind=kind)
    private_school, _job = create(now, kind="school", slug="private", tax_status="exempt")

    assert (organisation.tax_status, private_school.tax_status) == (tax_status, "exempt")


def test_organisation_that_is_refused_leaves_nothing(now):
    jobs = Job.objects.count()

    with pytest.raises(Exception, match="reserved"):
        create(now, slug="desk")

    assert not Organisation.objects.filter(name="Initech (fictitious)").exists()
    assert Job.objects.count() == jobs


def test_member_given_another_role_stays_one_member(acme, bob):
    add_member(organisation=acme, user=bob, role="finance")

    assert Membership.objects.get(user=bob, organisation=acme).role == "finance"


def test_former_member_who_comes_back_is_active_again(acme, bob, now):
    Membership.objects.filter(user=bob).update(ended_at=now)

    add_member(organisation=acme, user=bob, role="viewer")

    assert Membership.objects.for_organisation(acme).active().filter(user=bob).exists()


@pytest.mark.parametrize(
    ("name", "key"),
    [("Élan", "elan"), ("ÉCOLE", "ecole"), ("Straße", "strasse"), ("Œuvre", "œuvre"), ("x" * 400, "x" * 300)],
)
def test_sort_key_folds_case_and_accents(name, key):
    assert sort_key(name) == key


def test_free_slug_is_one_that_nobody_has(now, acme):
    create(now, slug="initech")

    assert free_slug("Initech") == "initech-2"
    assert free_slug("Acme") == "acme-2"
    assert free_slug("Éole & Fils") == "eole-fils"
    assert free_slug("株式会社") == "organisation"
