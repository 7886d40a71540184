"""The form, and the page that thanks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.rate_limit import within_limit
from cms.rendering import render_in_site
from cms.sign_up.forms import SignUpForm
from tenants.sign_up import request_sign_up

MOST_AN_HOUR = 10
HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_request(request: HttpRequest) -> HttpResponse:
    """Ask for an account."""
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form)
    at = timezone.now()
    if not within_limit(request=request, action="sign_up", most=MOST_AN_HOUR, seconds=HOUR, at=at):
        form.add_error(None, _("Too many requests came from your network. Try again in an hour, or write to us."))
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not form.is_from_a_robot:
        request_sign_up(**form.answers, language=get_language() or "en", at=at)
    return redirect("sign_up_thanks")


@require_safe
def sign_up_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render_in_site(request=request, template="cms/sign_up_thanks.html", context={})


def _page(request: HttpRequest, form: SignUpForm, status: int = 200) -> HttpResponse:
    return render_in_site(request=request, template="cms/sign_up.html", context={"form": form}, status=status)
