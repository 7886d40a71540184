"""A price book is published once: from then on the database refuses to change it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.book_events import note_event
from catalogue.models import PriceBook, PriceBookEvent
from catalogue.price_content import fingerprint_of
from catalogue.states import PRICE_BOOK, PriceBookStatus
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import STAFF_PERMISSIONS, DeskPermission


class SecondPersonNeeded(Exception):
    """Who made a draft or uploaded its rows does not publish it."""

    def __init__(self, *, book: PriceBook) -> None:
        names = ", ".join(map(str, who_may_publish(book)))
        told = (
            _("Another person publishes what you have drafted: ask %(names)s.")
            if names
            else _("Another person publishes what you have drafted, and nobody else may: have an account made for one.")
        )
        super().__init__(told % {"names": names})


def who_may_publish(book: PriceBook) -> list[User]:
    """Return the people who may publish a draft: all with the permission but those who made it."""
    roles = [role for role, allowed in STAFF_PERMISSIONS.items() if DeskPermission.PRICE_PUBLISH in allowed]
    people = User.objects.filter(is_active=True, staff_role__in=roles).order_by("full_name", "email")
    return [person for person in people if str(person.pk) not in _makers_of(book)]


def _makers_of(book: PriceBook) -> set[str]:
    return {book.drafted_by_id, book.uploaded_by_id} - {""}


@transaction.atomic
def publish_price_book(*, book: PriceBook, by: Actor, at: datetime) -> PriceBook:
    """Freeze a draft with the fingerprint of its rows; it is in force from its own `effective_at`.

    The operator's command line publishes what it loads itself: such a book was drafted by nobody.
    Raises: IllegalTransition, when it is not a draft; SecondPersonNeeded.
    """
    book = PriceBook.objects.select_for_update().get(pk=book.pk)
    PRICE_BOOK.check(source=book.status, target=PriceBookStatus.PUBLISHED)
    if by.id in _makers_of(book):
        raise SecondPersonNeeded(book=book)
    book.status = PriceBookStatus.PUBLISHED
    book.sha256 = fingerprint_of(book)
    book.published_at, book.published_by_id, book.published_by_name = at, by.id, by.name
    book.save()
    note_event(book, PriceBookEvent.Verb.PUBLISHED, by=by, at=at, **_loaded(book))
    return book


def _loaded(book: PriceBook) -> dict[str, str]:
    return {} if _makers_of(book) else {"loaded": "command"}


@transaction.atomic
def retire_price_book(*, book: PriceBook, by: Actor, at: datetime) -> PriceBook:
    """Take a published book out of force, for offers to come; those made with it keep it.

    Raises: IllegalTransition, when it is not published.
    """
    book = PriceBook.objects.select_for_update().get(pk=book.pk)
    PRICE_BOOK.check(source=book.status, target=PriceBookStatus.RETIRED)
    book.status = PriceBookStatus.RETIRED
    book.retired_at, book.retired_by_id, book.retired_by_name = at, by.id, by.name
    book.save()
    note_event(book, PriceBookEvent.Verb.RETIRED, by=by, at=at)
    return book
