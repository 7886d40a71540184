"""The jobs that tell a person how his request for an account ended."""

from collections.abc import Mapping
from typing import Any

from tenants import notifications
from tenants.jobs import JobRun, job_kind
from tenants.models import SignUpRequest, User

TELL_READY = "tenants.tell_portal_ready"
TELL_DECLINED = "tenants.tell_sign_up_declined"


@job_kind(TELL_READY)
def tell_portal_ready(run: JobRun) -> Mapping[str, Any]:
    """Write to the person whose request made this organisation; one made by command has nobody to write to."""
    asked = SignUpRequest.objects.filter(organisation=run.organisation).first()
    if asked is None or run.organisation is None:
        return {"sent": 0}
    user = User.objects.get(email__iexact=asked.email)
    notifications.tell_portal_ready(user=user, organisation=run.organisation)
    return {"sent": 1}


@job_kind(TELL_DECLINED)
def tell_sign_up_declined(run: JobRun) -> Mapping[str, Any]:
    """Write to the person whose request was declined."""
    notifications.tell_sign_up_declined(sign_up=SignUpRequest.objects.get(pk=run.arguments["sign_up"]))
    return {"sent": 1}
