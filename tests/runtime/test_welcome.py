import pytest

from b2b_portal.runtime.welcome import address, draw_table, welcome
from tenants.models import Organisation


def test_it_works(acme):
    text = welcome(domain="localhost", port=8001)

    assert "Public site" in text
    assert "http://localhost:8001/" in text
    assert "http://desk.localhost:8001/" in text
    assert "http://acme.localhost:8001/" in text


def test_welcome_without_organisations_shows_the_two_rooms(db):
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)

    text = welcome(domain="localhost", port=8000)

    assert text.count("http://") == 2


@pytest.mark.parametrize(
    ("label", "expected"), [("", "http://localhost:8000/"), ("acme", "http://acme.localhost:8000/")]
)
def test_address_puts_the_label_before_the_domain(label, expected):
    assert address(domain="localhost", port=8000, label=label) == expected


def test_draw_table_aligns_columns_without_trailing_space():
    assert draw_table([("a", "bb"), ("ccc", "d")]) == "  a    bb\n  ccc  d"


def test_draw_table_of_nothing_is_empty():
    assert draw_table([]) == ""
