"""The editor at the desk. It is Wagtail's; ours is who may open it, and where its pages lead."""

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver

from cms.editors import GROUP
from cms.models import ContentPage
from tenants.models import User
from tenants.permissions import DeskPermission
from tenants.roles import StaffRole
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db


def desk_of(role):
    person = User.objects.create_user(f"{role}@renew.example", None, full_name=role, language="en", staff_role=role)
    return HostClient("desk").sign_in(person, "desk")


def grades():
    return ContentPage.objects.get(slug="grades", locale__language_code="en")


def edited(page, **changes):
    """The editor's form as the browser sends it, its stream left as it is."""
    return {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "body-count": "0",
        "menu_label": page.menu_label,
        "footer_group": page.footer_group,
        "seo_title": "",
        "search_description": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
        **changes,
    }


def test_it_works(editor_desk, site):
    page = grades()

    answer = editor_desk.post(f"/cms/pages/{page.pk}/edit/", edited(page, title="Four grades"))

    assert answer.status_code == 302
    assert "Four grades" in site.get("/en/grades/").content.decode()


@pytest.mark.parametrize("role", StaffRole.values)
def test_editor_opens_only_for_roles_that_may_edit(role):
    expected = 200 if role in (StaffRole.EDITOR, StaffRole.ADMINISTRATOR) else 403

    assert desk_of(role).get("/cms/").status_code == expected


def test_stranger_is_asked_to_sign_in_by_our_own_page(db):
    answer = HostClient("desk").get("/cms/pages/")

    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/cms/pages/")


def test_wagtails_own_sign_in_page_is_never_shown(editor_desk):
    assert HostClient("desk").get("/cms/login/").url.startswith("/account/login/")
    assert editor_desk.get("/cms/login/").url == "/cms/"
    assert HostClient("desk").get("/cms/password_reset/").url.startswith("/account/login/")


def test_every_address_of_the_editor_is_guarded():
    def views_of(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from views_of(pattern.url_patterns)
            else:
                yield pattern

    desk = get_resolver("b2b_portal.urls_desk").url_patterns
    editor = [view for entry in desk if str(entry.pattern).startswith("cms/") for view in views_of([entry])]
    guards = {str(view.pattern): getattr(view.callback, "permission", "") for view in editor}

    assert len(editor) > 100
    assert [path for path, guard in guards.items() if guard != DeskPermission.CMS_EDIT] == ["cms/logout/"]


def test_person_who_is_no_editor_any_more_is_kept_out(eve, editor_desk):
    editor_desk.get("/cms/")
    assert eve.groups.filter(name=GROUP).exists()
    eve.staff_role = StaffRole.INSPECTOR
    eve.save()

    assert editor_desk.get("/cms/").status_code == 403


def test_editors_may_change_pages_and_nothing_else(editor_desk):
    editor_desk.get("/cms/")

    permissions = set(Group.objects.get(name=GROUP).permissions.values_list("codename", flat=True))
    assert permissions == {"access_admin", "submit_translation"}
    assert editor_desk.get("/cms/users/").status_code == 302
    assert editor_desk.get("/cms/").context["request"].user.is_superuser is False


def test_editor_is_unknown_on_the_site_and_in_portals(site, acme_portal):
    assert site.get("/cms/", follow=True).status_code == 404
    assert acme_portal.get("/cms/").status_code == 404


def test_links_of_the_editor_lead_to_the_public_host(editor_desk):
    page = editor_desk.get(f"/cms/pages/{grades().pk}/edit/").content.decode()

    assert 'href="http://localhost' in page
    assert "/en/grades/" in page


def test_preview_may_be_framed_by_the_desk_and_by_nobody_else(editor_desk):
    page = grades()
    address = f"/cms/pages/{page.pk}/edit/preview/"
    editor_desk.post(address, edited(page, title="Not published yet"))

    answer = editor_desk.get(address)

    assert "Not published yet" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


def test_policy_is_looser_in_the_editor_only(editor_desk):
    assert "'unsafe-inline'" in editor_desk.get("/cms/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in editor_desk.get("/account/login/").headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in editor_desk.get("/cms/").headers["Content-Security-Policy"]


def test_preferences_of_the_editor_do_not_ask_for_names_we_do_not_have(editor_desk):
    page = editor_desk.get("/cms/account/").content.decode()

    assert "first_name" not in page
    assert "theme" in page
