"""The public rows: organisations, people, and what spans organisations."""

from tenants.models.access_log import AccessLog
from tenants.models.job import Job
from tenants.models.legal_entity import LegalEntity, NumberSeries
from tenants.models.listed_number import ListedNumber, SharedNumbers
from tenants.models.membership import Membership, StaffAssignment
from tenants.models.open_case import OpenCase
from tenants.models.organisation import Domain, Organisation
from tenants.models.outbox import OutboxEvent
from tenants.models.schema_template import SchemaTemplate
from tenants.models.sign_up import SignUpRequest
from tenants.models.user import User
from tenants.models.verify_code import VerifyCode

__all__ = [
    "AccessLog",
    "Domain",
    "Job",
    "LegalEntity",
    "ListedNumber",
    "Membership",
    "NumberSeries",
    "OpenCase",
    "Organisation",
    "OutboxEvent",
    "SchemaTemplate",
    "SharedNumbers",
    "SignUpRequest",
    "StaffAssignment",
    "User",
    "VerifyCode",
]
