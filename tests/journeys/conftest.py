"""The portal as a person meets it: started by `manage.py up` on its own database and port, in a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.people import Portal

ROOT = Path(__file__).parent.parent.parent
VAR = ROOT / "var" / "journey"
SHOTS = ROOT / "var" / "screenshots"


def _manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    unwanted = ("DATABASE_URL", "BROKER_URL", "PORTAL_STATICFILES", "PORTAL_PORT")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**environment, "PORTAL_VAR": str(VAR)},
        capture_output=True,
        text=True,
        check=False,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A running portal with the demonstration loaded."""
    _manage("down")
    shutil.rmtree(VAR, ignore_errors=True)
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    port = _free_port()
    started = _manage("up", "--demo", "--detach", "--port", str(port))
    assert started.returncode == 0, started.stdout + started.stderr
    yield Portal(port=port, shots=SHOTS)
    _manage("down")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after the module: Playwright runs once in a process, and other modules open their own."""
    executable = shutil.which("chromium")
    assert executable, "the journey needs Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()
