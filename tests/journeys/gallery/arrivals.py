"""What people have left to be answered: on the public site for the desk, and a list whose columns are not certain."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tenants.utils import schema_context, tenant_context
from openpyxl import Workbook, load_workbook

from catalogue.drafting import receive_prices
from catalogue.model_import import receive_models
from catalogue.model_workbook import write_models_workbook
from catalogue.models import DeviceModel, PriceBook, WantedModel
from catalogue.price_workbook import write_price_workbook
from catalogue.wanted import Wish, add_wanted, end_wanted
from cms.contact.messages import receive_message
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.keeping import Keep
from fleet.models import Upload
from quotes.actions.agreements import Promise, agree_price, end_agreement
from quotes.models import PriceAgreement
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership, Organisation, User
from tenants.sign_up import request_sign_up

UNSURE = """Boîtier;Pièce;Désignation;Adresse mail
5CG1234ABC;B12;HP EliteBook 840 G8;jean@rosa-parks.example
5CG9876XYZ;B14;HP EliteBook 840 G8;anne@rosa-parks.example
5CG4567KLM;CDI;HP EliteBook 840 G8;paul@rosa-parks.example
"""


HALF_GOOD = """Serial number,Manufacturer,Model,Storage,Condition
F2LXK1GGGG01,Apple,iPhone 13,128 GB,B
F2LXK1GGGG02,Apple,iPhone 13,lots,nickel
PHONE00000001,Acme,Smartphone Bleu,,B
,Apple,iPhone 13,128 GB,B
F2LXK1GGGG01,Apple,iPhone 13,128 GB,B
"""


def leave_unsure_list(slug: str) -> None:
    """Upload a list to an organisation of which it is not certain what every column is."""
    organisation = Organisation.objects.get(slug=slug)
    with tenant_context(organisation):
        _upload(UNSURE, "salle-b12.csv", by=_first_member(organisation))


def leave_divided_list(slug: str) -> None:
    """Upload a list to an organisation, import its good rows, and leave the others to be answered."""
    organisation = Organisation.objects.get(slug=slug)
    by = _first_member(organisation)
    with tenant_context(organisation):
        upload = _upload(HALF_GOOD, "salle-b14.csv", by=by)
        run_job_here(commit_upload(upload=upload, by=by, at=timezone.now(), keep=Keep.QUESTIONS))


def leave_price_books() -> None:
    """The price manager's draft for next year, some prices changed, and a workbook that was refused."""
    book = PriceBook.objects.in_force(currency="EUR", at=timezone.now())
    workbook = load_workbook(io.BytesIO(write_price_workbook(book)))
    head, base = workbook["Price book"], workbook["Base prices"]
    head["B1"], head["B3"] = "2027-01", "2027-01-01"
    for row in range(2, 62):
        base.cell(row, 3).value = round(float(base.cell(row, 3).value) * (0.9 if row % 3 else 1.06), 2)
    base.delete_rows(70, 2)
    workbook["Battery"]["C2"] = 15
    workbook["Condition"].append(["Laptop", "C", "Works", 90])
    _upload_prices(workbook, "prices-2027-01.xlsx")
    head["B1"], base["A2"], base["C3"], base["C4"] = "2027-02", "Aple iPhone 11", -5, "about 80"
    workbook["Bonus by quantity"]["A2"] = 50.5
    workbook["Condition"]["A2"] = "Teapots"
    _upload_prices(workbook, "prices-2027-02.xlsx")


def leave_models() -> None:
    """The price manager's workbooks of models: one that changes three and adds one, and one that was refused."""
    workbook = load_workbook(io.BytesIO(write_models_workbook(DeviceModel.objects.with_names().by_name())))
    sheet = workbook["Models"]
    sheet["C2"], sheet["K3"], sheet["L3"], sheet["M3"] = f"{sheet['C2'].value} (2020)", 1.34, "Data sheet", 2021
    sheet["N4"] = "No"
    sheet.append([None, "Wonderfone (fictitious)", "Wonder 5", "Smartphone", "2026-09", "Press release", 2026])
    sheet.cell(sheet.max_row, 14).value = "Yes"
    _upload_models(workbook, "catalogue-2027.xlsx")
    sheet["D2"], sheet["E3"], sheet["L3"], sheet["A4"] = "Teapot", "soon", None, "acer-unknown"
    _upload_models(workbook, "catalogue-2027-02.xlsx")


def _upload_models(workbook: Workbook, filename: str) -> None:
    file = io.BytesIO()
    workbook.save(file)
    by = Actor.of(User.objects.get(email="paula@renew.example"))
    upload = receive_models(content=file.getvalue(), filename=filename, by=by, at=timezone.now())
    run_job_here(Job.objects.get(pk=str(upload.job_id)))


def leave_wanted_models() -> None:
    """Three entries of the wanted list, one of them ended; once, however often pictures are taken."""
    if WantedModel.objects.exists():
        return
    by, at, today = Actor.of(User.objects.get(email="paula@renew.example")), timezone.now(), timezone.localdate()
    noted = {"note_en": "For a refurbisher in Lille.", "note_fr": "Pour un reconditionneur lillois."}
    until_on = today + timedelta(days=45)
    for slug, percent, more in (
        ("apple-iphone-13", Decimal(8), {"most_units": 500, **noted}),
        ("lenovo-thinkpad-t14-g2", Decimal("5.5"), {"storage_gb": 512}),
        ("apple-iphone-12", Decimal(4), {}),
    ):
        wish = Wish(model_slug=slug, percent=percent, until_on=until_on, **more)
        wanted = add_wanted(wish=wish, by=by, at=at, today=today)
    end_wanted(wanted=wanted, by=by, at=at)


def leave_agreements(slug: str) -> None:
    """What the account manager agreed with an organisation: about everything, and about one kind."""
    by, at, today = Actor.of(User.objects.get(email="sam@renew.example")), timezone.now(), timezone.localdate()
    days = {"from_on": today, "until_on": today + timedelta(days=180)}
    with tenant_context(Organisation.objects.get(slug=slug)):
        if PriceAgreement.objects.exists():
            return
        everything = Promise(percent=Decimal(2), reason="Framework agreement of 2026", **days)
        laptops = Promise(percent=Decimal("4.5"), category="laptop", reason="800 laptops a year", **days)
        past = agree_price(promise=replace(everything, category="tablet"), by=by, at=at)
        end_agreement(agreement=past, by=by, at=at)
        for promise in (everything, laptops):
            agree_price(promise=promise, by=by, at=at)


def _upload_prices(workbook: Workbook, filename: str) -> None:
    file = io.BytesIO()
    workbook.save(file)
    by = Actor.of(User.objects.get(email="paula@renew.example"))
    upload = receive_prices(content=file.getvalue(), filename=filename, replaces=None, by=by, at=timezone.now())
    run_job_here(Job.objects.get(pk=str(upload.job_id)))


def _first_member(organisation: Organisation) -> Actor:
    membership = Membership.objects.for_organisation(organisation).earliest("pk")
    return Actor.of(membership.user, role=membership.role)


def _upload(content: str, filename: str, *, by: Actor) -> Upload:
    """Upload it and have it read."""
    file = ContentFile(content.encode())
    upload = receive_upload(file=file, filename=filename, by=by, at=timezone.now())
    run_job_here(Job.objects.get(pk=str(upload.job_id)))
    upload.refresh_from_db()
    return upload


def leave_arrivals() -> None:
    """Ask for an account and write a message as an invented school; the same sent again stays one."""
    with schema_context("public"):
        request_sign_up(
            organisation_name="Collège des Trois-Rivières (fictitious)",
            kind="school",
            country="FR",
            full_name="Inès Moreau",
            email="ines@trois-rivieres.example",
            message="About 180 tablets and two computer rooms, from January on.",
            language="fr",
            at=timezone.now(),
        )
        receive_message(
            subject="selling",
            full_name="Inès Moreau",
            email="ines@trois-rivieres.example",
            organisation_name="Collège des Trois-Rivières (fictitious)",
            message="Our tablets are still locked to pupils' accounts.\nDo you take them all the same?",
            language="fr",
            at=timezone.now(),
        )
