"""Legal references that a public body may look at before it gives its own: proposals, never printed by themselves.

In the words of the country's law. France: https://www.legifrance.gouv.fr, the codes named in each.
"""

from collections.abc import Mapping

from quotes.states import LineDecision

_NB = "\u00a0"  # an article is never parted from its number
_ART = f"art.{_NB}"
PROPOSALS: Mapping[str, Mapping[LineDecision, str]] = {
    "FR": {
        LineDecision.RECYCLE: f"Code de l’environnement, {_ART}R.{_NB}543-195 et R.{_NB}543-199",
        LineDecision.DONATE: (
            f"Code général de la propriété des personnes publiques, {_ART}L.{_NB}3212-2 et L.{_NB}3212-3"
        ),
        LineDecision.RETURN_TO_FUNDER: f"Code de l’éducation, {_ART}L.{_NB}421-17",
    },
}


def proposals_for(*, country: str, is_public_body: bool) -> Mapping[LineDecision, str]:
    """The proposals by route; none where we know of none, and none for a company, whose property follows other law."""
    return PROPOSALS.get(country, {}) if is_public_body else {}
