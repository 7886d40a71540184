"""Every component on one page, in both themes."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.partials import render_page
from desk.style_guide import SECTIONS, THEMES, sample_page
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest


@staff_may(DeskPermission.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def style_guide(request: StaffRequest) -> HttpResponse:
    """The components with invented samples; their forms post here, and nothing comes of it."""
    if request.method == "POST":
        return redirect("desk:style_guide")
    context = {"sections": SECTIONS, "pages": [sample_page(theme=theme) for theme in THEMES]}
    return render_page(request=request, template="desk/style_guide.html", context=context)
