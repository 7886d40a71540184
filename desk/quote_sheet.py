"""The sheet of a quote's lines: a formset that reads what was typed and fills the gaps from the stock."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from catalogue.models import StockOffer
from desk.human_numbers import AmountField, PercentField, QuantityField
from desk.margins import Margin
from quotes.actions.quotes import LineInput, Terms
from quotes.models import QuoteLine
from quotes.pricing.waterfall import plain
from tenants.models import Organisation

PREFIX = "lines"
EMPTY_ROWS = 5
MOST_ROWS = 500
CELLS = ("sku", "description", "quantity", "unit_cost", "unit_price", "discount_percent")


class TermsForm(forms.Form):
    """What the quote says beside its lines."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    customer_note = forms.CharField(
        label=_("A word to the customer"), max_length=5000, required=False, widget=forms.Textarea({"rows": 4})
    )
    delivery_line = forms.CharField(
        label=_("Delivery"), help_text=_("Where and when, in one line."), max_length=300, required=False
    )
    valid_until_on = forms.DateField(label=_("Valid until"), widget=DayInput)
    internal_note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only the desk reads this: it stands on no page and no document of the customer."),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until_on(self) -> date:
        """Raises: ValidationError, for a day that is over."""
        day: date = self.cleaned_data["valid_until_on"]
        if day < self.today:
            raise ValidationError(_("This day is over: choose one that is still to come."))
        return day

    def terms(self) -> Terms:
        """The terms as the action takes them."""
        return Terms(**{name: value for name, value in self.cleaned_data.items() if name != "seen_at"})


class LineForm(forms.Form):
    """One row. Nothing is required here: an empty row is no line, and the stock fills what a SKU leaves open."""

    sku = forms.CharField(max_length=60, required=False)
    description = forms.CharField(max_length=500, required=False)
    quantity = QuantityField(required=False)
    unit_cost = AmountField(required=False)
    unit_price = AmountField(required=False)
    discount_percent = PercentField(required=False)

    REQUIRED = {
        "sku": _("Give the line an article number (SKU)."),
        "description": _("Describe what is sold: this SKU is not in the stock."),
        "quantity": _("How many?"),
        "unit_cost": _("What does one cost us? This SKU is not in the stock."),
        "unit_price": _("At what price? This SKU is not in the stock."),
    }

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed but perhaps a discount."""
        return not any(str(self[cell].value() or "").strip() for cell in CELLS[:-1])

    def complete(self, offer: StockOffer | None, *, language: str) -> None:
        """Fill open cells from the stock, then name those that are still open."""
        if offer:
            for name, value in _from_stock(offer, language=language).items():
                if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
                    self.cleaned_data[name] = value
        for name, message in self.REQUIRED.items():
            if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
                self.add_error(name, ValidationError(message, "required"))

    def line(self) -> LineInput:
        """The row as the action takes it."""
        values: dict[str, Any] = {cell: self.cleaned_data[cell] for cell in CELLS}
        return LineInput(**{**values, "discount_percent": values["discount_percent"] or Decimal(0)})


if TYPE_CHECKING:
    Rows = BaseFormSet[LineForm]
else:
    Rows = BaseFormSet


class Sheet(Rows):
    """All rows. Those left empty or marked to be removed are no lines."""

    def __init__(self, data: QueryDict | None = None, *, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(data, prefix=PREFIX, **kwargs)

    def initial_form_count(self) -> int:
        """None once typed: a row that came from the database may be emptied like any other."""
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self) -> None:
        """Look up every SKU at once; whatever is still missing is an error of its row."""
        forms_typed = list(self.typed())
        skus = {form.cleaned_data.get("sku", "") for form in forms_typed}
        stock = {
            offer.sku: offer for offer in StockOffer.objects.filter(sku__in=skus, currency=self.organisation.currency)
        }
        for form in forms_typed:
            form.complete(stock.get(form.cleaned_data.get("sku", "")), language=self.organisation.language)

    def typed(self) -> Iterator[LineForm]:
        """The rows that are lines."""
        return (form for form in self.forms if not form.is_empty and not form[DELETION_FIELD_NAME].value())

    def lines(self) -> list[LineInput]:
        """What the action takes; of a valid sheet only."""
        return [form.line() for form in self.typed()]


_make_sheet = cast(
    Callable[..., Sheet],
    formset_factory(
        LineForm,
        formset=Sheet,
        extra=EMPTY_ROWS,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    ),
)


@dataclass(frozen=True, kw_only=True)
class RowState:
    """One row as the template draws it; `available` is how many the stock has, None for a SKU it does not know.

    `margin` is that of the saved line; what is typed has none before it is saved. `from_stock` names the cells that
    hold what the stock says: another SKU replaces them.
    """

    form: LineForm
    number: int
    available: int | None
    margin: Margin | None
    from_stock: frozenset[str]

    @property
    def is_short(self) -> bool:
        """Whether more is typed than there is."""
        typed = self.form["quantity"].value()
        return self.available is not None and str(typed or "").isdecimal() and int(str(typed)) > self.available


def sheet_of(lines: Sequence[QuoteLine], *, organisation: Organisation) -> Sheet:
    """The saved lines, and empty rows below them."""
    initial = [
        {
            "sku": line.sku,
            "description": line.description,
            "quantity": line.quantity,
            "unit_cost": line.unit_cost_amount,
            "unit_price": line.unit_price_amount,
            "discount_percent": plain(line.discount_percent) if line.discount_percent else "",
        }
        for line in lines
    ]
    return _make_sheet(organisation=organisation, initial=initial)


def typed_sheet(data: QueryDict, *, organisation: Organisation) -> Sheet:
    """The rows as they were typed."""
    return _make_sheet(data, organisation=organisation)


def with_more_rows(data: QueryDict) -> QueryDict:
    """What was typed, with room for five rows more: for browsers without script."""
    more, total = data.copy(), f"{PREFIX}-TOTAL_FORMS"
    rows = more.get(total, "")
    more[total] = str(min(int(rows) + EMPTY_ROWS, MOST_ROWS)) if rows.isdecimal() else rows
    return more


def rows_of(sheet: Sheet, *, margins: Sequence[Margin] = ()) -> list[RowState]:
    """The rows with what the stock has of each, and the margins of the saved ones; one query."""
    skus = [str(form["sku"].value() or "") for form in sheet.forms]
    stock = {offer.sku: offer for offer in StockOffer.objects.active().filter(sku__in={*skus} - {""})}
    return [
        _row(form, number, stock.get(sku), margin, language=sheet.organisation.language)
        for number, (form, sku, margin) in enumerate(zip_longest(sheet.forms, skus, margins), start=1)
    ]


def _row(form: LineForm, number: int, offer: StockOffer | None, margin: Margin | None, *, language: str) -> RowState:
    known = _from_stock(offer, language=language) if offer else {}
    return RowState(
        form=form,
        number=number,
        available=offer.available_quantity if offer else None,
        margin=margin,
        from_stock=frozenset(name for name, value in known.items() if str(form[name].value()) == str(value)),
    )


def _from_stock(offer: StockOffer, *, language: str) -> dict[str, str | Decimal]:
    """What the stock writes into a row, by cell."""
    return {
        "description": offer.title_in(language),
        "unit_cost": offer.unit_cost_amount,
        "unit_price": offer.unit_price_amount,
    }
