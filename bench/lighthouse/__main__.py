"""`python -m bench.lighthouse`: start a demonstration of its own, judge its public pages, stop it.

Writes var/bench/lighthouse.json, and ends with an error when a score is below the least we accept.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from b2b_portal.runtime.front_end import INSTALL, find_npm
from bench.lighthouse.verdict import Figures, figures_of, median_of, shortcomings

CHECKOUT = Path(__file__).resolve().parents[2]
RESULTS = CHECKOUT / "var" / "bench"
PACKAGES = RESULTS / "lighthouse"  # where Lighthouse is installed; nothing of it lies among the sources
PAGES = {"home": "/en/", "grades": "/en/grades/", "sign_in": "/en/sign-in/"}
RUNS = 3
PAGE_SECONDS, INSTALL_SECONDS, START_SECONDS = 180, 600, 600
CHROME_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"


def main() -> None:
    """Install, start, judge, stop."""
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("Lighthouse needs Chromium: apt-get install chromium")
    install()
    with demonstration() as origin:
        pages = {
            name: median_of([judge(f"{origin}{path}", chromium=chromium) for _ in range(RUNS)])
            for name, path in PAGES.items()
        }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "lighthouse.json").write_text(json.dumps(pages, indent=2) + "\n")
    print(json.dumps(pages, indent=2))
    if found := shortcomings(pages):
        sys.exit("\n".join(found))


def install() -> None:
    """Lighthouse as locked, unless this lock is installed already."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    lock, stamp = Path(__file__).with_name("package-lock.json"), PACKAGES / "installed.json"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(Path(__file__).with_name(name), PACKAGES / name)
    subprocess.run([*find_npm(), *INSTALL], cwd=PACKAGES, check=True, timeout=INSTALL_SECONDS)
    shutil.copy(lock, stamp)


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a portal with demo data, on a free port and with a state folder of its own."""
    port = _free_port()
    manage = [sys.executable, str(CHECKOUT / "manage.py")]
    environment = {**os.environ, "PORTAL_VAR": str(RESULTS / "portal")}
    environment.pop("DATABASE_URL", None)
    try:
        up = [*manage, "up", "--demo", "--detach", f"--port={port}"]
        subprocess.run(up, env=environment, check=True, timeout=START_SECONDS, stdout=subprocess.DEVNULL)
        yield f"http://localhost:{port}"
    finally:
        subprocess.run([*manage, "down"], env=environment, check=False, timeout=120, stdout=subprocess.DEVNULL)


def judge(address: str, *, chromium: str) -> Figures:
    """One run of Lighthouse over one page, as on a desktop computer."""
    report = PACKAGES / "report.json"
    report.unlink(missing_ok=True)
    npm = find_npm()
    node = npm[0] if len(npm) > 1 else "node"  # the wheel's own, where npm is the wheel's
    command = [node, str(PACKAGES / "node_modules" / "lighthouse" / "cli" / "index.js"), address]
    options = ["--preset=desktop", "--output=json", f"--output-path={report}", "--quiet"]
    _run([*command, *options, f"--chrome-flags={CHROME_FLAGS}"], chromium=chromium)
    return figures_of(json.loads(report.read_text()))


def _run(command: Sequence[str], *, chromium: str) -> None:
    """Run to the end or PAGE_SECONDS, and leave neither Node nor a browser behind."""
    process = psutil.Popen(command, cwd=PACKAGES, env={**os.environ, "CHROME_PATH": chromium})
    try:
        if process.wait(timeout=PAGE_SECONDS):
            sys.exit(f"Lighthouse ended with {process.returncode}.")
    finally:
        if process.is_running():  # its browser has a process group of its own, so each is ended by itself
            for one in (*process.children(recursive=True), process):
                with suppress(psutil.NoSuchProcess):
                    one.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
