"""The council's decision as a file: what is taken, what is refused and why, who reads it."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_tenants.utils import tenant_context
from PIL import Image

from quotes.actions.decisions import DecisionThere, NoDecisionYet, attach_decision, bring_decision
from quotes.actions.offers import record_decision
from quotes.models import BuyBackOffer
from quotes.states import OfferState
from records import kept_files
from records.documents import read_document
from records.events import events_of
from records.kept_files import FileTooLarge, NotReadable, keep_file
from records.models import KeptFile
from tenants.permissions import PermissionRefused
from tests.deals import offer_for, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("L", (40, 20), 255).save(file, form)
    return file.getvalue()


def brought(content: bytes = PDF, name: str = "CA 2026-41.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def decided(**changes) -> dict:
    return {"reference": "CA 2026-41", "decided_on": today().isoformat(), "file": brought(), **changes}


def address(name: str, offer: BuyBackOffer) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk])


@pytest.fixture
def offer(rosa_parks, as_dora) -> BuyBackOffer:
    with tenant_context(rosa_parks):
        return offer_for(three_devices(), as_dora)


@pytest.fixture
def recorded(rosa_parks, as_dora, offer, now) -> BuyBackOffer:
    with tenant_context(rosa_parks):
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)
    return offer


def now_in(organisation, offer: BuyBackOffer) -> BuyBackOffer:
    with tenant_context(organisation):
        return BuyBackOffer.objects.select_related("decision_file").get(pk=offer.pk)


def test_it_works(rosa_parks_portal, rosa_parks, offer):
    page = rosa_parks_portal.post(address("offer_decision", offer), decided(), follow=True).content.decode()

    kept = now_in(rosa_parks, offer)
    given = rosa_parks_portal.get(address("offer_decision_file", offer))
    assert kept.state == OfferState.AWAITING_AUTHORISATION
    assert "CA 2026-41.pdf" in page
    assert (given.content, given["Content-Type"]) == (PDF, "application/pdf")
    assert given["Content-Disposition"].startswith("attachment")
    assert given["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name", "kept_as"),
    [
        (PDF, "acte.PDF", "acte.pdf"),
        (PDF, "../../acte.exe", "acte.pdf"),
        (picture("JPEG"), "scan.png", "scan.jpg"),
        (picture("PNG"), "scan", "scan.png"),
    ],
)
def test_kind_of_file_is_told_by_its_bytes(in_rosa_parks, as_dora, now, content, name, kept_as):
    kept = keep_file(file=ContentFile(content), filename=name, by=as_dora, at=now)

    assert kept.filename == kept_as
    assert read_document(kept) == content


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", PDF[:-8], picture("PNG")[:-12], b"MZ\x90\x00", b"%PDF-", b"GIF89a;"],
    ids=["html", "cut pdf", "cut png", "program", "head only", "gif"],
)
def test_what_is_none_or_was_cut_off_is_refused(in_rosa_parks, as_dora, now, content):
    with pytest.raises(NotReadable):
        keep_file(file=ContentFile(content), filename="acte.pdf", by=as_dora, at=now)

    assert not KeptFile.objects.exists()


def test_too_large_is_refused_before_it_is_read(in_rosa_parks, as_dora, now, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST_BYTES", len(PDF) - 1)

    with pytest.raises(FileTooLarge):
        keep_file(file=ContentFile(PDF), filename="acte.pdf", by=as_dora, at=now)


def test_form_names_the_limit_that_holds():
    assert kept_files.MOST_BYTES == 20 * 1024 * 1024


def test_kept_file_never_changes(in_rosa_parks, as_dora, now):
    keep_file(file=ContentFile(PDF), filename="acte.pdf", by=as_dora, at=now)

    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        KeptFile.objects.update(filename="other.pdf")


def test_wrong_file_is_said_beside_its_field_and_records_nothing(rosa_parks_portal, rosa_parks, offer):
    response = rosa_parks_portal.post(address("offer_decision", offer), decided(file=brought(b"<html>", "acte.pdf")))

    assert response.status_code == 422
    assert "This is no complete PDF, JPEG or PNG file." in response.content.decode()
    assert 'value="CA 2026-41"' in response.content.decode()
    assert now_in(rosa_parks, offer).state == OfferState.INDICATIVE


def test_wrong_file_is_said_in_french(rosa_parks_portal, dora, offer):
    dora.language = "fr"
    dora.save()

    response = rosa_parks_portal.post(address("offer_decision", offer), decided(file=brought(b"<html>", "acte.pdf")))

    assert "Ce fichier n’est pas un PDF, un JPEG ou un PNG complet." in response.content.decode()


def test_day_to_come_is_refused_with_its_file(rosa_parks_portal, rosa_parks, offer):
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()

    response = rosa_parks_portal.post(address("offer_decision", offer), decided(decided_on=tomorrow))

    assert "This day has not come yet" in response.content.decode()
    assert now_in(rosa_parks, offer).decision_file is None


def test_decision_comes_once_the_minutes_are_there(rosa_parks_portal, rosa_parks, recorded):
    before = rosa_parks_portal.get(address("offer", recorded)).content.decode()

    rosa_parks_portal.post(address("offer_decision_bring", recorded), {"file": brought()})

    assert "The decision itself is not here yet." in before
    assert now_in(rosa_parks, recorded).decision_file.filename == "CA 2026-41.pdf"
    with tenant_context(rosa_parks):
        assert events_of(recorded)[0].verb == "offer.decision_kept"


def test_nothing_brought_is_said(rosa_parks_portal, recorded):
    response = rosa_parks_portal.post(address("offer_decision_bring", recorded), {})

    assert response.status_code == 422
    assert "Choose the file of the decision." in response.content.decode()


def test_second_file_is_refused_and_the_first_stays(rosa_parks_portal, rosa_parks, as_dora, recorded, now):
    with tenant_context(rosa_parks):
        attach_decision(offer=recorded, file=brought(), by=as_dora, at=now)
        with pytest.raises(DecisionThere):
            attach_decision(offer=recorded, file=brought(name="other.pdf"), by=as_dora, at=now)

    bring = address("offer_decision_bring", recorded)
    page = rosa_parks_portal.post(bring, {"file": brought(name="other.pdf")}, follow=True).content.decode()

    assert "is there already and stays as it is" in page
    assert now_in(rosa_parks, recorded).decision_file.filename == "CA 2026-41.pdf"


def test_second_decision_is_answered_and_its_file_not_kept(rosa_parks_portal, rosa_parks, recorded):
    page = rosa_parks_portal.post(address("offer_decision", recorded), decided(), follow=True).content.decode()

    assert "This has been answered already" in page
    with tenant_context(rosa_parks):
        assert not KeptFile.objects.exists()


def test_file_needs_a_decision(rosa_parks, as_dora, offer, now):
    with tenant_context(rosa_parks):
        with pytest.raises(NoDecisionYet):
            attach_decision(offer=offer, file=brought(), by=as_dora, at=now)

        kept = keep_file(file=brought(), filename="acte.pdf", by=as_dora, at=now)
        with pytest.raises(IntegrityError, match="offer_decision_file_of_a_decision"), transaction.atomic():
            BuyBackOffer.objects.update(decision_file=kept)


def test_who_may_only_look_brings_none(rosa_parks, as_bob, offer, now):
    with tenant_context(rosa_parks), pytest.raises(PermissionRefused):
        bring_decision(offer=offer, reference="CA", decided_on=today(), file=brought(), by=as_bob, at=now)


@pytest.mark.parametrize("name", ["offer_decision", "offer_decision_bring"])
def test_other_organisation_brings_none(globex_portal, recorded, name):
    assert globex_portal.post(address(name, recorded), decided()).status_code == 404


def test_other_organisation_reads_none(globex_portal, rosa_parks, as_dora, recorded, now):
    with tenant_context(rosa_parks):
        attach_decision(offer=recorded, file=brought(), by=as_dora, at=now)

    assert globex_portal.get(address("offer_decision_file", recorded)).status_code == 404


def test_without_a_file_the_offer_says_so(rosa_parks_portal, recorded):
    page = rosa_parks_portal.get(address("offer_decision_file", recorded), follow=True).content.decode()

    assert "The decision itself is not with this offer." in page
