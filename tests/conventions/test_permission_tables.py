"""docs/reference/permissions.md is what the tables of roles say today, and the tables are whole."""

import pytest

from tenants.permissions import ROLE_PERMISSIONS, STAFF_PERMISSIONS, DeskPermission, Permission, may
from tenants.roles import Role, StaffRole
from tests.conventions.permission_tables import PAGE, page


def test_it_works():
    assert "| `quote.accept` | yes |" in page()


def test_the_page_is_fresh():
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""

    assert written == page(), "stale: run `.venv/bin/python -m tests.conventions.permission_tables`"


def test_every_role_stands_in_its_table():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set(STAFF_PERMISSIONS) == set(StaffRole)


@pytest.mark.parametrize("permission", [*Permission, *DeskPermission])
def test_every_permission_is_given_to_somebody(permission):
    assert any(may(role, permission) for role in (*Role, *StaffRole))


def test_no_role_of_a_member_is_called_like_one_of_the_operator():
    """An actor is checked by his role alone: a member of that name would be let at the desk's deeds."""
    assert not set(Role) & set(StaffRole)


@pytest.mark.parametrize("role", Role)
def test_no_member_may_do_anything_at_the_desk(role):
    assert not any(may(role, permission) for permission in DeskPermission)


@pytest.mark.parametrize("role", StaffRole)
def test_no_person_of_the_operator_may_answer_for_a_customer(role):
    assert not any(may(role, permission) for permission in Permission)


def test_nobody_without_a_role_may_do_anything():
    assert not any(may("", permission) for permission in (*Permission, *DeskPermission))
