"""The forms of the public site stand in the same frame as its pages."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.frame import site_frame
from cms.models import listed_pages


def render_in_site(
    *, request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render `template` with the site's menus around it."""
    return render(request, template, {**site_frame(request, listed=listed_pages()), **context}, status=status)
