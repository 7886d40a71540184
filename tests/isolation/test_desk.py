"""The desk as those who have no business there, and each case as the operator's people who are not at work for it."""

from collections.abc import Callable, Iterator

import pytest

from tenants.models import AccessLog, Organisation, StaffAssignment, User
from tenants.permissions import may
from tenants.roles import StaffRole
from tests.conftest import HostClient
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import (
    FORBIDDEN,
    NOT_FOUND,
    WRONG_METHOD,
    assert_asks_to_sign_in,
    assert_tells_nothing,
    attempt,
    untouched,
)
from tests.isolation.conftest import World, carried_to, signed_in

GUARDED = addresses_for("desk", For.STAFF, For.CASE)
CASES = addresses_for("desk", For.CASE)
EDITOR = addresses_for("desk", For.EDITOR)
REFUSED = [(role, address) for role in StaffRole for address in GUARDED if not may(role, address.permission)]


def nobody() -> HostClient:
    return HostClient("desk")


def alice_with_her_cookie() -> HostClient:
    return carried_to("desk", signed_in("alice", "portal", "acme"))


def alice_with_a_session_of_this_room() -> HostClient:
    return signed_in("alice", "desk")


STRANGERS = (nobody, alice_with_her_cookie, alice_with_a_session_of_this_room)
EACH_STRANGER = pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.__name__)


@pytest.fixture
def as_staff(world: World) -> Iterator[Callable[[str], HostClient]]:
    """Somebody of the operator in a role, assigned to Acme, for one test."""
    nora, _created = User.objects.get_or_create(email="nora@renew.example", defaults={"full_name": "Nora"})
    StaffAssignment.objects.get_or_create(user=nora, organisation=Organisation.objects.get(slug="acme"))

    def give(role: str) -> HostClient:
        User.objects.filter(pk=nora.pk).update(staff_role=role)
        return signed_in("nora", "desk")

    yield give
    StaffAssignment.objects.filter(user=nora).delete()


def test_it_works(world: World):
    assert_asks_to_sign_in(nobody().get("/o/acme/"))


@EACH_STRANGER
@pytest.mark.parametrize("address", GUARDED, ids=str)
def test_stranger_is_asked_to_sign_in(world: World, address: Address, stranger: Callable[[], HostClient]):
    with untouched(world.acme):
        for response in attempt(stranger(), address.path(world.acme.ids)):
            assert_asks_to_sign_in(response)
            assert_tells_nothing(response, world.acme)


@pytest.mark.parametrize("address", CASES, ids=str)
def test_case_of_an_organisation_one_is_not_assigned_to_is_not_there(world: World, address: Address):
    sam = signed_in("sam", "desk")
    noted = AccessLog.objects.filter(organisation__slug="globex").count()

    with untouched(world.globex):
        for response in attempt(sam, address.path(world.globex.ids)):
            assert response.status_code in (NOT_FOUND, FORBIDDEN)
            assert_tells_nothing(response, world.globex)

    assert AccessLog.objects.filter(organisation__slug="globex").count() == noted


@pytest.mark.parametrize("address", [address for address in CASES if len(address.parts) > 1], ids=str)
def test_thing_of_one_case_is_not_found_in_another(world: World, address: Address):
    """sam works for both: under Acme's address there is nothing of the school's."""
    sam = signed_in("sam", "desk")
    mixed = {**world.rosa_parks.ids, "slug": "acme"}

    with untouched(world.rosa_parks):
        for response in attempt(sam, address.path(mixed)):
            assert response.status_code in (NOT_FOUND, WRONG_METHOD)
            assert_tells_nothing(response, world.rosa_parks)


@pytest.mark.parametrize(("role", "address"), REFUSED, ids=str)
def test_role_that_does_not_allow_it_is_refused(world: World, as_staff, role: str, address: Address):
    somebody = as_staff(role)

    with untouched(world.acme):
        for response in attempt(somebody, address.path(world.acme.ids)):
            assert response.status_code == FORBIDDEN


def test_lists_of_the_desk_hold_only_what_one_is_assigned_to(world: World):
    sam = signed_in("sam", "desk")

    for address in addresses_for("desk", For.STAFF):
        assert_tells_nothing(sam.get(address.path({})), world.globex)


def test_every_look_into_a_case_is_written_down(world: World):
    before = AccessLog.objects.filter(organisation__slug="acme").count()

    signed_in("sam", "desk").get("/o/acme/quotes/")

    assert AccessLog.objects.filter(organisation__slug="acme").count() == before + 1


def test_editor_is_closed_to_strangers(world: World):
    """Two hundred addresses of Wagtail's, each guarded by our table."""
    for client in (stranger() for stranger in STRANGERS):
        for address in EDITOR:
            assert_asks_to_sign_in(client.get(address.path({})))


def test_editor_is_closed_to_the_operators_other_people(world: World):
    sam = signed_in("sam", "desk")

    opened = [str(address) for address in EDITOR if sam.get(address.path({})).status_code != FORBIDDEN]

    assert not opened


def test_address_kept_for_links_only_is_not_served(world: World):
    (address,) = addresses_for("desk", For.NOBODY)

    assert HostClient("desk").get(address.path({})).status_code == NOT_FOUND
