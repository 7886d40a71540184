import json

import pytest
from django.core.management import CommandError, call_command

from b2b_portal.demo.cast import COMPANY
from tenants.models import LegalEntity
from tenants.selling_company import CompanyRefused, set_selling_company

pytestmark = pytest.mark.django_db

OTHER = {**COMPANY, "name": "Other SAS (fictitious)", "country": "FR", "capital_amount": "1000.00"}


def test_it_works():
    set_selling_company(OTHER)

    assert LegalEntity.objects.get(is_active=True).name == OTHER["name"]


def test_everything_wrong_is_said_at_once():
    with pytest.raises(CompanyRefused) as refused:
        set_selling_company({**OTHER, "siret": "123", "iban": "FR00", "city": "", "phone": "1"})

    assert len(refused.value.problems) == 4


def test_command_reads_a_file(tmp_path):
    file = tmp_path / "company.json"
    file.write_text(json.dumps({**OTHER, "name": "Third SAS (fictitious)"}, default=str))

    call_command("selling_company_set", str(file))

    assert LegalEntity.objects.get(is_active=True).name == "Third SAS (fictitious)"


def test_command_on_a_file_that_is_no_json_says_so(tmp_path):
    file = tmp_path / "company.json"
    file.write_text("no")

    with pytest.raises(CommandError, match="cannot be read as JSON"):
        call_command("selling_company_set", str(file))
