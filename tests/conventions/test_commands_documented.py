"""docs/operate.md against the commands: every one is there, with the keys that its JSON really has."""

import io
import json
import re
import shlex
import textwrap
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands

from b2b_portal.runtime.programs import NAMES, list_programs
from records.documents import store_document
from tenants.models import User
from tenants.selling_company import set_selling_company
from tests.conftest import HostClient
from tests.conventions.markdown import ROOT, blocks_in

PAGE = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "tests/samples"
KEYS = re.compile(r"^Keys(?: of `status`)?: (.*?)\.$", re.MULTILINE | re.DOTALL)
KEYS_OF_EACH = re.compile(r"^Keys of each document: (.*?)\.$", re.MULTILINE | re.DOTALL)

COMMANDS = [
    ("organisation_create", ["--name", "Initech", "--kind", "company", "--slug", "initech"]),
    ("fleet_import", ["acme", SAMPLES / "snipeit_asset_list_export_en.csv", "--commit"]),
    ("documents", ["acme"]),
    ("load_catalogue", []),
    ("load_prices", []),
    ("load_stock", []),
    ("load_touchpoints", []),
    ("status", []),
]


def section_of(command: str) -> str:
    """What the page says about a command, from its heading to the next one."""
    found = re.search(rf"^### [^\n]*`{command}`.*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


def answer_of(command: str, *arguments: object) -> dict:
    out = io.StringIO()
    call_command(command, *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def words_in(pattern: re.Pattern[str], section: str) -> list[str]:
    found = pattern.search(section)
    return re.findall(r"`([a-z_0-9]+)`", found.group(1)) if found else []


def test_it_works():
    assert words_in(KEYS, section_of("organisation_create")) == ["id", "slug", "schema", "status", "url", "seconds"]
    assert section_of("no_such_command") == ""


@pytest.mark.parametrize(("command", "arguments"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_json_has_the_documented_keys(db, command, arguments):
    answer = answer_of(command, *arguments)

    assert sorted(answer) == sorted(words_in(KEYS, section_of(command)))


def test_json_of_a_document_has_the_documented_keys(in_acme, as_alice, now, tmp_path: Path):
    store_document(
        kind="quote",
        number="Q-26-TEST",
        title="A quote",
        language="en",
        content=b"%PDF",
        content_type="application/pdf",
        filename="quote.pdf",
        subject=in_acme,
        by=as_alice,
        at=now,
    )

    [entry] = answer_of("documents", "acme", "--out", tmp_path)["documents"]

    assert sorted(entry) == sorted(words_in(KEYS_OF_EACH, section_of("documents")))


def test_every_command_of_the_project_is_documented():
    own = {config.name for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT / "b2b_portal")}
    own |= {"tenants", "records", "catalogue", "fleet", "quotes", "invoices", "impact", "desk", "cms"}

    missing = [name for name, app in get_commands().items() if app in own and not section_of(name)]

    assert not missing, f"docs/operate.md lacks {', '.join(missing)}"


def test_the_selling_company_shown_is_accepted(db):
    [example] = blocks_in(PAGE, "json")

    assert set_selling_company(json.loads(example)).is_active


def test_the_first_person_at_the_desk_gets_a_link_to_choose_a_password(db, mailoutbox):
    [lines] = blocks_in(PAGE, "python")
    User.objects.filter(email="eve@renew.example").delete()
    exec(textwrap.dedent(lines), {})
    desk = HostClient("desk")

    desk.post("/account/password/reset/", {"email": "eve@renew.example"})
    [path] = re.findall(r"http://desk\.localhost[:\d]*(/account/password/reset/key/\S+)", mailoutbox[0].body)
    form = desk.get(path, follow=True)
    words = {"password1": "battery horse correct", "password2": "battery horse correct"}
    desk.post(form.redirect_chain[-1][0], words)

    assert User.objects.get(email="eve@renew.example").check_password("battery horse correct")


def test_the_three_processes_are_those_that_up_starts():
    lines = [shlex.split(line) for block in blocks_in(PAGE, "sh") for line in block.splitlines() if " -m " in line]
    started = [program.arguments for program in list_programs(names=NAMES, port=8000, workers=1, var=Path("var"))]

    for written, arguments in zip(lines, started, strict=True):
        assert set(written[1:]) <= set(arguments)
