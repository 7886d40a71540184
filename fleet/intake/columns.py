"""The headers of a file, folded, and what they give away: their language, and whether a person stands below them."""

import re
from collections.abc import Iterable

from b2b_portal.lib.spreadsheets.headers import fold_header

__all__ = ["fold_header", "is_personal_header", "language_of"]

_FRENCH = frozenset({
    "achat", "actif", "adresse", "batterie", "capacite", "categorie", "constructeur", "cout", "d", "date d achat", "de",
    "designation", "disque", "emplacement", "entite", "etat", "etiquette", "fabricant", "fournisseur", "garantie",
    "inventaire", "l", "lieu", "localisation", "marque", "materiel", "memoire", "mise", "modele", "n", "nom", "numero",
    "poste", "prix", "processeur", "proprietaire", "quantite", "remarques", "salle", "serie", "statut", "stockage",
    "utilisateur", "valeur",
})  # fmt: skip

# People, their addresses and numbers, where they are, and the secrets that open a device. Matched on folded headers.
_PERSONAL_WORDS = """
    user | users | userid | username | upn | userprincipalname | userdisplayname | utilisateur | utilisateurs |
    usager | login | identifiant utilisateur | e mail | email | mail | emailaddress | courriel | mel | phone |
    phonenumber | telephone | tel | portable perso | gsm | msisdn | employee | employe | employes | salarie | agent
    | matricule | eleve | eleves | student | pupil | teacher | enseignant | professeur | detenteur | titulaire |
    beneficiaire | responsable | contact | assignee | assigned | assignedto | affecte | affectation | attribue |
    checked out to | extrait vers | voice number | prenom | first name | last name | full name | surname | nom de
    famille | nom prenom | nom et prenom | position | birth | naissance | annotateduser | annotated user | recent
    users | topuser | created by | cree par | updated by | modified by | account | compte | apple id | appleid |
    managed apple | ip | ipv4 | ipv6 | ip address | ipaddress | lan ip | wan ip | wifiipv4address | wifisubnetid |
    subnet | ssid | last known network | latitude | longitude | gps | coordinates | coordonnees | geolocation |
    geolocalisation | last location | bypass | recovery | recovery key | filevault | bitlocker | escrow | password |
    passwords | passcode | mot de passe | mdp | pin | puk | unlock code | code de deverrouillage | secret | token |
    license key | licence key | product key | cle produit | iccid | imsi | eid | sim | n sim | phone sim |
    management name | manageddevicename | device name | devicename | computer name | computername | host name |
    hostname | asset name | item name | display name | friendly name | machine | machine name | nom de l actif | nom
    du poste | nom poste | nom machine | nom de l appareil | nom de l ordinateur | poste | name | nom |
    activationlockbypasscode | local password
"""
_PERSONAL = re.compile(rf"\b(?:{'|'.join(' '.join(word.split()) for word in _PERSONAL_WORDS.split('|'))})\b")


def is_personal_header(header: str) -> bool:
    """Whether the column holds people, addresses, places or secrets: it is dropped and never leaves the reader."""
    return bool(_PERSONAL.search(fold_header(header)))


def language_of(headers: Iterable[str]) -> str:
    """Return 'fr' when at least two headers, or every second one, are written in French; else 'en'."""
    folded = [fold_header(header) for header in headers]
    named = [header for header in folded if header]
    french = sum(not _FRENCH.isdisjoint(header.split()) for header in named)
    return "fr" if french >= 2 or (french and french * 2 >= len(named)) else "en"
