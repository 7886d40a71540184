"""Members whose role does not allow it: the reason, and nothing done."""

import pytest

from tenants.models import Membership, User
from tenants.permissions import may
from tenants.roles import Role
from tests.isolation.addresses import Address, For, addresses_for
from tests.isolation.attempts import FORBIDDEN, attempt, untouched
from tests.isolation.conftest import World, person, signed_in

REFUSED = [
    (role, address)
    for role in Role
    for address in addresses_for("portal", For.MEMBER)
    if not may(role, address.permission)
]


@pytest.fixture
def as_role(world: World):
    """bob in another role, for one test."""
    membership = Membership.objects.get(user=person("bob"))

    def give(role: str):
        Membership.objects.filter(pk=membership.pk).update(role=role)
        return signed_in("bob", "portal", "acme")

    yield give
    membership.save()


def test_it_works(as_role, world: World):
    upload = f"/fleet/uploads/{world.acme.ids['upload_id']}/discard/"

    assert as_role("viewer").post(upload).status_code == FORBIDDEN


@pytest.mark.parametrize(("role", "address"), REFUSED, ids=str)
def test_role_that_does_not_allow_it_is_refused(world: World, as_role, role: str, address: Address):
    member = as_role(role)

    with untouched(world.acme):
        for response in attempt(member, address.path(world.acme.ids)):
            assert response.status_code == FORBIDDEN


def test_former_member_is_a_stranger(world: World, as_role, now):
    bob = as_role("admin")
    Membership.objects.filter(user=person("bob")).update(ended_at=now)

    response = bob.get("/fleet/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


def test_member_whose_account_is_closed_is_a_stranger(world: World, as_role):
    bob = as_role("admin")
    his_account = User.objects.filter(email="bob@acme.example")
    his_account.update(is_active=False)

    response = bob.get("/fleet/")

    his_account.update(is_active=True)
    assert response.status_code == 302
