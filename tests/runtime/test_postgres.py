import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from b2b_portal.runtime import placement, postgres

START = """
import sys
from pathlib import Path
from b2b_portal.runtime import postgres

print(postgres.ensure_running(var=Path(sys.argv[1])))
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL to another account")


def _ask(address: str, question: str) -> tuple:
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()


def _server_pid(var: Path) -> int:
    return int((placement.place(var=var).data / "postmaster.pid").read_text().partition("\n")[0])


def test_it_works(var):
    address = postgres.ensure_running(var=var)

    answer = _ask(address, "SELECT current_database(), current_user, 1 + 1")

    assert answer == ("portal", "portal", 2)


def test_stop_ends_the_server_and_says_so(var):
    postgres.ensure_running(var=var)

    assert postgres.stop(var=var) is True
    assert postgres.is_running(var=var) is False


def test_stop_without_a_server_says_so(var):
    assert postgres.stop(var=var) is False


def test_server_sorts_and_counts_bytes_alike_on_every_machine(var):
    address = postgres.ensure_running(var=var)

    locale = _ask(
        address,
        "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'portal'",
    )

    assert locale == ("b", "C.UTF-8", "UTF8")


def test_server_runs_with_our_settings(var, monkeypatch):
    monkeypatch.delenv("PORTAL_DATABASE_DURABLE", raising=False)
    expected = {**postgres.SETTINGS, "fsync": "on"}
    address = postgres.ensure_running(var=var)

    found = {name: _ask(address, f"SHOW {name}")[0] for name in expected}

    assert found == expected


def test_server_of_a_test_run_does_not_wait_for_the_disk(var, monkeypatch):
    monkeypatch.setenv("PORTAL_DATABASE_DURABLE", "0")
    address = postgres.ensure_running(var=var)

    assert _ask(address, "SHOW fsync") == ("off",)


def test_start_by_two_processes_at_once_makes_one_server(var):
    starters = [
        subprocess.Popen([sys.executable, "-c", START, str(var)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]

    addresses = [starter.communicate()[0].strip() for starter in starters]

    assert [starter.returncode for starter in starters] == [0, 0]
    assert set(addresses) == {postgres.database_url(var=var)}
    assert _ask(addresses[0], "SELECT 1") == (1,)


def test_start_after_the_server_was_killed_keeps_the_data(var):
    address = postgres.ensure_running(var=var)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(_server_pid(var), 9)
    _wait_until(lambda: not postgres.is_running(var=var))

    postgres.ensure_running(var=var)

    assert _ask(address, "SELECT number FROM kept") == (7,)


def test_start_after_a_reboot_ignores_a_lock_with_the_number_of_another_process(var):
    address = postgres.ensure_running(var=var)
    lock = placement.place(var=var).data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    postgres.stop(var=var)
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    postgres.ensure_running(var=var)

    assert _ask(address, "SELECT 1") == (1,)


def test_start_after_the_folder_was_moved_keeps_the_data(var):
    with psycopg.connect(postgres.ensure_running(var=var)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    moved = var.rename(var.with_name("elsewhere"))

    address = postgres.ensure_running(var=moved)

    assert _ask(address, "SELECT number FROM kept") == (7,)
    postgres.stop(var=moved)


def test_start_after_the_socket_was_cleaned_away_makes_a_new_one(var):
    address = postgres.ensure_running(var=var)
    before = _server_pid(var)
    placement.place(var=var).socket.unlink()

    postgres.ensure_running(var=var)

    assert _ask(address, "SELECT 1") == (1,)
    assert _server_pid(var) != before


def test_start_on_spoilt_data_says_what_the_server_said(var):
    postgres.ensure_running(var=var)
    postgres.stop(var=var)
    (placement.place(var=var).data / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(postgres.DatabaseDidNotStart, match=r"did not start[^$]*incompatible"):
        postgres.ensure_running(var=var)


def test_socket_folder_is_closed_to_others(var):
    postgres.ensure_running(var=var)

    assert placement.place(var=var).sockets.stat().st_mode & 0o077 == 0


def test_start_in_a_folder_with_a_very_long_name_works(var):
    deep = var / ("long" * 25)

    address = postgres.ensure_running(var=deep)

    assert _ask(address, "SELECT 1") == (1,)
    postgres.stop(var=deep)
    placement.place(var=deep).sockets.rmdir()


@as_root
def test_start_under_a_closed_folder_moves_the_data_and_says_so(var, monkeypatch, capfd):
    open_home = var.parent / "lib"
    monkeypatch.setattr(placement, "OPEN_HOME", open_home)
    var.mkdir(mode=0o700)

    address = postgres.ensure_running(var=var)

    assert _ask(address, "SELECT 1") == (1,)
    said = capfd.readouterr().err
    assert f"{var} is closed" in said
    assert str(open_home) in said
    assert not (var / "postgres").exists()


def _wait_until(condition) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
