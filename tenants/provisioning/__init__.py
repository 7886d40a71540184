"""Making an organisation's schema in a quarter of a second: replay the statements of a migrated, empty template.

Replaying migrations takes seconds (bench/cases/provision.py measures both); docs/adr/0002 says why this way.
"""
