"""One file read in a fork of this process, under the limits of the sandbox: the same work without a start of Python."""

import json
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from b2b_portal.lib.sandbox import SandboxLimits
from b2b_portal.lib.sandbox_child import Refusal, take_limits

REFUSED, BROKE = 3, 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a reading ended: "read", "refused", "broke" (an exception of ours), "killed" or "late"; `word` says more."""

    kind: str
    word: str = ""
    seconds: float = 0.0


def read_in_fork(work: Callable[[], Any], *, limits: SandboxLimits, folder: Path) -> Outcome:
    """Return how `work` ended in a child of its own."""
    said, errors = folder / "said", folder / "errors"
    began = time.monotonic()
    child = os.fork()
    if not child:
        _work(work, limits, said=said, errors=errors)
    _, status = os.waitpid(
        child, 0
    )  # the child's own alarm ends it: it takes its limits on before it looks at the file
    seconds = time.monotonic() - began
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        last = " ".join(errors.read_text(encoding="utf-8", errors="replace").splitlines()[:3])
        kind = "late" if name in ("SIGXCPU", "SIGALRM") else "killed"
        return Outcome(kind=kind, word=f"{name} {last}", seconds=seconds)
    kind = {0: "read", REFUSED: "refused"}.get(os.WEXITSTATUS(status), "broke")
    return Outcome(kind=kind, word=said.read_text(encoding="utf-8", errors="replace"), seconds=seconds)


def _work(work: Callable[[], Any], limits: SandboxLimits, *, said: Path, errors: Path) -> None:
    """The child's life; it never returns to what its parent was doing."""
    code = BROKE
    try:
        with said.open("w", encoding="utf-8", errors="replace") as answer, errors.open("wb") as words:
            os.dup2(words.fileno(), 2)
            take_limits(**asdict(limits))
            try:
                json.dumps(work())
                code = 0
            except Refusal as refused:
                answer.write(str(refused.code))
                code = REFUSED
            except BaseException:
                answer.write(traceback.format_exc())
    finally:
        os._exit(code)
