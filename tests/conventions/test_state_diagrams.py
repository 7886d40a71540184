"""docs/reference/states.md is what the state tables say today."""

from tests.conventions.state_diagrams import PAGE, machines, page


def test_it_works():
    assert {machine.name for _file, machine in machines()} >= {"upload", "offer", "quote", "order", "invoice"}


def test_the_page_is_fresh():
    written = PAGE.read_text(encoding="utf-8")

    assert written == page(), "stale: run `.venv/bin/python -m tests.conventions.state_diagrams`"


def test_every_step_of_a_person_is_open_to_somebody():
    rows = [line for line in page().splitlines() if line.startswith("| ") and "`" in line]

    assert not [row for row in rows if row.endswith(("|  |", "operator's  |"))]
