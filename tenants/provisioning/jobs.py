"""The job that makes an organisation's schema."""

from collections.abc import Mapping
from typing import Any

from tenants.jobs import JobRun, job_kind
from tenants.models import Organisation
from tenants.outbox import publish
from tenants.provisioning.replay import provision_schema

PROVISION = "tenants.provision"


@job_kind(PROVISION)
def provision(run: JobRun) -> Mapping[str, Any]:
    """Make the schema of the organisation named in the arguments, and tell that it is ready."""
    organisation = Organisation.objects.get(pk=run.arguments["organisation"])
    if provision_schema(organisation):
        publish(kind="organisation.ready", organisation_id=organisation.pk, payload={}, by=run.by, at=run.at)
    return {"slug": organisation.slug}
