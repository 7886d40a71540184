"""The people and organisations of the demonstration: all invented, identifiers valid in form only."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from allauth.account.models import EmailAddress
from django_tenants.utils import schema_context

from tenants.actions import add_member, create_organisation
from tenants.actor import SYSTEM
from tenants.jobs import run_job_here
from tenants.models import LegalEntity, Organisation, StaffAssignment, User

PASSWORD = "correct horse battery"  # noqa: S105 - printed by `make demo`, for invented people only

COMPANY = {
    "name": "Renew Reprise SAS (fictitious)",
    "legal_form": "SAS",
    "capital_amount": Decimal("150000.00"),
    "rcs_city": "Nantes",
    "siren": "999000003",
    "siret": "99900000300015",
    "vat_number": "FR42999000003",
    "address_line": "1 quai de l'Exemple",
    "postcode": "44000",
    "city": "Nantes",
    "iban": "FR7699999999990000000000153",
    "bic": "EXMPFRPPXXX",
    "email": "accounts@renew.example",
}


SIGN_UP = {
    "organisation_name": "Collège Simone-Veil (fictitious)",
    "kind": "school",
    "country": "FR",
    "full_name": "Camille Noël",
    "email": "camille.noel@simone-veil.example",
    "message": "Bonjour, nous remplaçons deux classes mobiles (60 tablettes) à la rentrée de janvier et souhaitons "
    "revendre les anciennes. Pouvez-vous nous ouvrir un accès ?",
    "language": "fr",
}


@dataclass(frozen=True, kw_only=True)
class Customer:
    """An invented organisation."""

    slug: str
    name: str
    kind: str
    language: str
    siren: str
    siret: str
    vat_number: str = ""
    address_line: str
    postcode: str
    city: str
    service_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented person; `organisation` is a slug, or empty for the operator's own people."""

    email: str
    name: str
    organisation: str
    role: str
    language: str = "en"
    assigned_to: tuple[str, ...] = ()


CUSTOMERS = (
    Customer(
        slug="acme", name="Acme Industrie (fictitious)", kind="company", language="en", siren="999001001",
        siret="99900100100018", vat_number="FR29999001001", address_line="12 rue de la Fonderie", postcode="69007",
        city="Lyon",
    ),
    Customer(
        slug="rosa-parks", name="Lycée Rosa-Parks (fictitious)", kind="school", language="fr", siren="999002009",
        siret="99900200900010", address_line="3 avenue des Tilleuls", postcode="35000", city="Rennes",
        service_code="INTENDANCE",
    ),
    Customer(
        slug="globex", name="Globex Conseil (fictitious)", kind="company", language="en", siren="999003007",
        siret="99900300700013", vat_number="FR33999003007", address_line="8 place du Modèle", postcode="59000",
        city="Lille",
    ),
)  # fmt: skip

PEOPLE = (
    Person(email="alice@acme.example", name="Alice Martin", organisation="acme", role="admin"),
    Person(email="bob@acme.example", name="Bob Lefèvre", organisation="acme", role="viewer"),
    Person(
        email="erin@acme.example", name="Erin Blanc", organisation="acme", role="approver", language="fr",
    ),
    Person(email="charlie@globex.example", name="Charlie Roux", organisation="globex", role="admin"),
    Person(email="dora@rosa-parks.example", name="Dora Petit", organisation="rosa-parks", role="buyer", language="fr"),
    Person(
        email="sam@renew.example", name="Sam Keller", organisation="", role="account_manager",
        assigned_to=("acme", "rosa-parks"),
    ),
    Person(email="paula@renew.example", name="Paula Roux", organisation="", role="price_manager"),
    Person(email="eve@renew.example", name="Eve Simon", organisation="", role="administrator"),
)  # fmt: skip


def make_cast(*, at: datetime) -> dict[str, Organisation]:
    """Make the operator's company, the organisations and the people, where they are missing; returns them by slug."""
    with schema_context("public"):
        LegalEntity.objects.get_or_create(name=COMPANY["name"], defaults=COMPANY)
        organisations = {customer.slug: _make_organisation(customer, at=at) for customer in CUSTOMERS}
        for person in PEOPLE:
            _make_person(person, organisations)
    return organisations


def sign_ins() -> list[tuple[str, str, str]]:
    """Host label, e-mail address and password of everybody, for the table that `up` prints."""
    with schema_context("public"):
        known = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
    return [(person.organisation or "desk", person.email, PASSWORD) for person in PEOPLE if person.email in known]


def _make_organisation(customer: Customer, *, at: datetime) -> Organisation:
    existing = Organisation.objects.filter(slug=customer.slug).first()
    if existing:
        return existing
    organisation, job = create_organisation(
        name=customer.name,
        kind=customer.kind,
        slug=customer.slug,
        country="FR",
        by=SYSTEM,
        at=at,
        language=customer.language,
        siren=customer.siren,
        siret=customer.siret,
        vat_number=customer.vat_number,
        service_code=customer.service_code,
        address_line=customer.address_line,
        postcode=customer.postcode,
        city=customer.city,
    )
    run_job_here(job, at=at)
    organisation.refresh_from_db()
    return organisation


def _make_person(person: Person, organisations: dict[str, Organisation]) -> None:
    if User.objects.filter(email=person.email).exists():
        return
    staff_role = "" if person.organisation else person.role
    user = User.objects.create_user(
        person.email, PASSWORD, full_name=person.name, language=person.language, staff_role=staff_role
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    if person.organisation:
        add_member(organisation=organisations[person.organisation], user=user, role=person.role)
    for slug in person.assigned_to:
        StaffAssignment.objects.create(user=user, organisation=organisations[slug])
