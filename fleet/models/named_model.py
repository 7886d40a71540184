"""What somebody of this organisation said a model's name in its lists stands for."""

from django.db import models

from fleet.intake.own_names import NameKey


class NamedModelQuerySet(models.QuerySet["NamedModel"]):
    def as_names(self) -> dict[NameKey, str]:
        """The slug of the model by folded maker and name; one query."""
        return {(maker, name): slug for maker, name, slug in self.values_list("maker_key", "name_key", "model_id")}


class NamedModel(models.Model):
    maker_key = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=300)
    written = models.CharField(max_length=500)
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    named_at = models.DateTimeField()
    named_by_id = models.CharField(max_length=36, blank=True)
    named_by_name = models.CharField(max_length=300)

    objects = NamedModelQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["maker_key", "name_key"], name="named_model_once")]

    def __str__(self) -> str:
        return self.written
