"""Acme's portal as everybody who has no business there, by every method: the sign-in page, and nothing else."""

from collections.abc import Callable

import pytest

from tests.conftest import HostClient
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import assert_asks_to_sign_in, assert_tells_nothing, attempt, text_of, untouched
from tests.isolation.conftest import World, carried_to, signed_in


def nobody() -> HostClient:
    return HostClient("acme")


def charlie_with_his_cookie() -> HostClient:
    return carried_to("acme", signed_in("charlie", "portal", "globex"))


def charlie_with_a_session_of_this_room() -> HostClient:
    """As if he had signed in: he is no member."""
    return signed_in("charlie", "portal", "acme")


def sam_with_his_cookie_from_the_desk() -> HostClient:
    return carried_to("acme", signed_in("sam", "desk"))


def sam_with_a_session_of_this_room() -> HostClient:
    """Assigned to Acme, at work for it at the desk only."""
    return signed_in("sam", "portal", "acme")


STRANGERS = (
    nobody,
    charlie_with_his_cookie,
    charlie_with_a_session_of_this_room,
    sam_with_his_cookie_from_the_desk,
    sam_with_a_session_of_this_room,
)
EACH_STRANGER = pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.__name__)


def test_it_works(world: World):
    assert_asks_to_sign_in(nobody().get("/"))


@EACH_STRANGER
@pytest.mark.parametrize("address", addresses_for("portal", For.MEMBER), ids=str)
def test_stranger_is_asked_to_sign_in(world: World, address: Address, stranger: Callable[[], HostClient]):
    with untouched(world.acme):
        for response in attempt(stranger(), address.path(world.acme.ids)):
            assert_asks_to_sign_in(response)
            assert_tells_nothing(response, world.acme)


@EACH_STRANGER
@pytest.mark.parametrize("address", addresses_for("portal", For.ITS_PERSON), ids=str)
def test_stranger_has_no_account_here(world: World, address: Address, stranger: Callable[[], HostClient]):
    response = stranger().get(address.path({}))

    assert response.status_code in (302, 403, 404)
    assert "charlie@" not in text_of(response)
    assert "sam@" not in text_of(response)


@pytest.mark.parametrize("address", addresses_for("portal", For.ANYBODY), ids=str)
def test_page_for_anybody_tells_nothing_of_the_organisation(world: World, address: Address):
    for stranger in STRANGERS:
        response = stranger().get(address.path(world.acme.ids))

        assert response.status_code < 500
        assert_tells_nothing(response, world.acme, but={"Acme Industrie (fictitious)"})


@pytest.mark.parametrize("label", ["globex", "desk", ""])
@pytest.mark.parametrize("path", ["/", "/fleet/", "/organisations/", "/account/email/"])
def test_cookie_of_a_member_is_nobodys_on_another_host(world: World, label: str, path: str):
    response = carried_to(label, signed_in("alice", "portal", "acme")).get(path)

    assert response.status_code != 200 or not label
    assert_tells_nothing(response, world.acme)


def test_cookie_that_was_tried_elsewhere_still_opens_its_own_room(world: World):
    alice = signed_in("alice", "portal", "acme")
    carried_to("globex", alice).get("/fleet/")

    assert alice.get("/fleet/").status_code == 200
