"""One template for a page and its fragments: the target htmx names decides how much of it is sent."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(
    *,
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    partials: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only the one of its `partials` that has the name of the element htmx will fill.

    An element and the `{% partialdef %}` that fills it share one name. Any other request, a boosted link and
    a step back in the history included, gets the whole page.
    """
    name = asked_partial(request=request, partials=partials)
    response = render(request, f"{template}#{name}" if name else template, dict(context), status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def asked_partial(*, request: HttpRequest, partials: Collection[str]) -> str:
    """The name among `partials` that this request wants, or "" for the whole page."""
    headers = request.headers
    whole = (
        headers.get("HX-Request") != "true"
        or headers.get("HX-Boosted") == "true"
        or headers.get("HX-History-Restore-Request") == "true"
    )
    target = headers.get("HX-Target", "")
    return target if target in partials and not whole else ""
