"""Is this document ours, and are these its bytes?"""

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from cms.rate_limit import within_limit
from cms.rendering import render_in_site
from cms.verify.codes import NotACode, canonical_code
from cms.verify.digest import DigestUploadHandler, FileDigest
from cms.verify.forms import CodeForm, explain
from records.models import DocumentKind
from tenants.models import VerifyCode

TEMPLATE = "cms/verify.html"
FILES_AN_HOUR, HOUR = 60, 3600
Comparison = Literal["same", "different", "too_large", "missing", "too_often"]


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to the document's page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verify_document", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render_in_site(request=request, template=TEMPLATE, context={"form": form}, status=status)


@require_safe
def verify_document(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm the document with this code, or say that there is none."""
    found, problem = _find(code)
    if found is None:
        context = {"form": CodeForm(initial={"code": code[:60]}), "problem": problem}
        return render_in_site(request=request, template=TEMPLATE, context=context, status=404)
    return render_in_site(request=request, template=TEMPLATE, context=_facts(found))


@csrf_exempt  # only so that the handler is set before the check reads the form; the check itself follows
def verify_file(request: HttpRequest, code: str) -> HttpResponse:
    """Compare a file with the document, without keeping it."""
    if request.method != "POST":
        return redirect("verify_document", code)
    handler = DigestUploadHandler(most_bytes=settings.UPLOAD_MOST_BYTES)
    request.upload_handlers = [handler]
    return _compare(request, code, handler)


@csrf_protect
def _compare(request: HttpRequest, code: str, handler: DigestUploadHandler) -> HttpResponse:
    found, problem = _find(code)
    if found is None:
        context = {"form": CodeForm(), "problem": problem}
        return render_in_site(request=request, template=TEMPLATE, context=context, status=404)
    outcome = _outcome(request, found, handler)
    status = {"same": 200, "different": 200, "too_large": 413, "missing": 422, "too_often": 429}[outcome]
    context = {**_facts(found), "outcome": outcome}
    return render_in_site(request=request, template=TEMPLATE, context=context, status=status)


def _outcome(request: HttpRequest, found: VerifyCode, handler: DigestUploadHandler) -> Comparison:
    digest = request.FILES.get("file")  # reads the file, and tells the handler how large it is
    if not within_limit(request=request, action="verify", most=FILES_AN_HOUR, seconds=HOUR, at=timezone.now()):
        return "too_often"
    if handler.is_too_large:
        return "too_large"
    if not isinstance(digest, FileDigest):
        return "missing"
    return "same" if digest.sha256 == found.sha256 else "different"


def _find(typed: str) -> tuple[VerifyCode | None, str]:
    """The row, or None and the sentence that says why not."""
    try:
        code = canonical_code(typed)
    except NotACode as error:
        return None, explain(error)
    found = VerifyCode.objects.filter(code=code).first()
    return found, "" if found else _("We have issued no document with this code. Check it against the paper.")


def _facts(found: VerifyCode) -> dict[str, Any]:
    kinds = dict(DocumentKind.choices)
    return {
        "found": found,
        "kind": kinds.get(found.kind, found.kind),
        "most_megabytes": settings.UPLOAD_MOST_BYTES >> 20,
    }
