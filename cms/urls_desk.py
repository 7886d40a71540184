"""The site's messages and its editor on the desk's host. `*cms_urls.urlpatterns` stands in urls_desk.py, last."""

from typing import NoReturn

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, URLPattern, URLResolver, include, path, re_path
from django.urls.resolvers import LocalePrefixPattern
from wagtail.admin import urls as editor_urls
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    ChangePasswordPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
)
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail.views import serve

from cms.contact.desk import contact_message_done, contact_messages
from cms.editors import editors_only

KEPT_ELSEWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel, LocaleSettingsPanel, ChangePasswordPanel)


class EditorAccountView(AccountView):
    """The editor's own preferences; name, address, password and language are the account's."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Without the panels for what is kept elsewhere, and for fields our people do not have."""
        return [panel for panel in super().get_panels() if not isinstance(panel, KEPT_ELSEWHERE)]


class NeverServed(URLResolver):
    """Gives addresses for reverse(), and answers none: pages live on the public site's host."""

    def resolve(self, path: str) -> NoReturn:
        """Nothing is here."""
        raise Resolver404({"path": path, "tried": []})


def open_editor(request: HttpRequest) -> HttpResponse:
    """Wagtail asks for a sign-in here; ours was asked for before this line."""
    return redirect("wagtailadmin_home")


urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", contact_messages, name="desk_messages"),
    path("messages/<uuid:message_id>/done/", contact_message_done, name="desk_message_done"),
    path("cms/login/", editors_only(open_editor)),
    path("cms/logout/", logout),
    path("cms/account/", editors_only(EditorAccountView.as_view())),
    path("cms/", include(decorate_urlpatterns(editor_urls.urlpatterns, editors_only))),
    NeverServed(LocalePrefixPattern(), [re_path(serve_pattern, serve, name="wagtail_serve")]),
]
