"""Celery's pool of processes, with locks that die with their holder.

An idle child waits for work with the queue's lock in hand. The lock is a semaphore: kill -9 to that child leaves it
taken, its replacement waits for ever, and the worker looks alive and does nothing. The kernel gives a lock on a file
back when its holder dies, however it dies.
"""

import fcntl
import tempfile
from types import TracebackType

from celery.concurrency import prefork


class MortalLock:
    """A lock between a process and the children forked from it; not between the threads of one."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the lock is there

    def acquire(self) -> bool:
        """Wait for the lock."""
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        return True

    def release(self) -> None:
        """Give it back."""
        fcntl.lockf(self._file, fcntl.LOCK_UN)

    def __enter__(self) -> "MortalLock":
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class Pool(prefork.BlockingPool):
    """The pool for brokers without an event loop, such as a database: its children share two queues."""

    def _setup_queues(self) -> None:
        super()._setup_queues()
        self._inqueue._rlock, self._inqueue._wlock = MortalLock(), MortalLock()
        self._outqueue._rlock, self._outqueue._wlock = MortalLock(), MortalLock()


class TaskPool(prefork.TaskPool):
    """What CELERY_WORKER_POOL names."""

    BlockingPool = Pool
