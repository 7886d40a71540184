from pathlib import Path

import pytest

from b2b_portal.runtime.preparation import schemas_are_current
from b2b_portal.runtime.statics import collect_static_files
from tenants.models import Organisation, SchemaTemplate


def test_it_works(db):
    assert schemas_are_current() is True


def test_schemas_are_current_with_an_organisation_behind_is_false(acme):
    Organisation.objects.filter(pk=acme.pk).update(schema_fingerprint="older")

    assert schemas_are_current() is False


def test_schemas_are_current_with_an_old_template_is_false(db):
    SchemaTemplate.objects.update(fingerprint="older")

    assert schemas_are_current() is False


def test_schemas_are_current_without_a_template_is_false(db):
    SchemaTemplate.objects.all().delete()

    assert schemas_are_current() is False


@pytest.fixture
def one_source(settings, tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    (source / "app.css").write_text("body {}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return source


def test_collect_static_files_the_first_time_copies(one_source, tmp_path):
    assert collect_static_files(var=tmp_path) is True
    assert (tmp_path / "collected" / "app.css").exists()


def test_collect_static_files_unchanged_does_nothing(one_source, tmp_path):
    collect_static_files(var=tmp_path)

    assert collect_static_files(var=tmp_path) is False


def test_collect_static_files_after_a_change_runs_again(one_source, tmp_path):
    collect_static_files(var=tmp_path)
    (one_source / "app.css").write_text("body { margin: 0 }")

    assert collect_static_files(var=tmp_path) is True
