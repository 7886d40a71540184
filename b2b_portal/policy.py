"""The content security policy: strict everywhere, looser only where Wagtail's editor needs inline scripts."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

_EDITOR = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}


class ContentPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if getattr(request, "room", "") == "desk" and request.path.startswith("/cms/"):
            parts.replace = _EDITOR
        elif getattr(request, "is_preview", False):
            parts.replace = {"frame-ancestors": ["'self'"]}  # the editor shows the page in a frame of its own host
        return parts
