"""Every address has somebody it is for, and a guard that agrees."""

from tenants.permissions import DeskPermission, Permission
from tests.isolation.addresses import CLASSIFIED, For, addresses, addresses_for

HINT = (
    "Say in tests/isolation/addresses.py who this address is for; guard it by @member_may, @staff_may or @in_case. "
    "The walk then opens it as everybody who must not see it."
)


def test_it_works():
    assert len(addresses()) > 100
    assert {address.room for address in addresses()} == {"site", "desk", "portal"}


def test_every_address_is_classified():
    unclassified = [str(address) for address in addresses() if address.is_for is None]

    assert not unclassified, f"{HINT} Not classified: {unclassified}"


def test_nothing_is_classified_that_is_gone():
    there = {(address.room, address.name) for address in addresses()}

    gone = [(room, name) for room, names in CLASSIFIED.items() for name in names if (room, name) not in there]

    assert not gone


def test_addresses_of_members_ask_for_a_permission_of_members():
    loose = [
        str(address) for address in addresses_for("portal", For.MEMBER) if address.permission not in set(Permission)
    ]

    assert not loose, HINT


def test_addresses_of_the_desk_ask_for_a_permission_of_the_desk():
    guarded = addresses_for("desk", For.STAFF, For.CASE, For.EDITOR)

    loose = [str(address) for address in guarded if address.permission not in set(DeskPermission)]

    assert not loose, HINT


def test_case_is_whatever_names_an_organisation():
    by_route = {address.name for address in addresses() if address.room == "desk" and address.route.startswith("o/")}

    assert by_route == {address.name for address in addresses_for("desk", For.CASE)}
