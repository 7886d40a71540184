"""Words that our reader takes for what is known of a device, where the text of a list itself is not kept."""

from collections.abc import Callable, Mapping

from fleet.models.device import DeviceFacts

OWNERS = {"organisation": "organisation", "person": "personal", "lessor": "leased", "funder": "funded"}
_GRADES = {("A", ""): "A", ("B", ""): "B", ("C", ""): "C", ("D", ""): "D"}
_LOOKS = {("A", "works"): "like new", ("B", "works"): "good", ("C", "works"): "fair"}
_WORKS = {("", "works"): "works", ("", "faulty"): "faulty", ("", "dead"): "dead"}
CONDITIONS = _GRADES | _LOOKS | _WORKS
LOCKS = {"activation_lock": "yes", "none": "no"}

# By the field of the column: the word that is read as what is known.
MEANT: Mapping[str, Callable[[DeviceFacts], str]] = {
    "ownership": lambda facts: OWNERS.get(facts.owner, ""),
    "funding": lambda facts: facts.funding.replace("_", "-"),
    "byod": lambda facts: "yes" if facts.owner == "person" else "",
    "condition": lambda facts: CONDITIONS.get((facts.grade, facts.functional_state), ""),
    "activation_lock": lambda facts: LOCKS.get(facts.lock, ""),
}
