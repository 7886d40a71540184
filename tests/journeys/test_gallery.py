"""The gallery opens every page there is, and says which addresses are none."""

import re

import pytest
from PIL import Image
from wagtail.models import Locale, Page

from cms.models import ContentPage
from tests.isolation.addresses import addresses
from tests.journeys.axe import EVERY_RULE, RULES_OF_COLOUR
from tests.journeys.gallery import pictures
from tests.journeys.gallery.album import write_album
from tests.journeys.gallery.arrivals import leave_arrivals
from tests.journeys.gallery.errors import error_visits
from tests.journeys.gallery.not_opened import NOT_OPENED
from tests.journeys.gallery.plan import SAM, VISITOR, left_out, planned, unplanned
from tests.journeys.gallery.specimens import public_specimens, specimens_of
from tests.journeys.gallery.visit import LANGUAGES, Finding, Sighting, View, Visit, views_in
from tests.journeys.running import ROOT

PICTURE = re.compile(r"pictures/([\w-]+\.png)")
HINT = (
    "Say in tests/journeys/gallery/not_opened.py why the gallery does not open it, "
    "or in specimens.py what its address is filled with."
)


def visit_of(name: str) -> Visit:
    return Visit(room="desk", page=f"{name}~sam", who=SAM, paths={"en": "/", "fr": "/"})


def test_it_works(db):
    visits = planned()

    assert {visit.room for visit in visits} == {"site", "desk", "portal"}
    assert len({visit.folder for visit in visits}) == len(visits)


def test_every_address_is_a_page_of_the_gallery_or_has_a_reason(db):
    known = {*specimens_of("acme"), *public_specimens(), "slug", "key", "row_number", "cause", "wave_id"}
    missed = set(unplanned(planned()))
    no_data = {str(address) for address in addresses() if address.parts}

    unknown = [
        str(address) for address in addresses() if str(address) in missed and not known.issuperset(address.parts)
    ]

    assert not unknown, f"{HINT} {unknown}"
    assert missed <= no_data, HINT


def test_address_that_nobody_opens_is_named():
    assert "desk /stock/" in unplanned([])
    assert "desk /stock/" not in unplanned([visit_of("desk-stock")])


def test_address_with_a_reason_is_not_missed():
    assert "portal /jobs/tray/" not in unplanned([])
    assert left_out()["portal /jobs/tray/"].startswith("a part of a page")


def test_no_reason_is_left_for_an_address_that_is_gone():
    there = {(address.room, address.name) for address in addresses()}

    assert NOT_OPENED.keys() <= there


def test_new_page_of_the_site_is_in_the_gallery_by_itself(db):
    home = Page.objects.get(depth=2, locale=Locale.objects.get(language_code="en"))
    home.add_child(instance=ContentPage(title="Partners", slug="partners", locale=home.locale))

    [visit] = [visit for visit in planned() if visit.folder == "site/page-partners"]

    assert (visit.who, visit.paths) == (VISITOR, {"en": "/en/partners/"})


def test_page_of_the_site_is_one_visit_in_both_languages(db):
    [visit] = [visit for visit in planned() if visit.folder == "site/page-how-it-works"]

    assert visit.paths == {"en": "/en/how-it-works/", "fr": "/fr/comment-ca-marche/"}


def test_forms_of_the_site_are_opened_under_the_address_of_their_language(db):
    [visit] = [visit for visit in planned() if visit.page == "sign-in~visitor"]

    assert visit.paths == {"en": "/en/sign-in/", "fr": "/fr/sign-in/"}


def test_sign_up_left_for_the_desk_stays_one(db):
    leave_arrivals()
    leave_arrivals()

    assert len(public_specimens()["sign_up_id"]) == 1
    assert "desk/desk-sign-up~sam" in {visit.folder for visit in planned()}


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_each_kind_of_error_has_a_page(status):
    assert status in {visit.status for visit in error_visits()}


def test_views_are_two_themes_at_three_widths_in_each_language():
    views = [view for language in LANGUAGES for view in views_in(language)]

    assert len(views) == len({view.name for view in views}) == 12


def test_rules_run_in_both_themes_of_one_language_and_once_in_the_other():
    views = [view for language in LANGUAGES for view in views_in(language)]

    assert [view.name for view in views if view.rules == EVERY_RULE] == [
        *("en-light-1440", "en-dark-1440", "en-light-390"),
        "fr-light-1440",
    ]
    assert [view.name for view in views if view.rules == RULES_OF_COLOUR] == ["en-dark-390"]


def test_album_shows_pictures_and_findings_and_what_is_left_out(tmp_path):
    finding = Finding(page="desk/stock~sam", view="en-light-390", problem="color-contrast: .badge <b>")
    sighting = Sighting(visit=visit_of("stock"), titles={"en": "Stock", "fr": "Stock"}, findings=[finding])

    write_album(
        folder=tmp_path,
        sightings=[sighting],
        findings=[str(finding)],
        left_out={"portal /jobs/tray/": "a part of a page"},
    )

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "src='desk/stock~sam/fr-dark-320.png'" in page
    assert "color-contrast: .badge &lt;b&gt;" in page
    assert "a part of a page" in page
    assert "http" not in page


def test_finding_names_page_view_rule_and_place():
    view = View("fr", "dark", 320)

    finding = Finding(page="portal/home~alice", view=view.name, problem="scrolls sideways (340 > 320): table.x")

    assert str(finding) == "portal/home~alice fr-dark-320: scrolls sideways (340 > 320): table.x"


def test_pictures_of_the_documentation_are_copied_small(tmp_path, monkeypatch):
    source = tmp_path / "gallery" / "portal" / "home~alice" / "en-light-1440.png"
    source.parent.mkdir(parents=True)
    Image.linear_gradient("L").resize((1440, 2400)).convert("RGB").save(source)
    monkeypatch.setattr(pictures, "CHOSEN", {"overview.png": "portal/home~alice/en-light-1440.png"})

    [copied] = pictures.copy_pictures(gallery=tmp_path / "gallery", pictures=tmp_path)

    with Image.open(copied) as picture:
        assert (picture.size, picture.mode) == ((1440, 1000), "P")
    assert copied.stat().st_size <= pictures.MOST_BYTES


def test_picture_that_is_not_in_the_gallery_is_named(tmp_path):
    with pytest.raises(pictures.NoPicture, match="make gallery"):
        pictures.copy_pictures(gallery=tmp_path, pictures=tmp_path)


def test_pictures_shown_in_the_documentation_are_those_that_are_copied():
    shown = {
        name for page in ("README.md", "docs/tour.md") for name in PICTURE.findall((ROOT / page).read_text("utf-8"))
    }

    assert set(pictures.CHOSEN) == shown - {"invoice.png"}
