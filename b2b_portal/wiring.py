"""What follows from what: kind of outbox event to the kinds of job of upper apps."""

from collections.abc import Mapping, Sequence

REACTIONS: Mapping[str, Sequence[str]] = {}
