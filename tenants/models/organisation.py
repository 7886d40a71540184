"""A customer = a tenant: one row here, one schema of its own."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

RESERVED_SLUGS = frozenset({"www", "desk", "api", "cms", "admin", "mail", "static", "media"})

slug_validator = RegexValidator(
    r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", _("Use lower-case letters, digits and hyphens, at most 40.")
)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def ready(self) -> "OrganisationQuerySet":
        """Organisations whose schema is complete."""
        return self.filter(status=Organisation.Status.READY)

    def assigned_to(self, user: "models.Model") -> "OrganisationQuerySet":
        """Organisations that a person of the operator works for."""
        return self.filter(staff_assignments__user=user)


class Organisation(TenantMixin):
    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School")

    class TaxStatus(models.TextChoices):
        REGISTERED = "registered", _("Registered for VAT")
        EXEMPT = "exempt", _("Exempt from VAT")
        PUBLIC_BODY = "public_body", _("Public body")

    class Status(models.TextChoices):
        PROVISIONING = "provisioning", _("Being set up")
        READY = "ready", _("Ready")
        SUSPENDED = "suspended", _("Suspended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=40, unique=True, validators=[slug_validator])
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    tax_status = models.CharField(max_length=12, choices=TaxStatus.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROVISIONING)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    currency = models.CharField(max_length=3, default="EUR")
    siren = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    service_code = models.CharField(max_length=100, blank=True)
    address_line = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="FR")
    schema_fingerprint = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    auto_create_schema = False
    auto_drop_schema = False

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)),
                name="organisation_slug_not_reserved",
                violation_error_message=_("This address is reserved. Choose another."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="ready") | ~models.Q(schema_fingerprint=""),
                name="organisation_ready_has_fingerprint",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="company") | ~models.Q(tax_status="public_body"),
                name="organisation_company_is_no_public_body",
                violation_error_message=_("A company cannot be a public body."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public_body(self) -> bool:
        return self.tax_status == self.TaxStatus.PUBLIC_BODY

    @property
    def url(self) -> str:
        """The address of its portal, without a trailing slash."""
        return portal_url(self.slug)


class Domain(DomainMixin):
    """The label of an organisation's host: `acme` of `acme.<PORTAL_DOMAIN>`.

    Only the label, so that moving the portal to another domain changes no row.
    """

    def __str__(self) -> str:
        return str(self.domain)


def portal_url(label: str = "") -> str:
    """The address of a host: '' the public site, 'desk', or an organisation's slug."""
    host = f"{label}.{settings.PORTAL_DOMAIN}" if label else settings.PORTAL_DOMAIN
    port = f":{settings.PORTAL_PORT}" if settings.PORTAL_INSECURE_HTTP and settings.PORTAL_PORT else ""
    return f"{settings.PORTAL_SCHEME}://{host}{port}"
