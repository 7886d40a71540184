"""NOTICE names every source of the data that the project ships."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
DATA = [*sorted((ROOT / "impact/method/factor_sets").glob("*.json")), ROOT / "catalogue/data/models/catalogue.json"]
SHARE_ALIKE = re.compile(r"ODbL|CC BY-SA")


def sources_of(path: Path) -> dict[str, dict[str, str] | str]:
    return json.loads(path.read_text(encoding="utf-8"))["sources"]


def entry_of(source: str) -> str:
    """The lines of NOTICE about one source, up to the next one."""
    found = re.search(rf"^\[{re.escape(source)}\].*?(?=^\[|^\S|\Z)", NOTICE, re.MULTILINE | re.DOTALL)
    return found.group() if found else ""


def test_it_works():
    assert "Open Database License" in entry_of("boavizta-2023")
    assert entry_of("nobody-2026") == ""


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_sources_of_shipped_data_stand_in_the_notice(path):
    missing = [source for source in sources_of(path) if not entry_of(source)]

    assert not missing, f"{path.name} names sources that NOTICE does not: {', '.join(missing)}"


@pytest.mark.parametrize("path", DATA[:-1], ids=lambda path: path.name)
def test_share_alike_sources_are_named_with_their_licence(path):
    said = {name: SHARE_ALIKE.findall(str(about)) for name, about in sources_of(path).items()}

    missing = {name: licences for name, licences in said.items() if any(one not in entry_of(name) for one in licences)}

    assert any(said.values())
    assert not missing, f"NOTICE lacks the licence of: {missing}"


def test_notice_names_no_source_that_is_gone():
    known = {source for path in DATA for source in sources_of(path)}

    named = set(re.findall(r"^\[([a-z0-9-]+)\]", NOTICE, re.MULTILINE))

    assert named <= known, f"no data names {', '.join(sorted(named - known))} any more: take it out of NOTICE"


def test_front_end_packages_stand_in_the_notice():
    packages = json.loads((ROOT / "assets/package.json").read_text(encoding="utf-8"))["dependencies"]

    missing = [package for package in packages if package not in NOTICE]

    assert not missing, f"NOTICE does not name {', '.join(missing)}"
