"""Models as an organisation writes them: what somebody said once of a text that no catalogue knows."""

from collections.abc import Mapping

from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.naming import fold_name

NameKey = tuple[str, str]  # maker and name, both folded
OwnNames = Mapping[NameKey, str]  # slug of the model by name

# Evidence that what somebody said is better than.
WEAKER = frozenset({"none", "ambiguous", "fuzzy"})


def name_key(*, maker: str, model: str) -> NameKey:
    """Return the key under which a model's name is remembered; colours, capacities and spelling do not count."""
    return fold_maker(maker) or maker_of_name(model), fold_name(model)
