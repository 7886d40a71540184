"""A believable past for the demonstration, made by the same actions and jobs as people and workers use."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django_tenants.utils import schema_context, tenant_context

from b2b_portal.demo.cast import SIGN_UP
from b2b_portal.demo.stage import Cast, Scene, Stage, cues_of
from b2b_portal.demo.stories.acme import ACME
from b2b_portal.demo.stories.globex import GLOBEX
from b2b_portal.demo.stories.rosa_parks import ROSA_PARKS
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership, Organisation, User
from tenants.outbox import drain_outbox
from tenants.sign_up import request_sign_up

STORIES: Mapping[str, Sequence[Scene]] = {"acme": ACME, "rosa-parks": ROSA_PARKS, "globex": GLOBEX}
MEMBERS = {"acme": "alice@acme.example", "rosa-parks": "dora@rosa-parks.example", "globex": "charlie@globex.example"}
MANAGER = "sam@renew.example"


def write_history(organisations: Mapping[str, Organisation], *, at: datetime) -> None:
    """Play every story up to `at`, scene by scene in the order of time, so that documents are numbered in it too."""
    stages = {slug: Stage(cast=_cast_of(organisation), at=at) for slug, organisation in organisations.items()}
    for cue in cues_of(STORIES, now=at):
        stage = stages[cue.slug]
        stage.at = cue.at
        with transaction.atomic():  # no worker sees a scene before all that follows from it is done
            with tenant_context(organisations[cue.slug]):
                cue.deed(stage)
            run_everything(at=cue.at, of=organisations.values())
    with schema_context("public"):
        request_sign_up(**SIGN_UP, at=at - timedelta(hours=3))


def run_everything(*, at: datetime, of: Iterable[Organisation] | None = None) -> None:
    """Run what follows, in this process, until nothing is left to do; `of` these organisations alone."""
    with schema_context("public"):
        while drain_outbox(at=at):
            pass
        jobs = Job.objects.unfinished() if of is None else Job.objects.unfinished().filter(organisation__in=list(of))
        for job in jobs.order_by("created_at"):
            run_job_here(job, at=at)


def _cast_of(organisation: Organisation) -> Cast:
    member = Membership.objects.select_related("user").get(
        organisation=organisation, user__email=MEMBERS[organisation.slug]
    )
    manager = User.objects.get(email=MANAGER)
    return Cast(member=Actor.of(member.user, role=member.role), manager=Actor.of(manager))
