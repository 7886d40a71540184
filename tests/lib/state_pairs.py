"""Every pair of states of a machine, so that a test can say of each one whether the step is allowed."""

from itertools import product

from b2b_portal.lib.states import StateMachine


def pairs_of(machine: StateMachine) -> list[tuple[str, str]]:
    return [(str(source), str(target)) for source, target in product(machine.states, repeat=2)]


def steps(text: str) -> set[tuple[str, str]]:
    """Read 'draft > sent withdrawn' lines as the set of allowed steps."""
    lines = [line.split(">") for line in text.strip().splitlines()]
    return {(source.strip(), target) for source, targets in lines for target in targets.split()}
