"""Run a Python module in a child process that may hang, grow or crash without taking this one along.

The child has its own memory, processor, time and file limits, its own process group, no standard input and next to no
environment. It answers with one JSON object; `b2b_portal.lib.sandbox_child` is its side of the agreement.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from b2b_portal.lib.sandbox_child import REFUSED_EXIT

_CHILD = Path(__file__).with_name("sandbox_child.py")
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
_STDERR_TAIL = 4_000
_ANSWER_LIMIT = 4 * 1024**2


@dataclass(frozen=True, kw_only=True)
class SandboxLimits:
    """How much a child may use before the kernel ends it."""

    memory_bytes: int = 1024**3
    cpu_seconds: int = 60
    wall_seconds: float = 90
    file_bytes: int = 2 * 1024**3


class SandboxTimedOut(Exception):
    """The child used up its time and was killed with everything it had started."""

    def __init__(self, *, module: str, limits: SandboxLimits) -> None:
        self.module, self.limits = module, limits
        super().__init__(f"{module} did not end within {limits.wall_seconds} s ({limits.cpu_seconds} s of processor)")


class SandboxDied(Exception):
    """The child ended without an answer. `stderr_tail` may hold words of the file it read: log it, never show it."""

    def __init__(self, *, module: str, exit_code: int | None, signal_name: str, stderr_tail: str) -> None:
        self.module, self.exit_code, self.signal_name, self.stderr_tail = module, exit_code, signal_name, stderr_tail
        super().__init__(f"{module} died: {signal_name or f'exit {exit_code}'}")


class SandboxRefused(Exception):
    """The child looked at its task and said no: a code to look up, and the facts for the sentence."""

    def __init__(self, *, module: str, code: str, detail: Mapping[str, Any]) -> None:
        self.module, self.code, self.detail = module, code, dict(detail)
        super().__init__(f"{module} refused: {code} {self.detail}")


class SandboxRun:
    """A child at work."""

    def __init__(self, process: subprocess.Popen[bytes], *, module: str, limits: SandboxLimits, said: "_Said") -> None:
        self._process, self._module, self._limits, self._said = process, module, limits, said
        self._deadline = time.monotonic() + limits.wall_seconds

    def has_ended(self, *, within: float = 0) -> bool:
        """Whether the child has ended, waiting so many seconds for it.

        Raises: SandboxTimedOut.
        """
        if self._process.poll() is not None:
            return True
        left = self._deadline - time.monotonic()
        try:
            self._process.wait(timeout=max(0, min(within, left)))
        except subprocess.TimeoutExpired:
            if left <= within:
                raise SandboxTimedOut(module=self._module, limits=self._limits) from None
            return False
        return True

    def answer(self) -> dict[str, Any]:
        """Wait for the end of the child and return the object it answers with.

        Raises: SandboxRefused, SandboxTimedOut, SandboxDied.
        """
        self.has_ended(within=self._limits.wall_seconds)
        return _answer_of(module=self._module, status=self._process.returncode, limits=self._limits, said=self._said)


def run_in_sandbox(
    *, module: str, request: Mapping[str, Any], limits: SandboxLimits | None = None, folder: Path | None = None
) -> dict[str, Any]:
    """Call `main(request)` of `module` in a child process and return the object it answers with.

    `request` and the answer are JSON; `folder` is the child's working folder (default: the project).
    Raises: SandboxRefused, SandboxTimedOut, SandboxDied.
    """
    with sandboxed(module=module, request=request, limits=limits, folder=folder) as child:
        return child.answer()


@contextmanager
def sandboxed(
    *, module: str, request: Mapping[str, Any], limits: SandboxLimits | None = None, folder: Path | None = None
) -> Iterator[SandboxRun]:
    """The same for a caller who has something to do meanwhile; the child does not outlive the block."""
    limits = limits or SandboxLimits()
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD), str(_ROOT), json.dumps(asdict(limits)), module]
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [*command, json.dumps(request)],
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=errors,
            cwd=folder or _ROOT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
        try:
            yield SandboxRun(process, module=module, limits=limits, said=_Said(answer, errors))
        finally:
            _end_with_its_group(process)


class _Said(NamedTuple):
    """What a child wrote: its answer, and its last words when it died."""

    answer: IO[bytes]
    errors: IO[bytes]


def _end_with_its_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a child that still runs and all it started; also when this side is interrupted while it waits."""
    if process.returncode is None:  # not reaped yet, so the group's number is still its own
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer_of(*, module: str, status: int, limits: SandboxLimits, said: _Said) -> dict[str, Any]:
    if -status in (signal.SIGXCPU, signal.SIGALRM):
        raise SandboxTimedOut(module=module, limits=limits)
    if status in (0, REFUSED_EXIT):
        answer = _read_object(said.answer)
        if answer is not None and status == 0:
            return answer
        if answer is not None:
            raise SandboxRefused(module=module, code=str(answer.get("code", "")), detail=answer.get("detail") or {})
    name = signal.Signals(-status).name if status < 0 else ""
    raise SandboxDied(
        module=module, exit_code=None if status < 0 else status, signal_name=name, stderr_tail=_tail(said.errors)
    )


def _read_object(answer: IO[bytes]) -> dict[str, Any] | None:
    answer.seek(0)
    try:
        said = json.loads(answer.read(_ANSWER_LIMIT))
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _tail(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _STDERR_TAIL))
    return errors.read(_STDERR_TAIL).decode("utf-8", "replace")
