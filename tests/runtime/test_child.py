import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from b2b_portal.runtime.child import Child, Program, pause_before_restart

SLEEPS = Program("sleeper", (sys.executable, "-c", "import time; time.sleep(60)"))
DIES = Program("dying", (sys.executable, "-c", "raise SystemExit(3)"))
FAMILY = """
import subprocess, time
son = subprocess.Popen(["sleep", "60"])
print(son.pid, flush=True)
time.sleep(60)
"""
HAS_A_SON = Program("family", (sys.executable, "-c", FAMILY))


@pytest.fixture
def start(tmp_path: Path):
    children = []

    def _start(program: Program) -> Child:
        child = Child(program, log=tmp_path / f"{program.name}.log", environment=os.environ)
        children.append(child)
        child.start(now=0.0)
        return child

    yield _start
    for child in children:
        child.kill_group()


def _wait_until(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_works(start):
    child = start(SLEEPS)

    assert child.is_alive
    assert child.state.identity.is_alive
    assert child.state.restarts == 0


def test_tend_alive_does_nothing(start):
    child = start(SLEEPS)

    assert child.tend(now=1.0) is False


def test_tend_dead_for_the_first_time_starts_again_at_once(start):
    child = start(SLEEPS)
    os.kill(child.state.identity.pid, 9)
    _wait_until(lambda: not child.is_alive)

    assert child.tend(now=1.0) is True
    assert child.is_alive
    assert child.state.restarts == 1


def test_tend_dying_again_and_again_waits_longer_each_time(start):
    child, now, starts = start(DIES), 0.0, []

    for _ in range(100):
        _wait_until(lambda: not child.is_alive)
        if child.tend(now=now):
            starts.append(now)
        now += 0.5
        if len(starts) == 4:
            break

    assert starts == [0.0, 1.5, 4.0, 8.5]


def test_tend_after_a_steady_life_starts_again_at_once(start):
    child = start(DIES)
    for now in (0.0, 100.0, 200.0, 300.0):
        _wait_until(lambda: not child.is_alive)

        assert child.tend(now=now) is True


def test_tend_after_a_kill_ends_what_the_dead_left_behind(start, tmp_path):
    child = start(HAS_A_SON)
    log = tmp_path / "family.log"
    _wait_until(lambda: log.exists() and log.read_text().strip())
    son = psutil.Process(int(log.read_text()))
    os.kill(child.state.identity.pid, 9)
    _wait_until(lambda: not child.is_alive)

    child.tend(now=1.0)

    _wait_until(lambda: not son.is_running() or son.status() == psutil.STATUS_ZOMBIE)


def test_ask_to_stop_lets_the_program_end(start):
    child = start(SLEEPS)

    child.ask_to_stop()

    _wait_until(lambda: not child.is_alive)


def test_pause_before_restart_grows_to_half_a_minute_and_no_further():
    assert [pause_before_restart(deaths) for deaths in range(9)] == [0, 0, 1, 2, 4, 8, 16, 30, 30]
