"""Make the public site's pages that were never made before, in each language; never one that an editor removed."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.initial_pages import create_site_pages


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which pages were made; a second time, nothing."""
        made = create_site_pages()
        if made and options["verbosity"]:
            self.stdout.write("\n".join(made))
