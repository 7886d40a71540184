"""README.md names the two commands, and every sign-in of the demonstration with its host."""

import re
import shlex

import pytest
from django.core.management import call_command

from b2b_portal.demo.cast import CUSTOMERS, PASSWORD, PEOPLE
from tests.conventions.markdown import ROOT, blocks_in, table_rows

PAGE = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESSES = {row[0].strip("`"): row for row in table_rows(PAGE, "## Addresses and sign-ins")}


def test_it_works():
    assert [block.strip() for block in blocks_in(PAGE, "sh")[:2]] == ["make demo", "make test"]


def test_continuous_integration_runs_the_test_command_of_the_readme():
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_person_of_the_cast_stands_at_his_address_with_his_role(person):
    host = f"http://{person.organisation or 'desk'}.localhost:8000"

    assert f"`{person.email}` ({person.role.replace('_', ' ')})" in ADDRESSES[host][2]


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.slug)
def test_organisation_of_the_demonstration_has_its_row(customer):
    what = ADDRESSES[f"http://{customer.slug}.localhost:8000"][1]

    assert customer.name.removesuffix(" (fictitious)") in what
    assert customer.kind in what


def test_nobody_else_stands_in_the_table():
    named = re.findall(r"`(\S+@\S+)`", "".join(row[2] for row in ADDRESSES.values()))

    assert sorted(named) == sorted(person.email for person in PEOPLE)
    assert f"`{PASSWORD}`" in PAGE


def test_the_command_lines_run_as_they_stand(db, capsys, tmp_path):
    [lines] = [block for block in blocks_in(PAGE, "sh") if "manage.py" in block]

    for line in lines.splitlines():
        _python, _manage, name, *arguments = shlex.split(line.replace("documents/", str(tmp_path)))
        call_command(name, *arguments)

    assert '"status": "ready"' in capsys.readouterr().out
