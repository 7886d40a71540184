"""Migrations stand in one line, and say all that the models say."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.conventions.source import ROOT

OURS = [
    config
    for config in apps.get_app_configs()
    if ROOT in Path(config.path).parents and ".venv" not in config.path and (Path(config.path) / "migrations").exists()
]
EACH_APP = pytest.mark.parametrize("app", OURS, ids=lambda config: config.label)


def test_it_works():
    assert {"tenants", "catalogue", "records", "fleet", "quotes", "invoices", "impact"} <= {app.label for app in OURS}


@EACH_APP
def test_last_migration_is_the_one_that_the_file_names(app):
    """Two branches that both add a migration then conflict in git, not in production."""
    leaves = MigrationLoader(None).graph.leaf_nodes(app.label)

    written = (Path(app.path) / "migrations/max_migration.txt").read_text().strip()

    assert [(app.label, written)] == leaves


def test_models_have_all_their_migrations(db):
    said = io.StringIO()

    try:
        call_command("makemigrations", "--check", "--dry-run", *(app.label for app in OURS), stdout=said)
    except SystemExit:
        pytest.fail(f"run `manage.py makemigrations`:\n{said.getvalue()}")
