"""The script that fills static/vendor; it runs before anything is installed, so it is loaded by its path."""

import importlib.util
import json
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "assets" / "collect.py"
SVG = """<svg
  xmlns="http://www.w3.org/2000/svg"
  stroke-width="2"
>
  <path stroke="none" d="M0 0h24v24H0z" fill="none" />
  <path d="M5 12l5 5" />
</svg>
"""


@pytest.fixture
def collect(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("collect", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    (tmp_path / "check.svg").write_text(SVG)
    return tmp_path


def test_it_works(collect, icons):
    sprite = collect.build_sprite(names=("check",), icons=icons)

    assert '<symbol id="check" viewBox="0 0 24 24"' in sprite
    assert '<path d="M5 12l5 5" />' in sprite


def test_sprite_leaves_out_the_invisible_box_of_each_icon(collect, icons):
    assert "M0 0h24v24H0z" not in collect.build_sprite(names=("check",), icons=icons)


def test_sprite_of_an_icon_that_does_not_exist_names_it(collect, icons):
    with pytest.raises(collect.AssetsMissing, match="'chekc'"):
        collect.build_sprite(names=("chekc",), icons=icons)


def test_list_of_icons_is_sorted_once_each_without_comments(collect, tmp_path):
    listing = tmp_path / "icons.txt"
    listing.write_text("# ours\ntruck\n\ncheck\ntruck\n")

    assert collect.read_icon_names(listing=listing) == ("check", "truck")


@pytest.mark.parametrize(
    "ending", [b"\n/*# sourceMappingURL=tabler.min.css.map */", b"\n//# sourceMappingURL=tabler.min.js.map"]
)
def test_source_map_of_a_file_is_forgotten(collect, tmp_path, monkeypatch, ending):
    monkeypatch.setattr(collect, "NODE_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(collect, "VENDOR", tmp_path / "vendor")
    source = tmp_path / "node_modules" / "kit" / "kit.css"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"a{}" + ending)

    collect.copy_package(package="kit", files={"kit.css": "kit/kit.css"})

    assert (tmp_path / "vendor" / "kit" / "kit.css").read_bytes() == b"a{}\n"


def test_package_that_is_not_installed_is_said_how_to_get(collect, tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "NODE_MODULES", tmp_path)

    with pytest.raises(collect.AssetsMissing, match="npm ci"):
        collect.copy_package(package="kit", files={"kit.css": "kit.css"})


def test_lock_names_no_address(collect):
    lock = json.loads((SCRIPT.parent / "package-lock.json").read_text())

    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
