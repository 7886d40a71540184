import re
from pathlib import Path

from bench.report import LAYOUTS, PAGE, with_tables

CASES = {file.stem for file in (Path(PAGE).parent.parent / "bench" / "cases").glob("[a-z]*.py")}
PROVISION = {
    "seconds": 0.14,
    "floor_seconds": 0.04,
    "peer_seconds": 14.0,
    "floor_ratio": 3.5,
    "peer_ratio": 100.0,
    "peak_mb": 207.4,
}
TABLE = "before\n<!-- measured: provision -->\n| old |\n<!-- end -->\nafter\n"


def tables() -> dict[str, str]:
    """What stands in each table of the page, by the name of its case."""
    return dict(re.findall(r"<!-- measured: (\w+) -->\n(.*?)<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL))


def test_it_works():
    written = with_tables(TABLE, {"provision": PROVISION})

    assert "| 3.5 | 100.0 | 0.14 | 0.04 | 14.00 | 207 |" in written
    assert "old" not in written
    assert written.startswith("before\n")
    assert written.endswith("<!-- end -->\nafter\n")


def test_table_whose_case_was_not_measured_stays_as_it_is():
    assert with_tables(TABLE, {"import_10k": {}}) == TABLE


def test_side_that_was_not_measured_is_a_dash():
    alone = {**PROVISION, "floor_seconds": None, "floor_ratio": None, "peer_seconds": None, "peer_ratio": None}

    assert "| – | – | 0.14 | – | – | 207 |" in with_tables(TABLE, {"provision": alone})


def test_every_case_has_its_table_and_every_table_its_case():
    assert tables().keys() == {*CASES, "lighthouse"} == LAYOUTS.keys()


def test_every_case_is_named_with_the_command_that_repeats_it():
    page = PAGE.read_text(encoding="utf-8")

    assert set(re.findall(r"^`make bench ONLY=(\w+)` –", page, re.MULTILINE)) == CASES
    assert re.search(r"^`make lighthouse` –", page, re.MULTILINE)


def test_every_table_holds_figures():
    empty = [name for name, table in tables().items() if not re.search(r"\d", table.partition("--- |\n")[2])]

    assert not empty, f"measure and run `python -m bench.report`: {empty}"
