"""A company or a school asks for an account; somebody at the desk decides."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenants.models.organisation import Organisation


class SignUpRequestQuerySet(models.QuerySet["SignUpRequest"]):
    def open(self) -> "SignUpRequestQuerySet":
        """Those that wait for an answer."""
        return self.filter(status=SignUpRequest.Status.OPEN)

    def decided(self) -> "SignUpRequestQuerySet":
        return self.exclude(status=SignUpRequest.Status.OPEN)

    def oldest_first(self) -> "SignUpRequestQuerySet":
        return self.order_by("created_at", "id")

    def latest_decision_first(self) -> "SignUpRequestQuerySet":
        return self.order_by("-decided_at", "-id")


class SignUpRequest(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("sign_up_request", "Open")
        APPROVED = "approved", pgettext_lazy("sign_up_request", "Approved")
        DECLINED = "declined", pgettext_lazy("sign_up_request", "Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_name = models.CharField(_("name of the organisation"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Organisation.Kind.choices)
    country = models.CharField(_("country"), max_length=2, default="FR")
    full_name = models.CharField(_("your name"), max_length=300)
    email = models.EmailField(_("e-mail address"))
    message = models.TextField(_("message"), blank=True, max_length=5000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    created_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.CharField(max_length=36, blank=True)
    decided_by_name = models.CharField(max_length=300, blank=True)
    decline_reason = models.TextField(_("reason"), blank=True, max_length=2000)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SignUpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", decided_at__isnull=True)
                | (~models.Q(status="open") & models.Q(decided_at__isnull=False)),
                name="sign_up_decided_when_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(status="approved", organisation__isnull=False)
                | (~models.Q(status="approved") & models.Q(organisation__isnull=True)),
                name="sign_up_approved_has_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="declined") | ~models.Q(decline_reason=""),
                name="sign_up_declined_has_reason",
                violation_error_message=_("Say why: the person reads it in the e-mail."),
            ),
            models.UniqueConstraint(
                fields=["email", "organisation_name"],
                condition=models.Q(status="open"),
                name="sign_up_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation_name

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN
