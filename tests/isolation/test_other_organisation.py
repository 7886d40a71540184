"""charlie, administrator of Globex, with Acme's ids: in the path, in the query, in the body."""

import pytest

from b2b_portal.demo.history import run_everything
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import (
    NOT_FOUND,
    WRONG_METHOD,
    assert_tells_nothing,
    attempt,
    text_of,
    untouched,
    without_tokens,
)
from tests.isolation.canary import Canary
from tests.isolation.conftest import World, signed_in

MEMBERS = addresses_for("portal", For.MEMBER)
ONE_THING = [address for address in MEMBERS if address.parts]
NOTHING = "00000000-0000-4000-8000-000000000000"


def ids_under_every_name(canary: Canary) -> dict[str, object]:
    """Acme's ids under each name that a form or a filter of ours has, and a few that others have."""
    ids = {name: known for name, known in canary.ids.items() if name != "code"}  # a code is told on purpose
    return {
        **{name: ids[name] for name in ids},
        **{name.removesuffix("_id"): ids[name] for name in ids},
        "id": ids["device_id"],
        "pk": ids["quote_id"],
        "device": canary.devices,
        "devices": canary.devices,
        "line": canary.lines,
        "group": [ids["key"]],
        "decision": "keep",
        "organisation": canary.slug,
        "tenant": canary.slug,
        "schema": canary.slug,
    }


def test_it_works(world: World):
    response = signed_in("charlie", "portal", "globex").get(f"/fleet/devices/{world.acme.ids['device_id']}/")

    assert response.status_code == NOT_FOUND


@pytest.mark.parametrize("address", ONE_THING, ids=str)
def test_id_of_another_organisation_in_the_path_is_not_found(world: World, address: Address):
    charlie = signed_in("charlie", "portal", "globex")

    with untouched(world.acme):
        for response in attempt(charlie, address.path(world.acme.ids)):
            assert response.status_code in (NOT_FOUND, WRONG_METHOD)
            assert_tells_nothing(response, world.acme)


@pytest.mark.parametrize("address", ONE_THING, ids=str)
def test_id_of_another_organisation_answers_as_an_id_of_nothing(world: World, address: Address):
    """Not even that it exists."""
    charlie = signed_in("charlie", "portal", "globex")
    nothing = {
        **dict.fromkeys(world.acme.ids, NOTHING),
        "key": "0" * 32,
        "row_number": "2",
        "cause": "storage_unreadable",
    }

    for method in ("get", "post"):
        theirs = getattr(charlie, method)(address.path(world.acme.ids))
        nobodys = getattr(charlie, method)(address.path(nothing))

        assert theirs.status_code == nobodys.status_code
        assert without_tokens(theirs) == without_tokens(nobodys)


@pytest.mark.parametrize("address", MEMBERS, ids=str)
def test_ids_of_another_organisation_in_the_query_show_nothing(world: World, address: Address):
    charlie = signed_in("charlie", "portal", "globex")

    response = charlie.get(address.path(world.globex.ids), ids_under_every_name(world.acme))

    assert response.status_code in (200, 302, 400, NOT_FOUND, WRONG_METHOD)
    assert_tells_nothing(response, world.acme)


@pytest.mark.parametrize("address", MEMBERS, ids=str)
def test_ids_of_another_organisation_in_the_body_reach_nothing(world: World, address: Address, now):
    charlie = signed_in("charlie", "portal", "globex")

    with untouched(world.acme):
        response = charlie.post(address.path(world.globex.ids), ids_under_every_name(world.acme), follow=True)
        run_everything(at=now)

    assert response.status_code < 500
    assert_tells_nothing(response, world.acme)


def test_lists_of_one_organisation_hold_nothing_of_the_others(world: World):
    charlie = signed_in("charlie", "portal", "globex")

    for address in (address for address in MEMBERS if not address.parts):
        response = charlie.get(address.path({}))
        assert_tells_nothing(response, world.acme)
        assert_tells_nothing(response, world.rosa_parks)


def test_search_for_another_organisations_words_finds_nothing(world: World):
    charlie = signed_in("charlie", "portal", "globex")

    found = text_of(charlie.get("/fleet/", {"q": "SN01"}))

    assert "QUETZALBIRDSN01" in found
    assert "XYLOCANARYSN01" not in found
