"""Load the demonstration: catalogue, prices, stock, an invented cast and its history. Does nothing the second time."""

import io
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from b2b_portal.demo.cast import CUSTOMERS, make_cast
from b2b_portal.demo.history import write_history
from b2b_portal.demo.ownership import NotTheDemo, check_selling_company, find_demo_organisations
from catalogue.loading.command import DATA

AGE = timedelta(days=180)  # of the oldest thing in the stories, and a few days


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            known = find_demo_organisations()
            check_selling_company()
        except NotTheDemo as refused:
            raise CommandError(f"The demonstration is not loaded. {refused}") from refused
        if len(known) == len(CUSTOMERS):
            self.stdout.write("The demonstration is loaded already.")
            return
        if known:
            names = ", ".join(organisation.slug for organisation in known)
            raise CommandError(f"Only a part of the demonstration is there ({names}): run `demo_remove` first.")
        self._load()

    def _load(self) -> None:
        at = timezone.now()
        books = sorted(str(path) for path in DATA.glob("prices-*.json"))
        prices = [["load_prices", book] for book in books]
        for command, *file in (["load_catalogue"], *prices, ["load_stock"], ["load_touchpoints"]):
            call_command(command, *file, stdout=io.StringIO())
        self.stdout.write("Catalogue, prices and stock are loaded.")
        with transaction.atomic():  # all of it or nothing: what is half there could not be told from the rest
            organisations = make_cast(at=at - AGE)
            self.stdout.write(f"{len(organisations)} invented organisations are ready.")
            write_history(organisations, at=at)
        self.stdout.write("Half a year of their history is written: lists, offers, quotes, orders, documents.")
