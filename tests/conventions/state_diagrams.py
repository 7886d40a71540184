"""`python -m tests.conventions.state_diagrams` writes docs/reference/states.md from every states.py."""

import importlib

from b2b_portal.lib.states import StateMachine, Transition
from tenants.permissions import ROLE_PERMISSIONS, STAFF_PERMISSIONS
from tests.conventions.markdown import ROOT

PAGE = ROOT / "docs/reference/states.md"
HEAD = """# What may happen

Written by `.venv/bin/python -m tests.conventions.state_diagrams` from the `states.py` of every app; a test fails when
it is stale. A step without a permission is taken by the machine. The words that screens use for the states stand in
`b2b_portal/home/templatetags/state_badges.py`, the roles in `tenants/permissions.py`.
"""


def machines() -> list[tuple[str, StateMachine]]:
    """Every state machine with the file it stands in, in the order of the files."""
    found = []
    for path in sorted(ROOT.glob("*/states.py")):
        module = importlib.import_module(f"{path.parent.name}.states")
        found += [(f"{path.parent.name}/states.py", it) for it in vars(module).values() if isinstance(it, StateMachine)]
    return found


def page() -> str:
    """The page as it should be."""
    return "\n".join([HEAD, *(_section(file, machine) for file, machine in machines())])


def _section(file: str, machine: StateMachine) -> str:
    steps = "\n".join(_row(step) for step in machine.transitions)
    if _is_free(machine):
        start = " or ".join(f"`{state}`" for state in machine.initial)
        every = ", ".join(f"`{state}`" for state in machine.states)
        return (
            f"## {machine.name}\n\nIn `{file}`. It begins as {start}; each of {every} may become each other, "
            f"by {_who(machine.transitions[0])}.\n"
        )
    return (
        f"## {machine.name}\n\nIn `{file}`.\n\n```mermaid\n{machine.mermaid()}\n```\n\n"
        f"| from | to | event | permission | who |\n|---|---|---|---|---|\n{steps}\n"
    )


def _is_free(machine: StateMachine) -> bool:
    return len(machine.transitions) == len(machine.states) * (len(machine.states) - 1)


def _row(step: Transition) -> str:
    permission = f"`{step.permission}`" if step.permission else ""
    return f"| {step.source} | {step.target} | `{step.event}` | {permission} | {_who(step)} |"


def _who(step: Transition) -> str:
    if not step.permission:
        return "the machine"
    table = STAFF_PERMISSIONS if step.permission.startswith("desk.") else ROLE_PERMISSIONS
    whose = "operator's " if table is STAFF_PERMISSIONS else ""
    roles = [role.value.replace("_", " ") for role, allowed in table.items() if step.permission in allowed]
    return f"{whose}{', '.join(roles)}"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
