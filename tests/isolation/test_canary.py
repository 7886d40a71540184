"""The words that the other tests look for do stand in the pages of the right person: else they would find nothing."""

import pytest

from tests.conftest import HostClient
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import readable
from tests.isolation.conftest import World, signed_in

POSTS_ONLY = 405
SEEN = addresses_for("portal", For.MEMBER)
CASES = addresses_for("desk", For.CASE)
DESK = addresses_for("desk", For.STAFF, For.CASE)
# of a sale: the offer of these words is still open (tests/quotes/test_views_arrival.py has the other organisation)
OF_A_SALE = {
    *("quotes:offer_arrival", "quotes:offer_arrival_sheet"),
    *("desk:offer_arrival", "desk:offer_arrival_day", "desk:offer_arrival_sheet"),
}
SAYS_NOTHING_OF_ITS_OWN = {"fleet:upload_sum_up", "fleet:upload_new", "desk:quote_new"}


def test_it_works(world: World):
    page = signed_in("alice", "portal", "acme").get(f"/fleet/devices/{world.acme.ids['device_id']}/").content.decode()

    assert "XYLOCANARYSN01" in page
    assert not world.globex.found_in(page)


@pytest.mark.parametrize("address", [one for one in SEEN if one.name not in OF_A_SALE], ids=str)
def test_right_member_finds_the_words(world: World, address: Address):
    response = signed_in("alice", "portal", "acme").get(address.path(world.acme.ids), follow=True)

    assert response.status_code in (200, POSTS_ONLY)
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        assert world.acme.found_in(response.content.decode()) or address.name in SAYS_NOTHING_OF_ITS_OWN


@pytest.mark.parametrize("address", [one for one in CASES if one.name not in OF_A_SALE], ids=str)
def test_right_account_manager_finds_the_words(world: World, address: Address):
    response = signed_in("sam", "desk").get(address.path(world.acme.ids), follow=True)

    assert response.status_code in (200, POSTS_ONLY)
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        assert world.acme.found_in(response.content.decode()) or address.name in SAYS_NOTHING_OF_ITS_OWN


def test_members_find_what_is_only_theirs(world: World):
    offer, alice = f"/offers/{world.acme.ids['offer_id']}/", signed_in("alice", "portal", "acme")
    other = f"{offer}others/{world.acme.ids['other_id']}/file/"
    told = "".join(alice.get(path).content.decode() for path in (offer, other))

    assert {word for word in world.acme.own_words if word in told} == world.acme.own_words - {"987654.32"}


@pytest.mark.parametrize("address", DESK, ids=str)
def test_operator_finds_nothing_that_members_wrote_for_themselves(world: World, address: Address):
    response = signed_in("eve", "desk").get(address.path(world.acme.ids), follow=True)

    told = readable(response)

    assert not {word for word in world.acme.own_words if word.casefold() in told.casefold()}


@pytest.mark.parametrize("address", addresses_for("portal", For.ANYBODY, For.ITS_PERSON), ids=str)
def test_own_account_opens_for_everybody(world: World, address: Address):
    for client in (signed_in("alice", "portal", "acme"), HostClient("acme")):
        assert client.get(address.path({})).status_code < 500
        assert client.post(address.path({})).status_code < 500
