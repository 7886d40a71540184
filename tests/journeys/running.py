"""A portal of one's own: started by `manage.py up` with the demonstration, on a free port, and stopped afterwards."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from b2b_portal.runtime.placement import place

ROOT = Path(__file__).parent.parent.parent
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
_NOT_HANDED_ON = ("DATABASE_URL", "BROKER_URL", "PORTAL_STATICFILES", "PORTAL_PORT")


@contextmanager
def running_portal(*, var: Path) -> Iterator[int]:
    """A new portal with the demonstration loaded, in the state folder `var`; its port."""
    manage("down", var=var)
    shutil.rmtree(place(var=var).data, ignore_errors=True)  # root's database may lie elsewhere
    shutil.rmtree(var, ignore_errors=True)
    port = _free_port()
    started = manage("up", "--demo", "--detach", "--port", str(port), var=var)
    assert started.returncode == 0, started.stdout + started.stderr
    try:
        yield port
    finally:
        manage("down", var=var)


def manage(*arguments: str, var: Path) -> subprocess.CompletedProcess[str]:
    """Run a management command on the portal of that state folder."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_HANDED_ON}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**environment, "PORTAL_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def launch_chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium, without a window."""
    executable = shutil.which("chromium")
    assert executable, "this needs Chromium: apt-get install chromium"
    return playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
