"""The cast of the public site: nobody, and Eve, who may edit it."""

import hashlib
import uuid
from datetime import datetime

import pytest

from records.documents import new_verify_code
from tenants.models import Organisation, User, VerifyCode
from tests.conftest import HostClient

CONTENT = b"%PDF-1.7 the bytes of an invoice"


@pytest.fixture
def eve(db) -> User:
    return User.objects.get(email="eve@renew.example")


@pytest.fixture
def editor_desk(eve: User) -> HostClient:
    """eve, at the desk."""
    return HostClient("desk").sign_in(eve, "desk")


@pytest.fixture
def issued(acme: Organisation, now: datetime) -> VerifyCode:
    """An invoice of Acme, as anybody can check it."""
    return VerifyCode.objects.create(
        code=new_verify_code(),
        organisation=acme,
        document_id=uuid.uuid4(),
        kind="invoice",
        number="F-2026-000007",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        issued_at=now,
    )
