"""The programs whose exports we know by their headers; never by the order of columns, which every admin chooses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from fleet.intake.columns import fold_header, language_of

# Fewer headers in common with a signature prove nothing: lists of devices resemble each other.
ENOUGH = 4


@dataclass(frozen=True, kw_only=True)
class SourceProfile:
    """One program's export. `signature` holds folded headers only this program uses, `columns` what its own mean.

    An empty field in `columns` leaves a column alone that its name alone would map.
    """

    code: str
    name: str
    signature: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)


_INTUNE = SourceProfile(
    code="intune_devices_with_inventory",
    name="Microsoft Intune",
    signature=frozenset(
        {
            "microsoft entra device id", "azure ad device id", "microsoft entra registered", "azure ad registered",
            "last check in", "eas activation id", "eas activated", "intune registered", "primary user upn",
            "security patch level", "compliance grace period expiration", "management name", "skufamily", "jointype",
        }
    ),
    columns=MappingProxyType(
        {
            "serial number": "serial", "imei": "imei", "meid": "meid", "manufacturer": "manufacturer", "model": "model",
            "total storage": "storage", "category": "category", "enrollment date": "enrolled_on",
            "ownership": "ownership", "supervised": "supervised", "device id": "", "device state": "",
        }
    ),
)  # fmt: skip

_SNIPE_IT = SourceProfile(
    code="snipeit_en",
    name="Snipe-IT",
    signature=frozenset(
        {
            "checked out to", "device image", "eol rate", "eol date", "requestable", "expected checkin date",
            "last audit", "next audit date", "checkouts", "checkins", "model no", "default location", "asset tag",
            "employee number", "warranty expires",
        }
    ),
    columns=MappingProxyType(
        {
            "asset tag": "asset_tag", "serial": "serial", "model": "model", "model no": "model_code",
            "manufacturer": "manufacturer", "category": "category", "purchase date": "purchased_on", "location": "site",
            "byod": "byod", "notes": "remarks", "default location": "", "company": "", "imei": "imei",
        }
    ),
)  # fmt: skip

_SNIPE_IT_FR = SourceProfile(
    code="snipeit_fr",
    name="Snipe-IT",
    signature=frozenset(
        {
            "extrait vers", "etiquette de l actif", "nom de l actif", "compagnie", "numero de commande", "date d achat",
            "prix d achat", "emplacement par defaut", "date de fin de vie", "image de l appareil",
        }
    ),
    columns=MappingProxyType(
        {
            "etiquette de l actif": "asset_tag", "serie": "serial", "modele": "model", "categorie": "category",
            "fabricant": "manufacturer", "date d achat": "purchased_on", "lieu": "site", "notes": "remarks",
            "compagnie": "", "numero de modele": "model_code", "n de modele": "model_code",
        }
    ),
)  # fmt: skip

_SNIPE_IT_IMPORT = SourceProfile(
    code="snipeit_import",
    name="Snipe-IT (import)",
    signature=frozenset(
        {
            "checkout type", "checked out to username", "checked out to first name", "checked out to last name",
            "checked out to email", "checked out to location", "asset eol date", "model notes", "asset notes",
        }
    ),
    columns=MappingProxyType(
        {
            "asset tag": "asset_tag", "serial": "serial", "model": "model", "model number": "model_code",
            "manufacturer": "manufacturer", "category": "category", "purchase date": "purchased_on", "location": "site",
            "asset notes": "remarks", "company": "", "checked out to location": "",
        }
    ),
)  # fmt: skip

PROFILES = (_INTUNE, _SNIPE_IT, _SNIPE_IT_FR, _SNIPE_IT_IMPORT)

# A list somebody made by hand: nothing but the words of its headers to go by.
HANDMADE = {
    "fr": SourceProfile(code="handmade_fr", name="Hand-made list (French)"),
    "en": SourceProfile(code="generic", name="Generic list"),
}


def find_profile(headers: Collection[str]) -> SourceProfile:
    """Return the program that wrote these headers, or the hand-made list in their language."""
    folded = {fold_header(header) for header in headers}
    best = max(PROFILES, key=lambda profile: len(profile.signature & folded))
    if len(best.signature & folded) >= ENOUGH:
        return best
    return HANDMADE[language_of(headers)]
