import pytest
from django.db import connection

from tenants.delivered_messages import forget_delivered_messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker_table(db) -> None:
    """The part of kombu's table that matters here."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.kombu_message (id serial PRIMARY KEY, visible boolean)")


def messages() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM public.kombu_message ORDER BY id")
        return [number for (number,) in cursor.fetchall()]


def test_it_works(broker_table):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO public.kombu_message (visible) VALUES (false), (true), (false)")

    forgotten = forget_delivered_messages()

    assert (forgotten, messages()) == (2, [2])


def test_broker_without_such_a_table_has_nothing_to_forget(db):
    assert forget_delivered_messages() == 0
