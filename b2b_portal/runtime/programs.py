"""The portal's processes: web, worker and clock, as command lines."""

import sys
from pathlib import Path

from b2b_portal.runtime.child import Program
from b2b_portal.runtime.port import LOOPBACK

NAMES = ("web", "worker", "beat")
WEB_PROCESSES = 2
WEB_THREADS = 4


def list_programs(*, names: tuple[str, ...], port: int, workers: int, var: Path) -> list[Program]:
    """Return the programs called `names`; web listens on `port`, the worker runs `workers` jobs at a time."""
    celery = ("celery", "--app=b2b_portal.celery:app")
    arguments = {
        "web": (
            "gunicorn",
            "b2b_portal.wsgi:application",
            f"--bind={LOOPBACK}:{port}",
            "--worker-class=gthread",
            f"--workers={WEB_PROCESSES}",
            f"--threads={WEB_THREADS}",
            "--graceful-timeout=5",
            "--preload",  # the code is loaded once and shared
            "--no-control-socket",
        ),
        "worker": (*celery, "worker", "--pool=prefork", f"--concurrency={workers}", "--loglevel=INFO", *_ALONE),
        "beat": (*celery, "beat", f"--schedule={var / 'run' / 'beat-schedule'}", "--pidfile="),
    }
    return [Program(name, (sys.executable, "-m", *arguments[name])) for name in NAMES if name in names]


_ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")  # no other worker to talk to
