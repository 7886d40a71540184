"""Rows that organisations refer to without a foreign key in the database: it refuses to delete them."""

import pgtrigger

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
