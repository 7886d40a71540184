"""The statements that make an organisation's schema, taken from a migrated empty one after each deploy."""

from django.db import models


class SchemaTemplate(models.Model):
    fingerprint = models.CharField(max_length=64, unique=True)
    schema_name = models.CharField(max_length=63)
    statements = models.TextField()
    structure_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.fingerprint[:12]
