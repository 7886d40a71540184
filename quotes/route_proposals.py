"""Legal references that a public body may look at before it gives its own: proposals, never printed by themselves.

In the words of the country's law. France: https://www.legifrance.gouv.fr, the codes named in each.
"""

from collections.abc import Mapping

from quotes.states import LineDecision

PROPOSALS: Mapping[str, Mapping[LineDecision, str]] = {
    "FR": {
        LineDecision.RECYCLE: "Code de l’environnement, art. R. 543-195 et R. 543-199",
        LineDecision.DONATE: "Code général de la propriété des personnes publiques, art. L. 3212-2 et L. 3212-3",
        LineDecision.RETURN_TO_FUNDER: "Code de l’éducation, art. L. 421-17",
    },
}


def proposals_for(*, country: str, is_public_body: bool) -> Mapping[LineDecision, str]:
    """The proposals by route; none where we know of none, and none for a company, whose property follows other law."""
    return PROPOSALS.get(country, {}) if is_public_body else {}
