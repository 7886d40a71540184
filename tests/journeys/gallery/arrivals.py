"""What people have left to be answered: on the public site for the desk, and a list whose columns are not certain."""

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tenants.utils import schema_context, tenant_context

from cms.contact.messages import receive_message
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.keeping import Keep
from fleet.models import Upload
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership, Organisation
from tenants.sign_up import request_sign_up

UNSURE = """Boîtier;Pièce;Désignation;Adresse mail
5CG1234ABC;B12;HP EliteBook 840 G8;jean@rosa-parks.example
5CG9876XYZ;B14;HP EliteBook 840 G8;anne@rosa-parks.example
5CG4567KLM;CDI;HP EliteBook 840 G8;paul@rosa-parks.example
"""


HALF_GOOD = """Serial number,Manufacturer,Model,Storage,Condition
F2LXK1GGGG01,Apple,iPhone 13,128 GB,B
F2LXK1GGGG02,Apple,iPhone 13,lots,nickel
PHONE00000001,Acme,Smartphone Bleu,,B
,Apple,iPhone 13,128 GB,B
F2LXK1GGGG01,Apple,iPhone 13,128 GB,B
"""


def leave_unsure_list(slug: str) -> None:
    """Upload a list to an organisation of which it is not certain what every column is."""
    organisation = Organisation.objects.get(slug=slug)
    with tenant_context(organisation):
        _upload(UNSURE, "salle-b12.csv", by=_first_member(organisation))


def leave_divided_list(slug: str) -> None:
    """Upload a list to an organisation, import its good rows, and leave the others to be answered."""
    organisation = Organisation.objects.get(slug=slug)
    by = _first_member(organisation)
    with tenant_context(organisation):
        upload = _upload(HALF_GOOD, "salle-b14.csv", by=by)
        run_job_here(commit_upload(upload=upload, by=by, at=timezone.now(), keep=Keep.QUESTIONS))


def _first_member(organisation: Organisation) -> Actor:
    membership = Membership.objects.for_organisation(organisation).earliest("pk")
    return Actor.of(membership.user, role=membership.role)


def _upload(content: str, filename: str, *, by: Actor) -> Upload:
    """Upload it and have it read."""
    file = ContentFile(content.encode())
    upload = receive_upload(file=file, filename=filename, by=by, at=timezone.now())
    run_job_here(Job.objects.get(pk=str(upload.job_id)))
    upload.refresh_from_db()
    return upload


def leave_arrivals() -> None:
    """Ask for an account and write a message as an invented school; the same sent again stays one."""
    with schema_context("public"):
        request_sign_up(
            organisation_name="Collège des Trois-Rivières (fictitious)",
            kind="school",
            country="FR",
            full_name="Inès Moreau",
            email="ines@trois-rivieres.example",
            message="About 180 tablets and two computer rooms, from January on.",
            language="fr",
            at=timezone.now(),
        )
        receive_message(
            subject="selling",
            full_name="Inès Moreau",
            email="ines@trois-rivieres.example",
            organisation_name="Collège des Trois-Rivières (fictitious)",
            message="Our tablets are still locked to pupils' accounts.\nDo you take them all the same?",
            language="fr",
            at=timezone.now(),
        )
