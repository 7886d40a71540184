"""One page: the question, and the answer above it. A list is read, answered and forgotten within one request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalogue.models.price_book import NoPriceBookInForce
from cms.estimate.forms import MORE_LINES, MOST_LINES, LineFormSet, PasteForm
from cms.estimate.words import shown
from cms.rate_limit import within_limit
from cms.rendering import render_in_site
from fleet.identification import known_models
from fleet.intake.parsed_row import ParsedRow
from quotes.list_estimate import ListEstimate, estimate_list

CURRENCY = "EUR"
MOST_BYTES = 2 * 1024 * 1024  # 2,000 rows of a wide list, as a form sends them
MOST_AN_HOUR, HOUR = 60, 3600


class NoFiles(FileUploadHandler):
    """Passes over every file: the form has none, so none comes to lie in memory or on a disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse it before its first byte."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing comes here."""

    def file_complete(self, file_size: int) -> None:
        """Nothing comes here."""


@dataclass(kw_only=True)
class Asked:
    """The form as it was sent, and what to say above it."""

    paste: PasteForm
    lines: Any
    refusal: str = ""
    answer: ListEstimate | None = None

    @property
    def rows(self) -> Sequence[ParsedRow]:
        """What both parts of the form say."""
        typed = [form.row for form in self.lines]
        return [*self.paste.cleaned_data["rows"].rows, *filter(None, typed)]


@never_cache
@sensitive_post_parameters()
@csrf_exempt  # only so that a body is weighed before the check reads it; the check itself follows
@require_http_methods(["GET", "HEAD", "POST"])
def estimate(request: HttpRequest) -> HttpResponse:
    """Ask which devices there are; tell what they would bring."""
    if request.method != "POST":
        return _page(request, Asked(paste=PasteForm(), lines=LineFormSet(prefix="line")))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        sentence = _(
            "This list is larger than 2 MB. Copy only the columns with models, sizes, conditions and quantities."
        )
        return _page(request, Asked(paste=PasteForm(), lines=LineFormSet(prefix="line"), refusal=sentence), status=413)
    request.upload_handlers = [NoFiles()]
    return _answer(request)


@csrf_protect
def _answer(request: HttpRequest) -> HttpResponse:
    if "more" in request.POST:
        return _page(request, Asked(paste=PasteForm(), lines=_with_more_lines(request)))
    asked = Asked(paste=PasteForm(request.POST), lines=LineFormSet(request.POST, prefix="line"))
    return _page(request, asked, status=_settle(request, asked))


def _settle(request: HttpRequest, asked: Asked) -> int:
    """Answer, or say why not; the status of the page."""
    at = timezone.now()
    if not within_limit(request=request, action="estimate", most=MOST_AN_HOUR, seconds=HOUR, at=at):
        asked.refusal = _("Too many lists came from your network. Try again in an hour, or ask for an account.")
        return 429
    if not (asked.paste.is_valid() & asked.lines.is_valid()):
        asked.refusal = _("Something is missing or cannot be right. The fields below say what.")
        return 422
    pasted = asked.paste.cleaned_data["rows"]
    if not asked.rows and not (pasted.nameless or pasted.uncounted):
        asked.refusal = _("Name at least one model, or paste a list.")
        return 422
    try:
        asked.answer = estimate_list(asked.rows, currency=CURRENCY, at=at, today=timezone.localdate(at))
    except NoPriceBookInForce:
        asked.refusal = _("We have no prices to tell today. Ask for an account, and we answer by e-mail.")
        return 503
    return 200


def _with_more_lines(request: HttpRequest) -> Any:
    """The lines as they were typed, and some empty ones below them."""
    known = LineFormSet(request.POST, prefix="line").total_form_count()
    data = request.POST.copy()
    data["line-TOTAL_FORMS"] = str(min(known + MORE_LINES, MOST_LINES))
    return LineFormSet(data, prefix="line")


def _page(request: HttpRequest, asked: Asked, status: int = 200) -> HttpResponse:
    pasted = asked.paste.cleaned_data.get("rows") if asked.answer else None
    context = {
        "asked": asked,
        "pasted": pasted,
        "found": asked.answer and shown(asked.answer.estimate),
        "models": sorted({model.label for model in known_models().values()}),
        "may_have_more": len(asked.lines.forms) < MOST_LINES,
    }
    return render_in_site(request=request, template="cms/estimate.html", context=context, status=status)
