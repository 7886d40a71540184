from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_PLUMBING = ("SAVEPOINT", "RELEASE")


@contextmanager
def queries() -> Iterator[list[str]]:
    """Fill a list with the statements that were run, but for savepoints."""
    ran: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield ran
    ran.extend(query["sql"] for query in captured if not query["sql"].startswith(_PLUMBING))
