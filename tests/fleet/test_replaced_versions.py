"""The history of before version 0021 of the fleet's tables, brought into its form of today and back."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from fleet.models import Device
from tests.devices import make_device

MIGRATION = import_module("fleet.migrations.0021_replaced_versions")


@pytest.fixture(autouse=True)
def columns_of_before(in_acme) -> None:
    """What came after that version is left empty, as it was."""
    run("ALTER TABLE fleet_devicehistory ALTER funding SET DEFAULT '', ALTER grant_name SET DEFAULT ''")


def history() -> list[tuple[Any, ...]]:
    kept = apps.get_model("fleet", "DeviceHistory").objects.order_by("pgh_obj_id", "pgh_id")
    return list(kept.values_list("pgh_obj_id", "pgh_label", "pgh_created_at", "grade"))


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_it_works(in_acme, now):
    device = make_device("F2LXK1AAAA01", grade="A")
    Device.objects.update(grade="B", changed_at=now)
    replaced = history()

    run(MIGRATION.TO_BEGUN)

    assert [(label, grade) for _, label, _, grade in history()] == [("insert", "A"), ("update", "B")]
    assert history()[0][2] == device.created_at
    assert history()[1][2] == replaced[0][2]

    run(MIGRATION.TO_REPLACED)

    assert history() == replaced


def test_device_that_is_gone_keeps_its_last_version(in_acme, now):
    device = make_device("F2LXK1AAAA01", grade="A")
    device.delete()

    run(MIGRATION.TO_BEGUN)
    assert [(label, grade) for _, label, _, grade in history()] == [("insert", "A")]

    run(MIGRATION.TO_REPLACED)
    assert [(label, grade) for _, label, _, grade in history()] == [("delete", "A")]
