"""The child's side of the sandbox: take the limits on, run one module's `main`, answer with one JSON object.

Started by path, as `sandbox_child.py <root> <limits> <module> <request>`, in an isolated interpreter.
"""

import importlib
import json
import math
import resource
import signal
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

REFUSED_EXIT = 3


class Refusal(Exception):
    """What a module in the sandbox raises to say no on purpose; the parent sees SandboxRefused."""

    def __init__(self, code: str, **detail: Any) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code} {detail}")


def take_limits(*, memory_bytes: int, cpu_seconds: int, wall_seconds: float, file_bytes: int) -> None:
    """Bind this process for the rest of its life. The alarm ends it even when the parent is gone."""
    for kind, amount in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, math.ceil(wall_seconds) + 5)


def run(root: str, limits: str, module: str, request: str) -> NoReturn:
    """Take on the limits, then import and run: nothing of the file is touched before."""
    take_limits(**json.loads(limits))
    sys.path.insert(0, root)
    # Modules raise the Refusal of this file's full name, which is another class than the one of "__main__".
    refusal: type[Refusal] = importlib.import_module("b2b_portal.lib.sandbox_child").Refusal
    try:
        _say(importlib.import_module(module).main(json.loads(request)))
    except refusal as said:
        _say({"code": said.code, "detail": said.detail})
        sys.exit(REFUSED_EXIT)
    sys.exit(0)


def _say(answer: Mapping[str, Any]) -> None:
    json.dump(answer, sys.stdout)
    sys.stdout.flush()


if __name__ == "__main__":
    run(*sys.argv[1:])
