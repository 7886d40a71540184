"""The public site: pages of the editors in each language, and the forms anybody may use."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

from cms.contact.views import contact_send, contact_thanks
from cms.estimate.views import estimate
from cms.sign_in.views import sign_in
from cms.sign_up.views import sign_up_request, sign_up_thanks
from cms.verify.views import verify, verify_document, verify_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/<str:code>", verify_document, name="verify_printed"),  # as documents print it; the browser's language
    *i18n_patterns(
        path("estimate/", estimate, name="estimate"),
        path("sign-up/", sign_up_request, name="sign_up_request"),
        path("sign-up/thanks/", sign_up_thanks, name="sign_up_thanks"),
        path("sign-in/", sign_in, name="sign_in"),
        path("contact/send/", contact_send, name="contact_send"),
        path("contact/thanks/", contact_thanks, name="contact_thanks"),
        path("verify/", verify, name="verify"),
        path("verify/<str:code>/", verify_document, name="verify_document"),
        path("verify/<str:code>/file/", verify_file, name="verify_file"),
        re_path(serve_pattern, serve, name="wagtail_serve"),  # not Wagtail's other URLs: they sign people in
    ),
]
