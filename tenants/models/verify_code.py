"""A code printed on a document, by which anyone checks it on the public site without an account."""

from django.db import models

from tenants.models.organisation import Organisation


class VerifyCode(models.Model):
    code = models.CharField(max_length=19, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
