"""The tables of docs/architecture.md are those of the code."""

import re
import tomllib

from b2b_portal.wiring import REACTIONS
from tests.conventions.markdown import ROOT, table_rows

PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_it_works():
    assert names_in(table_rows(PAGE, "## Layers")[-1][0]) == ["b2b_portal.lib"]


def test_layers_are_those_that_import_linter_checks():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}

    written = [names_in(row[0]) for row in table_rows(PAGE, "## Layers")]

    assert written == [re.split(r" [|:] ", layer) for layer in contracts["layers"]["layers"]]


def test_reactions_are_those_of_the_wiring():
    written = {names_in(row[0])[0]: names_in(row[1]) for row in table_rows(PAGE, "## What follows from what")}

    assert written == {event: list(jobs) for event, jobs in REACTIONS.items()}
