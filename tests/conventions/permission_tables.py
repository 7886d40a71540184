"""`python -m tests.conventions.permission_tables` writes docs/reference/permissions.md from tenants/permissions.py."""

from collections.abc import Mapping

from tenants.permissions import ROLE_PERMISSIONS, STAFF_PERMISSIONS, DeskPermission, Permission
from tests.conventions.markdown import ROOT

PAGE = ROOT / "docs/reference/permissions.md"
HEAD = """# Who may do what

Written by `.venv/bin/python -m tests.conventions.permission_tables` from `tenants/permissions.py`; a test fails when it
is stale. A person may have another role in each organisation; the operator's people have one role, and open only the
organisations they are assigned to.
"""


def page() -> str:
    """The page as it should be."""
    members = _table([permission.value for permission in Permission], ROLE_PERMISSIONS)
    staff = _table([permission.value for permission in DeskPermission], STAFF_PERMISSIONS)
    return f"{HEAD}\n## Members of an organisation\n\n{members}\n\n## The operator's people\n\n{staff}\n"


def _table(permissions: list[str], roles: Mapping[str, frozenset[str]]) -> str:
    head = ["", *(str(role).replace("_", " ") for role in roles)]
    rows = [[f"`{name}`", *("yes" if name in allowed else "" for allowed in roles.values())] for name in permissions]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
