import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import manage
from b2b_portal.runtime import postgres
from b2b_portal.runtime.instance import InstanceState, own_identity, write_state
from b2b_portal.runtime.state_folder import CHECKOUT


def _manage(*arguments: str, var: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "manage.py"), *arguments],
        env={**environment, "PORTAL_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_works(var):
    done = _manage("status", "--json", var=var)

    status = json.loads(done.stdout)
    assert (status["running"], status["healthy"], status["processes"]) == (False, False, {})
    assert status["database"] == {"kind": "embedded", "running": False}


@pytest.mark.parametrize("line", ["", "help", "status --json", "up", "down", "migrate --help", "--version", "check"])
def test_needs_database_for_a_command_that_reads_no_table_is_false(line):
    assert manage.needs_database(line.split()) is False


@pytest.mark.parametrize("line", ["migrate", "fleet_import acme file.csv --commit", "organisation_create --name x"])
def test_needs_database_for_any_other_command_is_true(line):
    assert manage.needs_database(line.split()) is True


def test_provide_database_leaves_a_named_server_alone(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")

    manage.provide_database(["migrate"])

    assert os.environ["DATABASE_URL"] == "postgres://elsewhere/portal"


def test_provide_database_starts_the_embedded_one(var, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("PORTAL_VAR", str(var))

    manage.provide_database(["migrate"])

    assert os.environ["DATABASE_URL"] == postgres.database_url(var=var)
    assert postgres.is_running(var=var)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("up --port 8010", "8010"), ("up --port=8010 --demo", "8010"), ("up", ""), ("up --port x", "")],
)
def test_provide_port_for_up_takes_what_it_is_told(var, monkeypatch, line, expected):
    monkeypatch.setenv("PORTAL_VAR", str(var))
    monkeypatch.setenv("PORTAL_PORT", "")

    manage.provide_port(line.split())

    assert os.environ["PORTAL_PORT"] == expected


def test_provide_port_for_another_command_takes_that_of_the_running_portal(var, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(var))
    monkeypatch.setenv("PORTAL_PORT", "")
    write_state(InstanceState(own_identity(), port=8007, embedded_database=True), var=var)

    manage.provide_port(["documents", "acme"])

    assert os.environ["PORTAL_PORT"] == "8007"


def test_down_stops_a_database_that_a_command_started(var, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_VAR", str(var))
    postgres.ensure_running(var=var)

    call_command("down")

    assert capsys.readouterr().out == "Stopped.\n"
    assert not postgres.is_running(var=var)


def test_down_with_nothing_to_stop_says_so(var, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_VAR", str(var))

    call_command("down")

    assert capsys.readouterr().out == "Nothing was running.\n"


def test_up_on_an_impossible_port_is_one_sentence_and_starts_nothing(var, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(var))

    with pytest.raises(CommandError) as refused:
        call_command("up", "--port=65536")

    assert str(refused.value) == "65536 is no port number: choose one from 1 to 65535 with `--port`."
    assert not (var / "postgres").exists()


def test_up_beside_a_running_one_names_its_port(var, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(var))
    write_state(InstanceState(own_identity(), port=8007, embedded_database=True), var=var)

    with pytest.raises(CommandError, match="already runs on port 8007"):
        call_command("up")


@pytest.mark.parametrize("value", ["0", "65", "many"])
def test_up_with_a_senseless_number_of_workers_names_the_variable(var, monkeypatch, value):
    monkeypatch.setenv("PORTAL_VAR", str(var))
    monkeypatch.setenv("PORTAL_WORKERS", value)

    with pytest.raises(CommandError, match="PORTAL_WORKERS"):
        call_command("up")

    assert not (var / "postgres").exists()
