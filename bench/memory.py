"""The most memory this process held during one piece of work, as the kernel counts it (Linux)."""

import re
import resource
from collections.abc import Callable
from pathlib import Path

_ITSELF = Path("/proc/self")


def peak_mb_of(work: Callable[[], object]) -> float:
    """Do the work and return the peak in MB, counted anew from its beginning."""
    (_ITSELF / "clear_refs").write_text("5")  # forget the peak of before (proc(5))
    work()
    found = re.search(r"^VmHWM:\s+(\d+) kB", (_ITSELF / "status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def children_peak_mb() -> float:
    """The most that any one child of this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
