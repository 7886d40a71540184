"""The supervisor as a process of its own, with two sleeping programs in its care."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from b2b_portal.runtime.instance import InstanceState, read_state, running_state
from b2b_portal.runtime.state_folder import CHECKOUT
from b2b_portal.runtime.supervisor import end_leftovers

SCRIPT = """
import sys
from pathlib import Path
from b2b_portal.runtime.child import Program
from b2b_portal.runtime.stop_signals import StopSignals
from b2b_portal.runtime.supervisor import Supervisor

sleep = (sys.executable, "-c", "import time; time.sleep(60)")
with StopSignals().interrupting() as signals:
    supervisor = Supervisor(var=Path(sys.argv[1]), port=8001, embedded_database=False, signals=signals)
    try:
        supervisor.start([Program("web", sleep), Program("worker", sleep)])
        supervisor.watch()
    except KeyboardInterrupt:
        print("stopping")
    finally:
        supervisor.stop()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=CHECKOUT, stdout=subprocess.PIPE)
    _wait_for(lambda: (state := running_state(var=tmp_path)) and state.ready)
    yield process
    process.kill()
    process.communicate()
    end_leftovers(var=tmp_path)


def _wait_for(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _state(var: Path) -> InstanceState:
    state = read_state(var=var)
    assert state is not None
    return state


def test_it_works(supervisor, tmp_path):
    state = _state(tmp_path)

    assert state.supervisor.pid == supervisor.pid
    assert {name: child.identity.is_alive for name, child in state.children.items()} == {"web": True, "worker": True}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_every_child_and_forgets_the_state(supervisor, tmp_path, number):
    children = _state(tmp_path).children

    supervisor.send_signal(number)
    said, _ = supervisor.communicate(timeout=10)

    assert supervisor.returncode == 0
    assert said == b"stopping\n"
    assert not any(child.identity.is_alive for child in children.values())
    assert read_state(var=tmp_path) is None


def test_killed_child_is_started_again_and_counted(supervisor, tmp_path):
    worker = _state(tmp_path).children["worker"].identity

    os.kill(worker.pid, signal.SIGKILL)

    _wait_for(lambda: _state(tmp_path).children["worker"].restarts == 1)
    assert _state(tmp_path).children["worker"].identity.is_alive


def test_killed_supervisor_leaves_children_that_the_next_one_ends(supervisor, tmp_path):
    children = _state(tmp_path).children
    supervisor.kill()
    supervisor.wait()

    end_leftovers(var=tmp_path)

    _wait_for(lambda: not any(child.identity.is_alive for child in children.values()))
    assert read_state(var=tmp_path) is None
