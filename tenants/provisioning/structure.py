"""The structure of a schema as text, so that two schemas can be compared."""

import hashlib

from django.db import connection

_SQL = """
WITH ns AS (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = (SELECT oid FROM ns) AND c.relkind IN ('r', 'p', 'v')
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = (SELECT oid FROM ns)
UNION ALL
SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = (SELECT oid FROM ns) AND contype <> 'n'
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(t.oid)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = (SELECT oid FROM ns) AND NOT t.tgisinternal
UNION ALL
SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = (SELECT oid FROM ns)
UNION ALL
SELECT 'sequence ' || c.relname FROM pg_class c WHERE c.relnamespace = (SELECT oid FROM ns) AND c.relkind = 'S'
"""


def describe_structure(schema_name: str) -> str:
    """Every column, index, constraint, trigger, function and sequence of a schema, sorted, without its name."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"schema": schema_name})
        lines = [row[0].replace(schema_name, "SCHEMA") for row in cursor.fetchall()]
    return "\n".join(sorted(lines))


def structure_sha256(schema_name: str) -> str:
    """The fingerprint of `describe_structure`."""
    return hashlib.sha256(describe_structure(schema_name).encode()).hexdigest()
