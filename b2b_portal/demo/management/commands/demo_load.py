"""Load the demonstration: catalogue, prices, stock, an invented cast and its history. Does nothing the second time."""

import io
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from b2b_portal.demo.cast import CUSTOMERS, make_cast
from b2b_portal.demo.history import write_history
from tenants.models import Organisation


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        known = Organisation.objects.ready().filter(slug__in=[customer.slug for customer in CUSTOMERS])
        if known.count() == len(CUSTOMERS):
            self.stdout.write("The demonstration is loaded already.")
            return
        at = timezone.now()
        for command in ("load_catalogue", "load_prices", "load_stock", "load_touchpoints"):
            call_command(command, stdout=io.StringIO())
        self.stdout.write("Catalogue, prices and stock are loaded.")
        organisations = make_cast(at=at)
        self.stdout.write(f"{len(organisations)} invented organisations are ready.")
        write_history(organisations, at=at)
        self.stdout.write("Their history is written: uploads, offers, quotes, an order, its invoice and report.")
