"""One physical unit of an organisation's fleet."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Defect, FunctionalState, Grade, Lock


class Owner(models.TextChoices):
    ORGANISATION = "organisation", _("Ours")
    LESSOR = "lessor", _("Leased")
    PERSON = "person", _("Personal")
    FUNDER = "funder", _("Funded by a third party")
    OPERATOR = "operator", _("Sold to Renew")


class Funding(models.TextChoices):
    """Who paid for it; whose it is stands apart."""

    OWN = "own", _("Own budget")
    STATE = "state", _("State")
    REGION = "region", _("Region")
    DEPARTMENT = "department", _("Department or local authority")
    E_RATE = "e_rate", _("E-rate")
    GRANT = "grant", _("Grant")


class DeviceFacts(models.Model):
    """What is known of a device, in the fleet and in a staged row alike: one list, so that the two cannot drift."""

    serial = models.CharField(_("serial number"), max_length=64, blank=True)
    imei = models.CharField(_("IMEI"), max_length=15, blank=True)
    imei2 = models.CharField(_("second IMEI"), max_length=15, blank=True)
    asset_tag = models.CharField(_("asset tag"), max_length=64, blank=True)
    maker_text = models.CharField(_("maker, as written"), max_length=200, blank=True)
    model_text = models.CharField(_("model, as written"), max_length=300, blank=True)
    model_code = models.CharField(_("model code"), max_length=100, blank=True)
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True,
        blank=True, related_name="+", verbose_name=_("model"),
    )  # fmt: skip
    model_label = models.CharField(_("model"), max_length=300, blank=True)
    model_sort = models.CharField(max_length=300, blank=True)
    category = models.CharField(_("category"), max_length=40, blank=True)
    storage_gb = models.PositiveIntegerField(_("storage (GB)"), null=True, blank=True)
    ram_gb = models.PositiveIntegerField(_("memory (GB)"), null=True, blank=True)
    purchased_on = models.DateField(_("purchased on"), null=True, blank=True)
    age_from_on = models.DateField(_("in use since"), null=True, blank=True)
    age_evidence = models.CharField(max_length=20, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=100, blank=True)
    owner = models.CharField(_("owner"), max_length=12, choices=Owner.choices, blank=True)
    lessor = models.CharField(_("lessor"), max_length=200, blank=True)
    lease_reference = models.CharField(_("lease"), max_length=100, blank=True)
    lease_ends_on = models.DateField(_("lease ends on"), null=True, blank=True)
    purchase_amount = models.DecimalField(_("purchase price"), max_digits=9, decimal_places=2, null=True, blank=True)
    funding = models.CharField(_("paid for by"), max_length=12, choices=Funding.choices, blank=True)
    grant_name = models.CharField(_("grant"), max_length=200, blank=True)
    restricted_until_year = models.PositiveSmallIntegerField(
        _("not to be sold until the end of"), null=True, blank=True
    )
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, blank=True)
    functional_state = models.CharField(_("function"), max_length=6, choices=FunctionalState.choices, blank=True)
    lock = models.CharField(_("lock"), max_length=20, choices=Lock.choices, blank=True)
    battery_health = models.PositiveSmallIntegerField(_("battery (%)"), null=True, blank=True)
    evidence = models.CharField(max_length=30, blank=True)
    confidence = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True


FACTS = tuple(field.attname for field in DeviceFacts._meta.local_fields)


class DeviceQuerySet(models.QuerySet["Device"]):
    def unsold(self) -> "DeviceQuerySet":
        """Devices that are the organisation's affair, those that are gone too."""
        return self.exclude(owner=Owner.OPERATOR)

    def in_fleet(self) -> "DeviceQuerySet":
        """Devices the organisation still has."""
        return self.unsold().filter(gone_at__isnull=True)

    def gone(self) -> "DeviceQuerySet":
        """Devices somebody said are no longer there."""
        return self.unsold().filter(gone_at__isnull=False)

    def free(self) -> "DeviceQuerySet":
        """Devices the organisation may dispose of: its own, still there, and not in an offer yet."""
        return self.filter(owner=Owner.ORGANISATION, offer_id__isnull=True, gone_at__isnull=True)

    def matching(self, text: str) -> "DeviceQuerySet":
        """Devices whose identifiers or model contain the text."""
        words = text.strip()[:100]
        # `search` is kept in lower case by the database, so the words are put there by it too; `icontains` would turn
        # every row into capitals first.
        return self.filter(search__contains=Lower(models.Value(words))) if words else self


# By statement: pgtrigger's row triggers open and undo a subtransaction each, and undoing one looks through all foreign
# keys that are still to be checked. 100,000 new devices took 95 s so, and take 3 s in one statement.
# What a change or a removal replaces is kept. A device as it is stands in the fleet alone: one that never changes is
# written once.
@pghistory.track(
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(exclude=["changed_at", "search", "last_upload_id"]), row=pghistory.Old
    ),
    pghistory.DeleteEvent(),
    context_field=None,  # type: ignore[arg-type]  # the stubs forget None: no context row
    append_only=True,
    level=pghistory.Statement,
    model_name="DeviceHistory",
    exclude=["search", "model_sort"],
)
class Device(DeviceFacts):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No foreign key is checked for each new device: the database deletes neither a site nor an upload.
    site = models.ForeignKey(
        "fleet.Site", on_delete=models.PROTECT, db_constraint=False, null=True, blank=True, related_name="devices"
    )
    # What only a declaration says, never a list of devices; None where nobody said.
    cracked = models.BooleanField(_("cracked"), null=True, blank=True)
    has_charger = models.BooleanField(_("charger"), null=True, blank=True)
    defects = ArrayField(
        models.CharField(max_length=20, choices=Defect.choices),
        verbose_name=_("defects"),
        default=list,
        db_default=[],
        blank=True,
    )
    offer_id = models.UUIDField(null=True, blank=True)
    gone_at = models.DateTimeField(_("gone"), null=True, blank=True)
    gone_by_id = models.CharField(max_length=36, blank=True, db_default="")
    gone_by_name = models.CharField(max_length=300, blank=True, db_default="")
    first_upload = models.ForeignKey(
        "fleet.Upload", on_delete=models.PROTECT, db_constraint=False, null=True, related_name="+"
    )
    last_upload = models.ForeignKey(
        "fleet.Upload", on_delete=models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=Lower(
            models.functions.Concat(
                "serial", models.Value(" "), "imei", models.Value(" "), "asset_tag", models.Value(" "), "model_label"
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["serial"], condition=~models.Q(serial=""), name="device_serial_once"),
            models.UniqueConstraint(fields=["imei"], condition=~models.Q(imei=""), name="device_imei_once"),
            models.CheckConstraint(
                condition=~models.Q(serial="", imei="", asset_tag=""),
                name="device_has_an_identifier",
                violation_error_message=_("A device needs a serial number, an IMEI or an asset tag."),
            ),
            models.CheckConstraint(
                condition=models.Q(battery_health__isnull=True) | models.Q(battery_health__lte=100),
                name="device_battery_is_percent",
            ),
            models.CheckConstraint(
                condition=models.Q(gone_at__isnull=True, gone_by_name="")
                | (models.Q(gone_at__isnull=False) & ~models.Q(gone_by_name="")),
                name="device_gone_when_and_by",
            ),
        ]
        indexes = [
            models.Index(fields=["model_sort", "id"], name="device_by_model"),
            models.Index(fields=["asset_tag"], name="device_by_asset_tag", condition=~models.Q(asset_tag="")),
            models.Index(fields=["offer_id"], name="device_by_offer", condition=models.Q(offer_id__isnull=False)),
            models.Index(fields=["age_from_on", "id"], name="device_by_age"),
            # what the headline figures count, on every page: read from the index alone
            models.Index(fields=["owner", "age_from_on"], include=["model", "gone_at"], name="device_tally"),
            models.Index(fields=["id"], condition=models.Q(gone_at__isnull=False), name="device_gone"),
        ]

    def __str__(self) -> str:
        return f"{self.model_label or self.model_text} {self.serial or self.imei or self.asset_tag}".strip()

    @property
    def is_free(self) -> bool:
        return self.owner == Owner.ORGANISATION and self.offer_id is None and self.gone_at is None
