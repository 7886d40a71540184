"""The IMEIs of a fleet in the index that tells whether another organisation lists them too.

HMAC (RFC 2104) is made in the database, of the SHA-256 it has: no number leaves its organisation's schema, and 100,000
of them are one statement. The two halves of the key are its inner and outer padding.
"""

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from records.documents import current_organisation

_BLOCK = 64  # bytes, of SHA-256
_INNER, _OUTER = 0x36, 0x5C

# One organisation at a time, or two that are listed at once would not see each other.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('listed numbers'))"

_LIST = """
    WITH listed AS (
        SELECT DISTINCT sha256(%(outer)s || sha256(%(inner)s || convert_to(number, 'UTF8'))) AS digest
        FROM fleet_device, unnest(ARRAY[imei, imei2]) AS number
        WHERE owner <> 'operator' AND gone_at IS NULL AND number <> ''
    ), dropped AS (
        DELETE FROM tenants_listednumber kept
        WHERE organisation_id = %(organisation)s AND NOT EXISTS (SELECT FROM listed WHERE listed.digest = kept.digest)
    )
    INSERT INTO tenants_listednumber (organisation_id, digest) SELECT %(organisation)s, digest FROM listed
    ON CONFLICT DO NOTHING
"""

_FORGET_PAIRS = "DELETE FROM tenants_sharednumbers WHERE %(organisation)s IN (first_id, second_id)"
_PAIR = """
    INSERT INTO tenants_sharednumbers (first_id, second_id, numbers)
    SELECT least(own.organisation_id, other.organisation_id), greatest(own.organisation_id, other.organisation_id),
           count(*)
    FROM tenants_listednumber own JOIN tenants_listednumber other USING (digest)
    WHERE own.organisation_id = %(organisation)s AND other.organisation_id <> %(organisation)s
    GROUP BY own.organisation_id, other.organisation_id
"""


def list_numbers() -> int:
    """Write this organisation's part of the index, and what others list too; returns how many those others are."""
    key = salted_hmac("fleet.listed_numbers", "", algorithm="sha256").digest().ljust(_BLOCK, b"\0")
    parameters = {
        "organisation": current_organisation().pk,
        "inner": bytes(byte ^ _INNER for byte in key),
        "outer": bytes(byte ^ _OUTER for byte in key),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ALONE)
        cursor.execute(_LIST, parameters)
        cursor.execute(_FORGET_PAIRS, parameters)
        cursor.execute(_PAIR, parameters)
        return int(cursor.rowcount)
