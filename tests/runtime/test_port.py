import socket
import subprocess
import sys

import pytest

from b2b_portal.runtime.port import PortNotUsable, check_port
from b2b_portal.runtime.state_folder import CHECKOUT


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_it_works(taken_port):
    with pytest.raises(PortNotUsable, match=f"Port {taken_port} is taken"):
        check_port(taken_port)


def test_check_port_free_says_nothing():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    assert check_port(free) is None


def test_check_port_taken_names_another_port(taken_port):
    with pytest.raises(PortNotUsable, match="choose another with `--port "):
        check_port(taken_port)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_check_port_impossible_number_is_refused(port):
    with pytest.raises(PortNotUsable, match="is no port number"):
        check_port(port)


def test_module_as_a_program_prints_one_sentence(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "b2b_portal.runtime.port", str(taken_port)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
