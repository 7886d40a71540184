import pytest
from django.db import connection
from django_tenants.utils import schema_exists

from tenants.actions import OrganisationRefused, create_organisation
from tenants.actor import SYSTEM
from tenants.jobs import run_job_here
from tenants.models import Organisation, SchemaTemplate
from tenants.provisioning.structure import describe_structure

pytestmark = pytest.mark.django_db


def make(now, slug="initech", **changes):
    values = {"name": "Initech (fictitious)", "kind": "company", "slug": slug, "country": "FR", **changes}
    return create_organisation(**values, by=SYSTEM, at=now)


def test_it_works(now):
    organisation, job = make(now)

    run_job_here(job)

    organisation.refresh_from_db()
    assert organisation.status == Organisation.Status.READY
    assert schema_exists(organisation.schema_name)


def test_provisioning_gives_exactly_the_structure_of_the_template(now):
    organisation, job = make(now)

    run_job_here(job)

    template = SchemaTemplate.objects.get()
    assert describe_structure(organisation.schema_name) == describe_structure(template.schema_name)
    assert "records_document" in describe_structure(organisation.schema_name)


def test_provisioning_twice_changes_nothing(now):
    organisation, job = make(now)
    run_job_here(job)
    job.state = "queued"
    job.finished_at = None
    job.save()

    run_job_here(job)

    assert job.state == "done"
    organisation.refresh_from_db()
    assert organisation.status == "ready"


def test_provisioning_that_differs_from_the_template_keeps_nothing(now):
    organisation, job = make(now)
    SchemaTemplate.objects.update(structure_sha256="0" * 64)

    job = run_job_here(job)

    organisation.refresh_from_db()
    assert (job.state, organisation.status) == ("failed", "provisioning")
    assert not schema_exists(organisation.schema_name)


@pytest.mark.parametrize("slug", ["desk", "www", "acme", "Über", "-a", "a" * 41, ""])
def test_organisation_with_a_bad_or_taken_address_is_refused(now, slug):
    with pytest.raises(OrganisationRefused):
        make(now, slug=slug)


def test_schema_never_carries_the_slug(acme):
    assert acme.schema_name.startswith("o_")
    assert "acme" not in acme.schema_name


def test_search_path_of_the_replay_does_not_leak_into_the_connection(now):
    _organisation, job = make(now)

    run_job_here(job)

    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert "public" in cursor.fetchone()[0]
