"""Rows that organisations refer to without a foreign key in the database: it refuses to delete them (ADR 0003)."""

import pgtrigger

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
