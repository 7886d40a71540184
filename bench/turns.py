"""Times several ways of doing one thing, in turns, so that a busy minute is unfair to all of them alike."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping


def rounds_asked(usual: int) -> int:
    """How many rounds a case runs: its own number, or BENCH_ROUNDS where somebody has less time."""
    return int(os.environ.get("BENCH_ROUNDS") or usual)


def in_turns(sides: Mapping[str, Callable[[], object]], *, rounds: int = 3) -> dict[str, float]:
    """Call every side once per round, each round beginning with another; return the median seconds by side."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            seconds[name].append(_time(sides[name]))
    return {name: statistics.median(measured) for name, measured in seconds.items()}


def _time(side: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    side()
    return time.perf_counter() - started
