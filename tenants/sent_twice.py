"""A form that is sent twice, by a double click or an impatient hand: the second time makes nothing new.

Whoever takes such a form in calls `wait_for_first`, then looks whether the same person has sent the same within
`WINDOW` before, and answers with what came of it.
"""

from datetime import datetime, timedelta

from django.db import connection

WINDOW = timedelta(seconds=10)


def wait_for_first(*, what: str) -> None:
    """Let those who send `what` through one by one: the next when the transaction of this one has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def about(at: datetime) -> tuple[datetime, datetime]:
    """From when to when the same is taken for a second click: of two in parallel the later may come first."""
    return at - WINDOW, at + WINDOW
