"""Ctrl-C, SIGTERM and a closed terminal, as one KeyboardInterrupt that never falls into the wrong moment."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopSignals:
    """Turns the stop signals of this process into KeyboardInterrupt, except where that would lose something."""

    def __init__(self) -> None:
        self._is_shielded = False
        self._is_pending = False

    @contextmanager
    def interrupting(self) -> Iterator["StopSignals"]:
        """Raise KeyboardInterrupt inside this block when somebody asks the process to stop."""
        before = {number: signal.signal(number, self._receive) for number in STOP_SIGNALS}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """Hold the interrupt back until the end of this block: a child being born must be written down first."""
        self._is_shielded = True
        try:
            yield
        finally:
            self._is_shielded = False
        if self._is_pending:
            self._is_pending = False
            raise KeyboardInterrupt

    def ignore(self) -> None:
        """Let nothing interrupt the orderly end."""
        self._is_shielded = True

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if not self._is_shielded:
            raise KeyboardInterrupt
        self._is_pending = True
