"""A request for an account, so that the desk has one to look at."""

from django.utils import timezone
from django_tenants.utils import schema_context

from tenants.sign_up import request_sign_up


def leave_a_sign_up() -> None:
    """Ask as an invented school; the same request sent again stays one."""
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
