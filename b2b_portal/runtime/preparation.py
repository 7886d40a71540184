"""Everything that must be true before the portal answers: messages, tables, the pages of the site, static files."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError

from b2b_portal.runtime.messages import compile_messages
from b2b_portal.runtime.statics import collect_static_files
from tenants.models import Organisation
from tenants.provisioning.template import current_template, migration_fingerprint


def prepare_portal(*, var: Path, say: Callable[[str], object]) -> None:
    """Bring messages, tables, pages and static files up to date; `say` hears of each step that has work to do."""
    for locale in settings.LOCALE_PATHS:
        for written in compile_messages(locale=Path(locale)):
            say(f"Compiled {written.parts[-3]}/{written.name}.")
    if not schemas_are_current():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("site_pages_create", verbosity=0)
    if collect_static_files(var=var):
        say("Collected the static files.")


def schemas_are_current() -> bool:
    """Whether the public schema, every organisation and the template have seen all migrations of this code."""
    fingerprint = migration_fingerprint()
    try:
        template = current_template()
    except ProgrammingError:  # no tables yet
        return False
    if template is None or template.fingerprint != fingerprint:
        return False
    return not Organisation.objects.ready().exclude(schema_fingerprint=fingerprint).exists()
