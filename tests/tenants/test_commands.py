"""`organisation_create`, as scripts call it."""

import json

import pytest
from django.core.management import CommandError, call_command

from tenants.models import Organisation

pytestmark = pytest.mark.django_db


def create(*options: str) -> None:
    call_command("organisation_create", "--name", "Initech (fictitious)", "--kind", "company", *options)


def test_it_works(capsys):
    create("--slug", "initech", "--json")

    said = json.loads(capsys.readouterr().out)
    assert (said["slug"], said["status"]) == ("initech", "ready")
    assert said["url"] == Organisation.objects.get(slug="initech").url
    assert said.keys() == {"id", "slug", "schema", "status", "url", "seconds"}


def test_sentence_says_where_the_portal_is(capsys):
    create("--slug", "initech")

    assert "is ready at http://initech.localhost" in capsys.readouterr().out


def test_country_is_written_in_capitals():
    create("--slug", "initech", "--country", "be")

    assert Organisation.objects.get(slug="initech").country == "BE"


@pytest.mark.parametrize("slug", ["acme", "desk", "Not A Slug"])
def test_address_that_cannot_be_is_refused_with_a_sentence(slug):
    with pytest.raises(CommandError, match=r"\."):
        create("--slug", slug)


def test_kind_nobody_knows_is_refused():
    with pytest.raises(CommandError, match="kind"):
        call_command("organisation_create", "--name", "X", "--kind", "club", "--slug", "x")
