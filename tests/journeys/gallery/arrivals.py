"""What visitors have left on the public site, so that the desk has something to look at."""

from django.utils import timezone
from django_tenants.utils import schema_context

from cms.contact.messages import receive_message
from tenants.sign_up import request_sign_up


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
