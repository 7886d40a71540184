"""The page on which a form stood that could not be taken."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest) -> str:
    """The address the request came from, on this host only; "/" when it does not say, or comes from elsewhere."""
    came_from = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl() if own else "/"
