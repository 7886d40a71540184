from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_PLUMBING = ("SET search_path", "SAVEPOINT", "RELEASE")


@contextmanager
def queries() -> Iterator[list[str]]:
    """Fill a list with the statements that were run, but for savepoints and the choice of a schema before each."""
    ran: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield ran
    ran.extend(query["sql"] for query in captured if not query["sql"].startswith(_PLUMBING))
