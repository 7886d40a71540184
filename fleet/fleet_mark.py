"""A mark of the fleet as it is stored: any device, lot or site that is written or removed gives another one.

PostgreSQL notes on each row which transaction wrote it (`xmin`) and where (`ctid`); the mark is the sum of a hash of
those. It takes a tenth of the time of comparing a list with the fleet, which rests while the mark is the same.
"""

from django.db import connection

_MARK = """
    SELECT concat(count(*), '.', sum(hash_record_extended((id, xmin, ctid), 0))) FROM fleet_device
    UNION ALL SELECT concat(count(*), '.', sum(hash_record_extended((id, xmin, ctid), 0))) FROM fleet_countedlot
    UNION ALL SELECT concat(count(*), '.', sum(hash_record_extended((id, xmin, ctid), 0))) FROM fleet_site
"""


def read_fleet_mark() -> str:
    """Return the mark, at most 150 characters; to be read before what it vouches for, or a change between is missed."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return " ".join(mark for (mark,) in cursor.fetchall())
