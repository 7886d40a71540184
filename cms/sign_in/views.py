"""Sign-in happens on the portal's own host, where its session belongs; here we only show the way."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cms.rendering import render_in_site
from cms.sign_in.forms import PortalAddressForm
from tenants.models.organisation import portal_url


@csp_update({"form-action": [portal_url("*")]})  # Chromium checks where the answer to a form leads, too
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page of a portal; whether there is one, only its own host says."""
    form = PortalAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        path = reverse("account_login", urlconf=settings.PORTAL_URLCONFS["portal"])
        return redirect(portal_url(form.cleaned_data["portal"]) + path)
    status = 422 if request.method == "POST" else 200
    return render_in_site(request=request, template="cms/sign_in.html", context={"form": form}, status=status)
