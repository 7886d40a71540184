"""Entries of the wanted list for tests, made by the action of the price manager."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.models import WantedModel
from catalogue.wanted import Wish, add_wanted
from tenants.actor import Actor
from tenants.models import User

PHONE = "apple-iphone-13"


def a_wish(**changes: Any) -> Wish:
    until_on = timezone.localdate() + timedelta(days=30)
    return Wish(**{"model_slug": PHONE, "percent": Decimal("8.0"), "until_on": until_on, **changes})


def want(**changes: Any) -> WantedModel:
    paula = Actor.of(User.objects.get(email="paula@renew.example"))
    return add_wanted(wish=a_wish(**changes), by=paula, at=timezone.now(), today=timezone.localdate())
