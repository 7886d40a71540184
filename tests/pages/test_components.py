"""The components, one by one, with nothing around them."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))


def tags(markup: str, name: str) -> list[dict[str, str | None]]:
    parser = Tags()
    parser.feed(markup)
    return [attrs for tag, attrs in parser.found if tag == name]


def draw(source: str, **context) -> str:
    request = RequestFactory().get("/")
    with override("en"):
        return engines["django"].from_string(source).render(context, request)


class Purchase(forms.Form):
    number = forms.CharField(label="Purchase order number", help_text="Printed on the invoice.")
    note = forms.CharField(required=False)
    agreed = forms.BooleanField(label="I agree")
    file = forms.FileField()


def test_it_works():
    assert "Fleet" in draw('{% cotton page_header title="Fleet" /%}')


def test_text_given_to_a_component_is_escaped_once():
    drawn = draw('{% cotton empty_state :title="name" text="{{ name }}" /%}', name="<b>R&D</b>")

    assert drawn.count("&lt;b&gt;R&amp;D&lt;/b&gt;") == 2


def test_state_is_told_by_word_and_icon_not_by_colour_alone():
    drawn = draw('{% cotton state machine="quote" state="sent" /%}')

    assert "Sent" in drawn
    assert "#send" in drawn


def test_steps_name_the_current_one():
    steps = [{"label": "Upload", "state": "done", "url": "/1"}, {"label": "Check", "state": "current", "url": ""}]

    drawn = draw('{% cotton steps :steps="steps" label="Steps" /%}', steps=steps)

    assert [item.get("aria-current") for item in tags(drawn, "li")] == [None, "step"]


def test_table_wider_than_the_screen_scrolls_by_keyboard_too():
    region = tags(draw('{% cotton data_table label="Devices" %}<tbody></tbody>{% endcotton %}'), "div")[0]

    assert (region["role"], region["aria-label"], region["tabindex"]) == ("region", "Devices", "0")


@pytest.mark.parametrize(("state", "asks"), [("queued", True), ("running", True), ("done", False), ("failed", False)])
def test_job_asks_for_its_progress_only_until_it_has_ended(state, asks):
    drawn = draw('{% cotton job_progress name="j" title="import.csv" :state="state" url="/j" /%}', state=state)

    assert ("hx-trigger" in drawn) is asks


def test_job_shows_how_much_is_done():
    drawn = draw(
        '{% cotton job_progress name="j" title="t" state="running" url="/j" :done="done" :total="total" /%}',
        done=66804,
        total=104382,
    )

    assert tags(drawn, "progress")[0]["value"] == "63"
    assert "66,804 of 104,382" in drawn


def test_waterfall_shows_every_step_with_its_sign():
    steps = [
        {"label": "Base price", "amount": Decimal("310"), "rule": "Price book 3"},
        {"label": "Grade B", "amount": Decimal("-31"), "rule": ""},
    ]

    drawn = draw('{% cotton waterfall :steps="steps" :net="net" currency="EUR" /%}', steps=steps, net=Decimal("279"))

    assert [text in drawn for text in ("+€310.00", "−€31.00", "€279.00")] == [True, True, True]


def test_pagination_at_the_end_has_no_next_link():
    drawn = draw('{% cotton pagination previous="?before=b" target="device-table" /%}')

    assert [link["href"] for link in tags(drawn, "a")] == ["?before=b"]


def test_chip_says_which_filter_its_cross_removes():
    drawn = draw('{% cotton chips :chips="chips" /%}', chips=[{"label": "Grade A", "remove_url": "?"}])

    assert "Remove the filter Grade A" in drawn


def test_confirmation_posts_with_the_csrf_token():
    drawn = draw('{% cotton confirm name="d" title="Decline?" action="/x" submit="Decline" trigger="Decline" /%}')

    assert tags(drawn, "form")[0]["method"] == "post"
    assert "csrfmiddlewaretoken" in [field.get("name") for field in tags(drawn, "input")]


def test_timeline_item_has_a_time_for_machines():
    at = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)

    drawn = draw('{% cotton timeline.item title="Sent" :at="at" by="Sam" /%}', at=at)

    assert tags(drawn, "time")[0]["datetime"] == "2026-11-23T10:42:00+01:00"


def test_field_that_was_refused_points_to_its_help_and_its_error():
    form = Purchase({})
    form.is_valid()

    control = tags(draw('{% cotton field :field="form.number" /%}', form=form), "input")[0]

    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_number_helptext id_number_error"


def test_field_that_may_stay_empty_says_so():
    assert "optional" in draw('{% cotton field :field="form.note" /%}', form=Purchase())


def test_checkbox_is_named_by_the_label_around_it():
    drawn = draw('{% cotton field :field="form.agreed" /%}', form=Purchase())

    assert tags(drawn, "input")[0]["class"] == "form-check-input"
    assert "I agree" in drawn


def test_file_drop_is_a_file_field_without_any_script():
    drawn = draw('{% cotton file_drop :field="form.file" /%}', form=Purchase())

    assert tags(drawn, "input")[0]["type"] == "file"
    assert tags(drawn, "label")[0]["for"] == "id_file"


def test_file_field_looks_like_any_other():
    assert tags(draw('{% cotton field :field="form.file" /%}', form=Purchase()), "input")[0]["class"] == "form-control"


def test_tab_that_is_shown_says_so():
    source = (
        '{% cotton tabs label="Rows" %}{% cotton tabs.item label="All" url="?" count="1204" current="1" /%}'
        '{% cotton tabs.item label="New" url="?new" /%}{% endcotton %}'
    )

    links = tags(draw(source), "a")

    assert [link.get("aria-current") for link in links] == ["page", None]
    assert "1,204" in draw(source)


def test_tab_leads_to_its_part_without_script_too():
    link = tags(draw('{% cotton tabs.item label="New" url="?new" target="rows" /%}'), "a")[0]

    assert (link["href"], link["hx-get"], link["hx-target"]) == ("?new#rows", "?new", "#rows")


def test_table_of_cards_says_so():
    drawn = draw('{% cotton data_table label="Quotes" cards="1" %}<tbody></tbody>{% endcotton %}')

    assert "table-cards" in tags(drawn, "table")[0]["class"]


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES.rglob("*.html") if 'cards="1"' in path.read_text() and "cotton" not in path.parts],
    ids=lambda path: path.name,
)
def test_every_cell_of_a_card_says_what_it_is(path):
    """But the box to tick, an empty one, and one over all columns."""
    table = re.search(r'<c-data-table [^>]*cards="1".*?</c-data-table>', path.read_text(), re.DOTALL)[0]

    cells = re.findall(r"<td\b[^>]*>(?!</td>)", re.sub(r"{%.*?%}", "", table))

    assert cells
    assert not [cell for cell in cells if not re.search("data-label|cell-tick|colspan", cell)]
