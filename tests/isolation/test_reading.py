"""Looking changes nothing: a GET by the right person leaves every row as it was."""

from collections.abc import Callable

import pytest

from tests.conftest import HostClient
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import untouched
from tests.isolation.conftest import World, signed_in

LEAVES_A_MARK = {"quotes:quote", "records:download", "desk:document"}  # "seen", and who took a document
ROOMS: dict[str, Callable[[], HostClient]] = {
    "portal": lambda: signed_in("alice", "portal", "acme"),
    "desk": lambda: signed_in("sam", "desk"),
}
READ = [
    address
    for address in (*addresses_for("portal", For.MEMBER), *addresses_for("desk", For.CASE, For.STAFF))
    if address.name not in LEAVES_A_MARK
]


def test_it_works(world: World):
    with pytest.raises(AssertionError, match="records_event"), untouched(world.acme):
        signed_in("alice", "portal", "acme").get(f"/documents/{world.acme.ids['document_id']}/")


@pytest.mark.parametrize("address", READ, ids=str)
def test_looking_writes_nothing(world: World, address: Address):
    client = ROOMS[address.room]()

    with untouched(world.acme):
        for method in (client.get, client.head):
            assert method(address.path(world.acme.ids)).status_code < 500
