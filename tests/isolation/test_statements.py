"""Every page within its number of statements, the choice of the schema and the session's own included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.conftest import World, signed_in

MOST = 20
PAGES = [
    *addresses_for("portal", For.MEMBER, For.ITS_PERSON),
    *addresses_for("desk", For.STAFF, For.CASE),
    *addresses_for("site", For.ANYBODY),
]


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_page_keeps_within_its_statements(world: World, address: Address):
    client = {
        "portal": lambda: signed_in("alice", "portal", "acme"),
        "desk": lambda: signed_in("eve", "desk"),
        "site": lambda: signed_in("alice", "site"),
    }[address.room]()
    path = address.path(world.acme.ids)
    client.get(path)

    with CaptureQueriesContext(connection) as ran:
        client.get(path)

    assert len(ran) <= MOST, "\n".join(query["sql"][:160] for query in ran)
