"""Price books: the list, one of them beside the one in force, and what may be done with it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from b2b_portal.lib.states import IllegalTransition
from catalogue.drafting import NotADraft, VersionTaken, copy_price_book, discard_draft
from catalogue.models import Category, Maker, PriceBook
from catalogue.models.price_book_event import events_of
from catalogue.price_difference import Narrowed, largest_changes, list_changes, sum_changes
from catalogue.price_standing import book_before, standing_books
from catalogue.price_words import sheet_words
from catalogue.price_workbook import write_price_workbook
from catalogue.publishing import SecondPersonNeeded, publish_price_book, retire_price_book, who_may_publish
from catalogue.states import PRICE_BOOK, PriceBookStatus
from desk.price_changes import shown_changes, shown_kinds
from desk.price_forms import CopyBookForm
from desk.price_trial import trial_of
from desk.price_warnings import shown_warnings
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

PER_PAGE = 50
FIRST_CURRENCY = "EUR"


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_books(request: StaffRequest) -> HttpResponse:
    """Every version of every currency: in force, to come, drafts and past."""
    context = {"currencies": standing_books(at=timezone.now())}
    return render_page(request=request, template="desk/price_books.html", context=context)


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_book(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """One book and what it changes."""
    book = get_object_or_404(PriceBook, pk=price_book_id)
    before = book_before(book, at=timezone.now())
    is_draft = book.status == PriceBookStatus.DRAFT
    context = {
        "book": book,
        "before": before,
        "history": events_of(book),
        "others": who_may_publish(book) if is_draft else [],
        "is_mine": request.actor.id in {book.drafted_by_id, book.uploaded_by_id},
        **_changes_of(request, book, before),
        **({"warnings": shown_warnings(book), **trial_of(request, book)} if is_draft else {}),
    }
    return render_page(request=request, template="desk/price_book.html", context=context, partials=("price-changes",))


def _changes_of(request: StaffRequest, book: PriceBook, before: PriceBook | None) -> dict[str, Any]:
    beside = before.pk if before else None
    asked = {name: request.GET.get(name, "")[:80] for name in ("kind", "maker", "category")}
    start = _start_of(request.GET.get("start", ""))
    found = list_changes(book=book.pk, beside=beside, narrowed=Narrowed(**asked), start=start, most=PER_PAGE + 1)
    kinds = sum_changes(book=book.pk, beside=beside)
    return {
        "kinds": shown_kinds(kinds),
        "kind_names": [(kind.kind, sheet_words(kind.kind)) for kind in kinds],
        "makers": Maker.objects.order_by("name"),
        "categories": Category.objects.order_by("slug"),
        "asked": asked,
        "changes": shown_changes(found[:PER_PAGE]),
        "first": start + 1,
        "last": start + len(found[:PER_PAGE]),
        "previous": _page(asked, start - PER_PAGE) if start else "",
        "next": _page(asked, start + PER_PAGE) if len(found) > PER_PAGE else "",
    }


def _start_of(text: str) -> int:
    """What is no number is the beginning; a book has fewer rows than this."""
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _page(asked: dict[str, str], start: int) -> str:
    return "?" + urlencode({name: value for name, value in {**asked, "start": str(max(start, 0))}.items() if value})


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_book_workbook(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """The book as the workbook that can be uploaded again."""
    book = get_object_or_404(PriceBook, pk=price_book_id)
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in f"{book.version}-{book.currency}")
    return download(write_price_workbook(book), name=f"price-book-{name}.xlsx")


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_workbook_blank(request: StaffRequest) -> HttpResponse:
    """The workbook without a row, for who has no book to start from."""
    blank = PriceBook(version=f"{timezone.localdate():%Y-%m}", currency=FIRST_CURRENCY, effective_at=timezone.now())
    return download(write_price_workbook(blank), name="price-book.xlsx")


@staff_may(DeskPermission.PRICE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def price_book_copy(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """Start a draft from a book, under a version and a day of its own."""
    book, now = get_object_or_404(PriceBook, pk=price_book_id), timezone.now()
    form = CopyBookForm(request.POST if request.method == "POST" else None, today=timezone.localdate(now))
    if form.is_valid():
        version, effective_at = form.cleaned_data["version"], form.effective_at
        try:
            draft = copy_price_book(book=book, version=version, effective_at=effective_at, by=request.actor, at=now)
        except VersionTaken as refused:
            form.add_error("version", str(refused))
        else:
            return redirect("desk:price_book", draft.pk)
    status = 422 if form.is_bound else 200
    context = {"book": book, "form": form}
    return render_page(request=request, template="desk/price_book_copy.html", context=context, status=status)


@staff_may(DeskPermission.PRICE_PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def price_book_publish(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """Say once more what will hold from when, then freeze it."""
    book, now = get_object_or_404(PriceBook, pk=price_book_id), timezone.now()
    if request.method == "POST":
        done = _("%(book)s is published.") % {"book": book}
        _do(request, lambda: publish_price_book(book=book, by=request.actor, at=now), done=done)
        return redirect("desk:price_book", book.pk)
    if book.status != PriceBookStatus.DRAFT:
        return redirect("desk:price_book", book.pk)
    before = book_before(book, at=now)
    beside = before.pk if before else None
    context = {
        "book": book,
        "before": before,
        "is_late": book.effective_at <= now,
        "is_overtaken": bool(before and before.effective_at >= book.effective_at),
        "largest": shown_changes(largest_changes(book=book.pk, beside=beside)),
        "count": sum(kind.total for kind in sum_changes(book=book.pk, beside=beside)),
        "warnings": shown_warnings(book),
        "others": who_may_publish(book),
        "is_mine": request.actor.id in {book.drafted_by_id, book.uploaded_by_id},
    }
    return render_page(request=request, template="desk/price_book_publish.html", context=context)


@staff_may(DeskPermission.PRICE_PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def price_book_retire(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """Take a published book out of force; a GET asks first and says which takes its place."""
    book, now = get_object_or_404(PriceBook, pk=price_book_id), timezone.now()
    if request.method == "POST":
        done = _("%(book)s is retired: no new offer is made with it.") % {"book": book}
        _do(request, lambda: retire_price_book(book=book, by=request.actor, at=now), done=done)
        return redirect("desk:price_book", book.pk)
    if PriceBookStatus.RETIRED not in PRICE_BOOK.targets(book.status):
        return redirect("desk:price_book", book.pk)
    rest = PriceBook.objects.published().filter(currency=book.currency, effective_at__lte=now).exclude(pk=book.pk)
    context = {"book": book, "takes_over": rest.newest_first().first()}
    return render_page(request=request, template="desk/price_book_retire.html", context=context)


@staff_may(DeskPermission.PRICE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def price_book_discard(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """Throw a draft away; a GET asks first."""
    book = get_object_or_404(PriceBook, pk=price_book_id)
    if request.method != "POST":
        if book.status != PriceBookStatus.DRAFT:
            return redirect("desk:price_book", book.pk)
        return render_page(request=request, template="desk/price_book_discard.html", context={"book": book})
    done = _("The draft %(book)s is gone.") % {"book": book}
    now = timezone.now()
    if _do(request, lambda: discard_draft(book_id=book.pk, by=request.actor, at=now), done=done):
        return redirect("desk:price_books")
    return redirect("desk:price_book", book.pk)


def _do(request: StaffRequest, deed: Callable[[], object], *, done: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        with transaction.atomic():
            deed()
    except (SecondPersonNeeded, NotADraft) as refused:
        messages.error(request, str(refused))
        return False
    except IllegalTransition:
        messages.error(request, _("Somebody else was faster: this is how the book stands now."))
        return False
    messages.success(request, done)
    return True
