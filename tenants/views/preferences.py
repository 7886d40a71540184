"""Language and appearance: kept with the person, and in a cookie for pages that nobody is signed in to."""

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tenants.models import User
from tenants.requests import RoomRequest

YEAR = 365 * 24 * 3600
COOKIES = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": "theme"}


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=User.Theme.choices, required=False)


@require_POST
def preferences(request: RoomRequest) -> HttpResponse:
    """Keep what was chosen and go back."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        raise BadRequest("an unknown language or theme")
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    if request.user.is_authenticated and chosen:
        User.objects.filter(pk=request.user.pk).update(**chosen)
    response = redirect(_way_back(request))
    for name, value in chosen.items():
        response.set_cookie(
            COOKIES[name], value, max_age=YEAR, secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax"
        )
    return response


def _way_back(request: RoomRequest) -> str:
    """The page the form stood on; never another host."""
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if own else "/"
