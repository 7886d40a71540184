"""What may happen to a price book: one table. A published book is frozen; only another one replaces it."""

from enum import StrEnum

from b2b_portal.lib.states import StateMachine, Transition


class PriceBookStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


PRICE_BOOK = StateMachine(
    name="price_book",
    initial=(PriceBookStatus.DRAFT,),
    transitions=(
        Transition(source=PriceBookStatus.DRAFT, target=PriceBookStatus.PUBLISHED, event="price_book.published"),
        Transition(source=PriceBookStatus.PUBLISHED, target=PriceBookStatus.RETIRED, event="price_book.retired"),
    ),
)
