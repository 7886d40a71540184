import pytest

from fleet.models import SavedView, Site
from tests.devices import make_device

UNKNOWN = "7c1e0f0e-0000-4000-8000-000000000000"

pytestmark = pytest.mark.django_db

QUERY = "grade=A&grade=B&sort=-since"


def save(client, query: str = QUERY, **data):
    return client.post(f"/fleet/views/new/?{query}", {"name": "Good ones", **data})


def tabs(client, path: str = "/fleet/") -> list[str]:
    return [link.name for link in client.get(path).context["saved_views"]]


def test_it_works(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    make_device("F2LXK1AAAA02", grade="D")

    response = save(acme_portal)
    view = SavedView.objects.get()
    opened = acme_portal.get(f"/fleet/views/{view.pk}/", follow=True)

    assert response.headers["Location"] == f"/fleet/?{QUERY}"
    assert [row.identifier for row in opened.context["table"].rows] == ["F2LXK1AAAA01"]
    assert [link.is_current for link in opened.context["saved_views"]] == [True]


def test_view_is_marked_whatever_the_order_of_its_boxes(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    save(acme_portal)

    assert acme_portal.get("/fleet/?sort=-since&grade=B&grade=A").context["is_saved"]
    assert not acme_portal.get("/fleet/?grade=A").context["is_saved"]


def test_page_and_strangers_in_the_address_are_not_kept(acme_portal, in_acme):
    save(acme_portal, "grade=A&page=abc&utm=x&lock=")

    assert SavedView.objects.get().query == "grade=A"


def test_own_view_is_seen_by_nobody_else(acme_portal, acme_portal_of_bob, globex_portal, in_acme):
    make_device("F2LXK1AAAA01")
    save(acme_portal)
    view = SavedView.objects.get()

    assert tabs(acme_portal) == ["Good ones"]
    assert tabs(acme_portal_of_bob) == []
    for client in (acme_portal_of_bob, globex_portal):
        assert client.get(f"/fleet/views/{view.pk}/").status_code == 404
        assert client.post(f"/fleet/views/{view.pk}/delete/").status_code == 404


def test_shared_view_is_seen_by_the_organisation_and_changed_by_who_may_share(
    acme_portal, acme_portal_of_bob, globex_portal, in_acme
):
    make_device("F2LXK1AAAA01")
    save(acme_portal, is_shared="on")
    view = SavedView.objects.get()

    assert tabs(acme_portal_of_bob) == ["Good ones"]
    assert "Change this view" not in acme_portal_of_bob.get(f"/fleet/?{QUERY}").content.decode()
    assert acme_portal_of_bob.post(f"/fleet/views/{view.pk}/delete/").status_code == 403
    assert acme_portal_of_bob.post(f"/fleet/views/{view.pk}/edit/", {"name": "Mine"}).status_code == 403
    assert SavedView.objects.get().name == "Good ones"
    assert globex_portal.get(f"/fleet/views/{view.pk}/").status_code == 404


def test_viewer_saves_for_himself_and_cannot_share(acme_portal_of_bob, in_acme):
    save(acme_portal_of_bob, is_shared="on")

    assert [view.is_shared for view in SavedView.objects.all()] == [False]
    assert 'name="is_shared"' not in acme_portal_of_bob.get("/fleet/views/new/?grade=A").content.decode()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "Give the view a name."), ("   ", "Give the view a name."), ("x" * 61, "at most 60 characters")],
)
def test_name_that_is_none_is_refused_beside_the_field(acme_portal, in_acme, name, sentence):
    response = save(acme_portal, name=name)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not SavedView.objects.exists()


def test_name_is_given_once_in_any_spelling(acme_portal, in_acme):
    save(acme_portal)

    response = save(acme_portal, name="GOOD ONÉS")

    assert response.status_code == 422
    assert "There is a view" in response.content.decode()
    assert SavedView.objects.count() == 1


def test_row_of_links_stays_short(acme_portal, in_acme):
    for number in range(30):
        save(acme_portal, name=f"View {number}")

    response = save(acme_portal, name="One more")

    assert response.status_code == 422
    assert "30 saved views already" in response.content.decode()


def test_filter_too_long_to_keep_is_refused(acme_portal, in_acme):
    sites = Site.objects.bulk_create(Site(name=f"S{n}", sort_key=f"s{n}") for n in range(60))

    response = save(acme_portal, "&".join(f"site={site.pk}" for site in sites))

    assert response.status_code == 422
    assert "too long to be kept" in response.content.decode()


def test_filter_that_names_nothing_is_not_kept(acme_portal, in_acme):
    response = save(acme_portal, "grade=Z")

    assert response.status_code == 422
    assert "no longer exists" in response.content.decode()


def test_view_whose_site_is_gone_says_so_and_shows_no_device(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")
    save(acme_portal)
    SavedView.objects.update(query=f"site={UNKNOWN}")

    seen = acme_portal.get(f"/fleet/views/{SavedView.objects.get().pk}/", follow=True).content.decode()

    assert "something that no longer exists" in seen
    assert "F2LXK1AAAA01" not in seen


def test_address_that_filters_by_something_gone_warns(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    assert "It is left out here" in acme_portal.get("/fleet/?grade=Z").content.decode()
    assert "It is left out here" not in acme_portal.get("/fleet/?grade=A").content.decode()


def test_view_is_renamed_shared_and_deleted(acme_portal, in_acme):
    save(acme_portal)
    view = SavedView.objects.get()

    acme_portal.post(f"/fleet/views/{view.pk}/edit/", {"name": "Best", "is_shared": "on"})
    view.refresh_from_db()
    acme_portal.get(f"/fleet/views/{view.pk}/delete/")
    left_by_looking = SavedView.objects.count()
    deleted = acme_portal.post(f"/fleet/views/{view.pk}/delete/", follow=True).content.decode()

    assert (view.name, view.is_shared, view.query) == ("Best", True, QUERY)
    assert left_by_looking == 1
    assert "“Best” is deleted" in deleted
    assert not SavedView.objects.exists()


def test_name_is_text(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")
    save(acme_portal, name="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in acme_portal.get("/fleet/").content.decode()
    assert "<b>x</b>" not in acme_portal.get("/fleet/").content.decode()
