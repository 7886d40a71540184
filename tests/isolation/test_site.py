"""The public site knows no organisation: not by its pages, not by a cookie, and by a code only what the paper says."""

import pytest

from tests.conftest import HostClient
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import assert_tells_nothing, attempt, text_of, untouched
from tests.isolation.conftest import World, carried_to, signed_in

SITE = addresses_for("site", For.ANYBODY)


def test_it_works(world: World):
    assert HostClient().get("/en/verify/").status_code == 200


@pytest.mark.parametrize("address", SITE, ids=str)
def test_page_tells_nothing_of_an_organisation(world: World, address: Address):
    with untouched(world.acme):
        for response in attempt(HostClient(), address.path({})):
            assert response.status_code < 500
            assert_tells_nothing(response, world.acme)


@pytest.mark.parametrize("name", ["alice", "sam"])
def test_cookie_of_another_room_is_nobodys(world: World, name: str):
    client = signed_in("alice", "portal", "acme") if name == "alice" else signed_in("sam", "desk")

    for address in SITE:
        response = carried_to("", client).get(address.path({}))
        assert_tells_nothing(response, world.acme)
        assert f"{name}@" not in text_of(response)


def test_code_on_a_paper_tells_kind_and_number_and_nothing_else(world: World):
    code = world.acme.ids["code"]

    response = HostClient().get(f"/en/verify/{code}/")

    told = world.acme.found_in(text_of(response))
    assert response.status_code == 200
    assert code in told
    assert told <= {code, *(word for word in world.acme.words if word in text_of(response) and "-" in word)}
    assert not {"Xylocanary", "Alice Martin", "Acme Industrie (fictitious)"} & told
