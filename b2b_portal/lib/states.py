"""A state machine as plain data: one table says what may happen, and everything else reads it."""

from collections.abc import Iterable
from dataclasses import dataclass


class IllegalTransition(Exception):
    """The thing is in a state from which this step cannot be taken."""

    def __init__(self, *, machine: str, source: str, target: str, allowed: Iterable[str]) -> None:
        self.machine, self.source, self.target = machine, source, target
        self.allowed = tuple(allowed)
        super().__init__(
            f"{machine}: {source!r} cannot become {target!r}; from here it may become "
            f"{', '.join(self.allowed) or 'nothing (it has ended)'}"
        )


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One allowed step: where from, where to, the event it writes, the permission it needs."""

    source: str
    target: str
    event: str
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class StateMachine:
    """The table of transitions of one kind of thing."""

    name: str
    initial: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        steps = [(step.source, step.target) for step in self.transitions]
        if len(steps) != len(set(steps)):
            raise ValueError(f"{self.name}: the same step stands in the table twice")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table names them."""
        named = [*self.initial, *(state for step in self.transitions for state in (step.source, step.target))]
        return tuple(dict.fromkeys(named))

    @property
    def end_states(self) -> frozenset[str]:
        """States from which nothing follows."""
        return frozenset(self.states) - {step.source for step in self.transitions}

    def targets(self, source: str) -> tuple[str, ...]:
        """States that `source` may become."""
        return tuple(step.target for step in self.transitions if step.source == source)

    def check(self, *, source: str, target: str) -> Transition:
        """Return the step from `source` to `target`.

        Raises: IllegalTransition, when the table has no such step.
        """
        for step in self.transitions:
            if (step.source, step.target) == (source, target):
                return step
        raise IllegalTransition(machine=self.name, source=source, target=target, allowed=self.targets(source))

    def mermaid(self) -> str:
        """The diagram of this table, for docs/reference/states.md."""
        lines = ["stateDiagram-v2"]
        lines += [f"    [*] --> {state}" for state in self.initial]
        lines += [f"    {step.source} --> {step.target}: {step.event}" for step in self.transitions]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.end_states]
        return "\n".join(lines)
