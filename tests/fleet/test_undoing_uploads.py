"""Taking an upload out of the fleet again."""

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from b2b_portal.demo.fleet_file import write_csv
from b2b_portal.home.milestones import latest_milestones
from b2b_portal.lib.states import IllegalTransition
from fleet.actions.uploads import commit_upload, undo_upload
from fleet.history import history_of
from fleet.models import Device, Upload
from fleet.states import UploadState
from fleet.undo import NAMED, Holder, UploadHeld
from quotes.actions.offers import decline_offer
from records.events import events_of
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, OutboxEvent
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import offer_for
from tests.devices import make_device
from tests.fleet.test_importing import imported, sheet, upload_of

pytestmark = pytest.mark.django_db

T14 = "PF3A1B2C,A-1,LENOVO,ThinkPad T14 Gen 2,256 GB,Lyon"
BIGGER = "PF3A1B2C,A-2,LENOVO,ThinkPad T14 Gen 2,512 GB,Nantes"
PHONE = "F2LXK1AAAA01,,Apple,iPhone 13,128 GB,Lyon"
KEPT = [field.attname for field in Device._meta.concrete_fields if field.attname not in ("changed_at", "search")]


def undone(upload: Upload, by, at) -> Job:
    job = run_job_here(undo_upload(upload=upload, by=by, at=at))
    upload.refresh_from_db()
    return job


def fleet() -> list[dict]:
    return list(Device.objects.order_by("created_at", "serial").values(*KEPT))


def test_it_works(in_acme, as_alice, now):
    imported(sheet(T14), as_alice, now)
    before = fleet()
    upload = imported(sheet(BIGGER, PHONE), as_alice, now)

    job = undone(upload, as_alice, now)

    assert (job.state, upload.state) == ("done", UploadState.UNDONE)
    assert fleet() == before


def test_upload_that_only_brought_devices_leaves_none(in_acme, as_alice, now):
    upload = imported(write_csv(25), as_alice, now)

    job = undone(upload, as_alice, now)

    assert (job.result["removed"], job.result["restored"]) == (25, 0)
    assert not Device.objects.exists()


def test_upload_that_only_changed_devices_gives_back_what_they_had(in_acme, as_alice, now):
    known = make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2", asset_tag="OLD", grade="B", model_sort="")
    upload = imported(sheet("PF3A1B2C,NEW,Apple,iPhone 13,128 GB,Lyon"), as_alice, now)

    job = undone(upload, as_alice, now)

    known.refresh_from_db()
    assert (job.result["removed"], job.result["restored"]) == (0, 1)
    assert (known.asset_tag, known.model_id, known.storage_gb, known.site_id, known.grade, known.last_upload_id) == (
        *("OLD", "lenovo-thinkpad-t14-g2", 512, None),
        *("B", None),
    )
    assert known.model_sort.startswith("lenovo")


def test_same_file_can_be_imported_again(in_acme, as_alice, now):
    content = sheet(T14, PHONE)
    undone(imported(content, as_alice, now), as_alice, now)

    again = imported(content, as_alice, now)

    assert (again.state, again.summary["created"], Device.objects.count()) == (UploadState.COMMITTED, 2, 2)


def test_uploads_are_undone_one_after_the_other_from_the_last(in_acme, as_alice, now):
    first = imported(sheet(T14), as_alice, now)
    second = imported(sheet(BIGGER), as_alice, now)

    undone(second, as_alice, now)
    undone(first, as_alice, now)

    assert not Device.objects.exists()


def test_undoing_twice_is_refused(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    job = undone(upload, as_alice, now)

    with pytest.raises(IllegalTransition):
        undo_upload(upload=upload, by=as_alice, at=now)

    assert list(Job.objects.filter(kind="fleet.undo_upload")) == [job]


def test_job_that_ran_is_not_run_again(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    job = undone(upload, as_alice, now)
    imported(sheet(PHONE), as_alice, now)

    run_job_here(job)

    assert (Device.objects.count(), events_of(upload).filter(verb="upload.undone").count()) == (1, 1)


def test_upload_that_is_not_imported_cannot_be_undone(in_acme, as_alice, now):
    upload = upload_of(sheet(T14), as_alice, now)

    with pytest.raises(IllegalTransition):
        undo_upload(upload=upload, by=as_alice, at=now)


def test_viewer_may_not_undo(in_acme, as_alice, as_bob, now):
    upload = imported(sheet(T14), as_alice, now)

    with pytest.raises(PermissionRefused):
        undo_upload(upload=upload, by=as_bob, at=now)

    assert Upload.objects.get().state == UploadState.COMMITTED


@pytest.mark.parametrize("content", [sheet(T14), sheet(BIGGER)], ids=["brought", "changed"])
def test_device_in_an_offer_holds_its_upload(in_acme, as_alice, now, content):
    if content == sheet(BIGGER):
        imported(sheet(T14), as_alice, now)
    upload = imported(content, as_alice, now)
    offer = offer_for([Device.objects.get()], as_alice)

    with pytest.raises(UploadHeld, match=f"1 of its devices is or was in a buy-back offer: {offer}") as refused:
        undo_upload(upload=upload, by=as_alice, at=now)

    assert (refused.value.offers, refused.value.uploads) == ((Holder(offer.reference, 1),), ())
    assert upload.state == Upload.objects.get(pk=upload.pk).state == UploadState.COMMITTED


def test_new_device_that_stood_in_a_declined_offer_cannot_be_removed(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    decline_offer(offer=offer_for([Device.objects.get()], as_alice), reason="", by=as_alice, at=now)

    with pytest.raises(UploadHeld):
        undo_upload(upload=upload, by=as_alice, at=now)


def test_changed_device_that_stood_in_a_declined_offer_gets_its_values_back(in_acme, as_alice, now):
    imported(sheet(T14), as_alice, now)
    upload = imported(sheet(BIGGER), as_alice, now)
    decline_offer(offer=offer_for([Device.objects.get()], as_alice), reason="", by=as_alice, at=now)

    undone(upload, as_alice, now)

    device = Device.objects.get()
    assert (device.storage_gb, device.asset_tag, device.offer_id) == (256, "A-1", None)


def test_device_changed_by_a_later_file_holds_its_upload(in_acme, as_alice, now):
    upload = imported(sheet(T14, PHONE), as_alice, now, "first.csv")
    imported(sheet(BIGGER), as_alice, now, "second.csv")

    with pytest.raises(UploadHeld, match=r"1 of its devices was changed by a later file: second\.csv\.") as refused:
        undo_upload(upload=upload, by=as_alice, at=now)

    assert refused.value.uploads == (Holder("second.csv", 1),)
    assert Device.objects.count() == 2


def test_later_file_that_says_the_same_holds_nothing(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    imported(sheet(T14.replace("Lyon", "LYON")), as_alice, now)

    assert undone(upload, as_alice, now).state == "done"


def test_number_that_another_device_bears_by_now_is_not_given_back(in_acme, as_alice, now):
    known = make_device("F2LXK1AAAA01", imei="359999010000032")
    upload = imported(b"Serial number,IMEI,Model\nF2LXK1AAAA02,359999010000032,iPhone 13", as_alice, now)
    imported(b"Serial number,Model\nF2LXK1AAAA01,iPhone 13", as_alice, now, "later.csv")

    with pytest.raises(UploadHeld, match=r"later\.csv"):
        undo_upload(upload=upload, by=as_alice, at=now)

    known.refresh_from_db()
    assert known.serial == "F2LXK1AAAA02"


def test_offer_that_was_quicker_than_the_job_leaves_the_upload_imported(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    job = undo_upload(upload=upload, by=as_alice, at=now)
    offer = offer_for([Device.objects.get()], as_alice)

    job = run_job_here(job)

    upload.refresh_from_db()
    assert (job.state, job.problem_code, upload.state) == ("failed", "upload_held", UploadState.COMMITTED)
    assert offer.reference in job.problem
    assert Device.objects.count() == 1


def test_refusal_names_the_largest_and_counts_the_others():
    holders = [Holder(f"O-{number}", 10 - number) for number in range(NAMED + 2)]

    sentence = str(UploadHeld(offers=holders, uploads=()))

    assert ("O-4 and 2 more" in sentence, "O-5" in sentence) == (True, False)


def test_undoing_tells_the_rest_of_the_portal(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    OutboxEvent.objects.all().delete()

    undone(upload, as_alice, now)

    told = OutboxEvent.objects.get()
    assert (told.kind, told.payload) == ("fleet.changed", {"upload": str(upload.pk)})


def test_undoing_writes_who_asked_and_what_was_done(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)

    undone(upload, as_alice, now)

    done, asked = events_of(upload).order_by("-pk")[:2]
    assert [asked.verb, done.verb] == ["upload.undo_requested", "upload.undone"]
    assert (done.by_name, done.data) == (as_alice.name, {"removed": 1, "restored": 0})
    assert latest_milestones(count=1)[0].title == "The import of devices.csv was undone"


def test_history_says_that_the_values_were_given_back(in_acme, as_alice, now):
    imported(sheet(T14), as_alice, now, "first.csv")
    upload = imported(sheet(BIGGER), as_alice, now, "second.csv")

    undone(upload, as_alice, now)

    happenings = history_of(Device.objects.get())
    assert [happening.title for happening in happenings] == [
        "Given back as it was before second.csv",
        "Changed by second.csv",
        "Added from first.csv",
    ]
    assert happenings[0].by == as_alice.name
    assert ("A-2", "A-1") in [(change.before, change.after) for change in happenings[0].changes]


def test_file_after_an_undone_one_is_named_in_the_history(in_acme, as_alice, now):
    imported(sheet(T14), as_alice, now, "first.csv")
    undone(imported(sheet(BIGGER), as_alice, now, "second.csv"), as_alice, now)

    imported(sheet(BIGGER), as_alice, now, "third.csv")

    assert history_of(Device.objects.get())[0].title == "Changed by third.csv"


def test_other_organisation_keeps_its_fleet(in_acme, globex, as_alice, charlie, now):
    with tenant_context(globex):
        theirs = imported(sheet(T14), Actor.of(charlie, role="admin"), now)
    undone(imported(sheet(T14), as_alice, now), as_alice, now)

    with tenant_context(globex):
        assert (Device.objects.count(), Upload.objects.get(pk=theirs.pk).state) == (1, UploadState.COMMITTED)


def test_ten_thousand_rows_take_no_more_statements_than_ten(in_acme, as_alice, now):
    counts = []
    for rows in (10, 10_000):
        upload = imported(write_csv(rows, seed=rows), as_alice, now)
        job = undo_upload(upload=upload, by=as_alice, at=now)
        with queries() as ran:
            run_job_here(job)
        counts.append(len(ran))

    assert counts[0] == counts[1]
    assert not Device.objects.exists()


def test_broken_undo_changes_nothing_and_may_be_asked_again(in_acme, as_alice, now):
    """The database refuses in the middle, after the devices were removed: all of it is as it was."""
    imported(sheet(T14), as_alice, now)
    upload = imported(sheet(BIGGER, PHONE), as_alice, now)
    before = fleet()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE fleet_device ADD CONSTRAINT stuck CHECK (storage_gb <> 256) NOT VALID")
        job = undone(upload, as_alice, now)
        cursor.execute("ALTER TABLE fleet_device DROP CONSTRAINT stuck")

    assert (job.state, upload.state, fleet()) == ("failed", UploadState.COMMITTED, before)
    assert undone(upload, as_alice, now).state == "done"


def test_undone_upload_cannot_be_committed_again(in_acme, as_alice, now):
    upload = imported(sheet(T14), as_alice, now)
    undone(upload, as_alice, now)

    with pytest.raises(IllegalTransition):
        commit_upload(upload=upload, by=as_alice, at=now)
