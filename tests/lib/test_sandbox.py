import time
from pathlib import Path

import pytest

from b2b_portal.lib.sandbox import SandboxDied, SandboxLimits, SandboxRefused, SandboxTimedOut, run_in_sandbox

QUICK = SandboxLimits(memory_bytes=400 * 1024**2, cpu_seconds=20, wall_seconds=20, file_bytes=1024**2)


def run(name, request=None, *, limits=QUICK, folder=None):
    return run_in_sandbox(module=f"tests.lib.sandboxed.{name}", request=request or {}, limits=limits, folder=folder)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_works():
    answer = run("echoes", {"name": "écran", "rows": [1, 2]})

    assert answer["request"] == {"name": "écran", "rows": [1, 2]}


def test_child_inherits_nothing_but_what_python_needs(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")

    answer = run("echoes")

    assert set(answer["environment"]) <= {"PATH", "LD_LIBRARY_PATH", "TMPDIR", "LC_CTYPE"}


def test_child_has_no_input_and_its_own_group(tmp_path):
    answer = run("echoes", folder=tmp_path)

    assert (answer["stdin"], answer["isolated"], answer["group_leader"]) == ("", 1, True)
    assert answer["folder"] == str(tmp_path)


def test_refusal_arrives_with_its_code_and_facts():
    with pytest.raises(SandboxRefused) as refused:
        run("refuses")

    assert refused.value.code == "too_many_rows"
    assert refused.value.detail == {"rows": 7, "limit": 3}


def test_child_that_hangs_is_killed_with_what_it_started(tmp_path):
    note = tmp_path / "pid"
    limits = SandboxLimits(wall_seconds=1.5)

    with pytest.raises(SandboxTimedOut):
        run("hangs", {"pid_file": str(note)}, limits=limits)

    deadline = time.monotonic() + 5
    while is_running(int(note.read_text())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(int(note.read_text()))


def test_child_that_spins_is_timed_out_by_its_processor_limit():
    with pytest.raises(SandboxTimedOut):
        run("spins", limits=SandboxLimits(cpu_seconds=1, wall_seconds=30))


def test_child_ended_by_a_signal_is_named_after_it():
    with pytest.raises(SandboxDied) as died:
        run("dies", {"how": "signal"})

    assert (died.value.exit_code, died.value.signal_name) == (None, "SIGABRT")
    assert died.value.stderr_tail.rstrip().endswith("the last words")
    assert len(died.value.stderr_tail) <= 4_000


@pytest.mark.parametrize(("how", "code"), [("exit", 9), ("error", 1), ("memory", 1), ("file", 1)])
def test_child_that_ends_without_an_answer_has_died(how, code, tmp_path):
    with pytest.raises(SandboxDied) as died:
        run("dies", {"how": how, "path": str(tmp_path / "big")})

    assert (died.value.exit_code, died.value.signal_name) == (code, "")


def test_child_that_says_anything_but_an_object_has_died():
    with pytest.raises(SandboxDied) as died:
        run("dies", {"how": "chatter"})

    assert died.value.exit_code == 0


def test_what_the_child_read_stays_out_of_the_message():
    with pytest.raises(SandboxDied) as died:
        run("dies", {"how": "error"})

    assert "it broke" in died.value.stderr_tail
    assert "it broke" not in str(died.value)
