"""`migrate`: the public schema, every organisation that is behind, then the template for new ones.

A subclass of django-tenants' command only because pghistory swaps the autodetector of makemigrations and Django's
check commands.E001 wants migrate and makemigrations to agree.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import makemigrations
from django.utils import timezone
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

from tenants.models import Organisation
from tenants.provisioning.template import migrate_schema, migration_fingerprint, refresh_template


class Command(MigrateSchemasCommand):
    autodetector = makemigrations.Command.autodetector

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; with --schema, --check or --plan only what django-tenants does with them."""
        if any(options.get(name) for name in ("schema_name", "check_unapplied", "plan", "app_label", "tenant")):
            super().handle(*args, **options)
            return
        super().handle(*args, **{**options, "shared": True})
        call_command("createcachetable", verbosity=0)
        self._migrate_organisations(options)
        refresh_template(at=timezone.now())

    def _migrate_organisations(self, options: dict[str, Any]) -> None:
        fingerprint = migration_fingerprint()
        behind = Organisation.objects.ready().exclude(schema_fingerprint=fingerprint)
        for organisation in behind.order_by("created_at"):
            if options.get("verbosity", 1):
                self.stdout.write(f"organisation {organisation.slug}")
            migrate_schema(organisation.schema_name)
            Organisation.objects.filter(pk=organisation.pk).update(schema_fingerprint=fingerprint)
