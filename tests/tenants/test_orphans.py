import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tenants.utils import tenant_context

from tenants.orphans import find_orphans, keys_into_public
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def test_it_works(acme):
    with tenant_context(acme):
        make_device("PF3A1B2C")

    assert find_orphans(acme) == []


def test_key_without_its_public_row_is_counted(acme):
    with tenant_context(acme):
        make_device("PF3A1B2C")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE fleet_device SET model_id = 'no-such-model'")

    found = {orphans.column: orphans.count for orphans in find_orphans(acme)}

    assert found["fleet_device.model_id"] == 1


def test_every_key_into_public_is_without_constraint_and_looked_at():
    keys = list(keys_into_public())

    assert {"fleet_device", "quotes_buybackoffer"} <= {key.model._meta.db_table for key in keys}
    assert [str(key) for key in keys if key.db_constraint] == []


def test_command_without_orphans_says_so(acme, capsys):
    call_command("orphans_find", "--json")

    assert json.loads(capsys.readouterr().out) == {"organisations": 3, "orphans": []}


def test_command_with_an_orphan_fails(acme):
    with tenant_context(acme):
        make_device("PF3A1B2C")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE fleet_device SET model_id = 'no-such-model'")

    with pytest.raises(CommandError, match="points nowhere 1 times"):
        call_command("orphans_find")
