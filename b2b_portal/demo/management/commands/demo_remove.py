"""Remove the demonstration: its organisations, people, files and traces. Catalogue, prices and stock stay.

Refused as a whole when something of it is not its own, or when another organisation needs it.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from b2b_portal.demo.ownership import NotTheDemo, find_demo_organisations
from b2b_portal.demo.removal import remove_demo


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--all", action="store_true", help="catalogue, prices and stock too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not options["yes"] and not self._is_wanted(everything=options["all"]):
                self.stdout.write("Nothing was removed.")
                return
            removed = remove_demo(at=timezone.now(), everything=options["all"])
        except NotTheDemo as refused:
            raise CommandError(f"Nothing was removed. {refused}") from refused
        except OperationalError as busy:
            raise CommandError(
                "Nothing was removed: somebody is at work in it. Stop the portal, or try again."
            ) from busy
        if not removed:
            self.stdout.write("There is no demonstration here: nothing was removed.")
            return
        self.stdout.write("Removed: " + ", ".join(f"{count} {name}" for name, count in removed.counts.items()) + ".")
        for sentence in removed.kept:
            self.stdout.write(sentence)

    def _is_wanted(self, *, everything: bool) -> bool:
        """Ask; no answer is no."""
        names = ", ".join(organisation.name for organisation in find_demo_organisations())
        what = f"{names or 'what is left of the demonstration'}{', and the whole catalogue' if everything else ''}"
        self.stdout.write(f"This removes {what}, with everything in it, for good.")
        try:
            return input("Type yes to go on: ").strip().lower() == "yes"
        except EOFError:
            return False
