"""The heartbeat of a running job: a connection of its own, so that progress is seen while the body's
transaction is still open, and a worker that dies falls silent."""

import logging
import threading
from types import TracebackType
from typing import Any

import psycopg
from django.db import connection

from tenants.models import Job

log = logging.getLogger("portal.jobs")

BEAT_SECONDS = 5.0
_LEAST_SECONDS = 0.3

_SQL = """
    UPDATE public.tenants_job SET heartbeat_at = now(), step = %(step)s, done = %(done)s, total = %(total)s
    WHERE id = %(id)s AND attempts = %(attempts)s AND state = 'running'
"""


class Heartbeat:
    """Beats every five seconds, and at most three times a second when the body tells of progress.

    The thread touches its own psycopg connection only, never Django's: that one carries the organisation.
    """

    def __init__(self, job: Job) -> None:
        self._state: dict[str, Any] = {
            "id": job.pk, "attempts": job.attempts, "step": job.step, "done": 0, "total": 0,
        }  # fmt: skip
        self._news, self._ended = threading.Event(), threading.Event()
        self._parameters = {
            key: value
            for key, value in connection.get_connection_params().items()
            if key not in ("cursor_factory", "context", "prepare_threshold")
        }
        self._thread = threading.Thread(target=self._run, name=f"heartbeat-{job.pk}", daemon=True)

    def beat(self, *, step: str, done: int, total: int) -> None:
        """Note the progress; the thread writes it."""
        self._state.update(step=step, done=done, total=total)
        self._news.set()

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._news.set()
        self._thread.join(timeout=BEAT_SECONDS)

    def _run(self) -> None:
        if self._ended.wait(_LEAST_SECONDS):  # the claim was the first beat: a short job needs no connection
            return
        try:
            with psycopg.connect(**self._parameters, autocommit=True) as own:
                while not self._ended.is_set():
                    own.execute(_SQL, dict(self._state))
                    self._news.clear()
                    if not self._ended.wait(_LEAST_SECONDS):
                        self._news.wait(BEAT_SECONDS)
        except psycopg.Error:
            log.exception("the heartbeat stopped; the sweeper may hand this job to another worker")
