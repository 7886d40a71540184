"""What customers hold, told by their fleets: how many of each model, what IMEIs belong to, what the catalogue lacks.

Each organisation's rows are written anew by its own job; only sums over all of them are read, and no sum tells whose.
"""

from typing import NamedTuple

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Subquery, Sum

from catalogue.models.category import Category
from catalogue.models.device_model import DeviceModel
from catalogue.models.identification_key import IdentificationKey
from tenants.models import Organisation

SETTLED_FROM = 3  # devices that agree on what a type allocation code is


class LearntTacQuerySet(models.QuerySet["LearntTac"]):
    def for_organisation(self, organisation: Organisation) -> "LearntTacQuerySet":
        return self.filter(organisation=organisation)

    def settled(self) -> dict[str, str]:
        """The slug of the model by type allocation code, where enough devices agree and none says otherwise."""
        sums = self.values("tac").annotate(models=Count("model", distinct=True), sum=Sum("devices"), slug=Max("model"))
        return dict(sums.filter(models=1, sum__gte=SETTLED_FROM).order_by("tac").values_list("tac", "slug"))


class LearntTac(models.Model):
    """Devices of one organisation whose IMEIs begin with `tac` (3GPP TS 23.003) and that are this model for certain."""

    tac = models.CharField(max_length=8)
    model = models.ForeignKey(DeviceModel, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    devices = models.PositiveIntegerField()

    objects = LearntTacQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tac", "model", "organisation"], name="learnt_tac_once")]

    def __str__(self) -> str:
        return f"{self.tac}: {self.model_id}"


class GivenNameQuerySet(models.QuerySet["GivenName"]):
    def for_organisation(self, organisation: Organisation) -> "GivenNameQuerySet":
        return self.filter(organisation=organisation)

    def untaught(self) -> "GivenNameQuerySet":
        """Those that the catalogue does not know as another name of their model."""
        known = IdentificationKey.objects.filter(
            kind=IdentificationKey.Kind.ALIAS, key=OuterRef("written"), model_id=OuterRef("model_id")
        )
        return self.exclude(Exists(known))

    def one_of_each(self) -> "GivenNameQuerySet":
        """One row for each name and model, with how many customers say so; the most said first."""
        same = GivenName.objects.filter(
            maker_key=OuterRef("maker_key"), name_key=OuterRef("name_key"), model_id=OuterRef("model_id")
        )
        counted = same.order_by().values("model_id").annotate(number=Count("pk")).values("number")
        first = self.order_by("maker_key", "name_key", "model_id", "pk").distinct("maker_key", "name_key", "model_id")
        one_each = self.filter(pk__in=first.values("pk")).annotate(customers=Subquery(counted))
        return one_each.order_by("-customers", "written")


class GivenName(models.Model):
    """What people of one organisation said a model's name in their lists stands for."""

    maker_key = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=300)
    written = models.CharField(max_length=500)
    model = models.ForeignKey(DeviceModel, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    objects = GivenNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["maker_key", "name_key", "organisation"], name="given_name_once"),
        ]

    def __str__(self) -> str:
        return self.written


class HeldModel(NamedTuple):
    """A model over all customers; `category_id` is a slug."""

    name: str
    category_id: str
    held: int
    customers: int


class UnlistedModelQuerySet(models.QuerySet["UnlistedModel"]):
    def for_organisation(self, organisation: Organisation) -> "UnlistedModelQuerySet":
        return self.filter(organisation=organisation)

    def most_held(self) -> list["HeldModel"]:
        """Each model with how many devices and customers there are of it, the most first; one query."""
        sums = self.values("name", "category_id").annotate(
            held=Sum("devices"), customers=Count("organisation", distinct=True)
        )
        return [HeldModel(**row) for row in sums.order_by(F("held").desc(), "name")]


class UnlistedModel(models.Model):
    """A model that the catalogue lacks and others know by its code, with how many of it one organisation has."""

    name = models.CharField(max_length=300)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    devices = models.PositiveIntegerField()

    objects = UnlistedModelQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "category", "organisation"], name="unlisted_model_once")]

    def __str__(self) -> str:
        return self.name


class HeldDevicesQuerySet(models.QuerySet["HeldDevices"]):
    def for_organisation(self, organisation: Organisation) -> "HeldDevicesQuerySet":
        return self.filter(organisation=organisation)


class HeldDevices(models.Model):
    """How many devices of a model one organisation has; read as sums over all of them."""

    model = models.ForeignKey(DeviceModel, on_delete=models.CASCADE, related_name="held")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    devices = models.PositiveIntegerField()

    objects = HeldDevicesQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "organisation"], name="held_devices_once")]

    def __str__(self) -> str:
        return f"{self.model_id}: {self.devices}"
