"""Models that a text nobody could settle may stand for, for a person to choose from."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from fleet.intake.naming import fold_name

MOST = 3
_LEAST_LIKE = 60


def suggest_models(written: str, *, labels: Mapping[str, str]) -> list[str]:
    """Return the slugs of up to three models whose label (by slug) is most like what stands in the file."""
    name = fold_name(written)
    if not name:
        return []
    folded = {slug: fold_name(label) for slug, label in labels.items()}
    found = process.extract(name, folded, scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_LIKE, limit=3 * MOST)
    closest = sorted(found, key=lambda one: (-one[1], -fuzz.ratio(name, one[0]), one[2]))
    return [slug for _name, _score, slug in closest[:MOST]]
