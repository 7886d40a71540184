"""The job that makes an organisation's schema."""

from collections.abc import Mapping
from typing import Any

from tenants.jobs import JobRun, job_kind
from tenants.models import Organisation
from tenants.provisioning.replay import provision_schema

PROVISION = "tenants.provision"


@job_kind(PROVISION)
def provision(run: JobRun) -> Mapping[str, Any]:
    """Make the schema of the organisation named in the arguments."""
    organisation = Organisation.objects.get(pk=run.arguments["organisation"])
    provision_schema(organisation)
    return {"slug": organisation.slug}
