"""What a staged row may change on the device it stands for: an empty cell changes nothing, weaker evidence neither.

One expression per column, of `row` and `device`: the comparison and the update are both made of it.
"""

from collections.abc import Mapping

from fleet.intake.fields import AGE_EVIDENCE

_NEWEST_TEXTS = (
    *("serial", "imei", "imei2", "asset_tag", "cost_centre", "grade", "functional_state", "lock"),
    *("lessor", "lease_reference", "funding", "grant_name"),
)
_NEWEST = (
    *("storage_gb", "ram_gb", "purchased_on", "battery_health", "lease_ends_on"),
    *("purchase_amount", "restricted_until_year"),
)
_MODEL_TEXTS = (
    *("maker_text", "model_text", "model_code", "model_label", "model_sort", "category", "evidence"),
    *("model_id", "confidence"),
)

_TEXT = "coalesce(nullif(row.{name}, ''), device.{name})"
_VALUE = "coalesce(row.{name}, device.{name})"


def _rank(alias: str) -> str:
    """How much the evidence of an age is worth: a purchase tells more than an enrolment."""
    worth = {evidence: len(AGE_EVIDENCE) - place for place, (_, evidence) in enumerate(AGE_EVIDENCE)}
    cases = " ".join(f"WHEN '{evidence}' THEN {rank}" for evidence, rank in worth.items())
    return f"CASE {alias}.age_evidence {cases} ELSE 0 END"


# A list that knows the model less surely says nothing new about it: "iPad" of an asset list, after "iPad11,6".
_KNOWS_MODEL_BETTER = """(row.confidence >= coalesce(device.confidence, 0)
    AND (device.model_id IS NULL OR row.model_id IS NOT NULL))"""
_TELLS_AGE_BETTER = f"row.age_from_on IS NOT NULL AND ({_rank('row')}) >= ({_rank('device')})"
# Enrolled again after a repair: the device is no younger for it.
_ENROLLED_BEFORE = "row.age_evidence = 'enrolment' AND device.age_evidence = 'enrolment'"


def _of_model(name: str) -> str:
    newest = (_VALUE if name in ("model_id", "confidence") else _TEXT).format(name=name)
    return f"CASE WHEN {_KNOWS_MODEL_BETTER} THEN {newest} ELSE device.{name} END"


MERGED: Mapping[str, str] = {
    **{name: _TEXT.format(name=name) for name in _NEWEST_TEXTS},
    **{name: _VALUE.format(name=name) for name in _NEWEST},
    **{name: _of_model(name) for name in _MODEL_TEXTS},
    "age_from_on": f"""CASE WHEN {_ENROLLED_BEFORE} THEN least(row.age_from_on, device.age_from_on)
        WHEN {_TELLS_AGE_BETTER} THEN row.age_from_on ELSE device.age_from_on END""",
    "age_evidence": f"CASE WHEN {_TELLS_AGE_BETTER} THEN row.age_evidence ELSE device.age_evidence END",
    # "Corporate", as an MDM says of all it manages, is no word against a lease or a grant.
    "owner": """CASE WHEN row.owner IN ('lessor', 'funder') AND device.owner <> 'operator' THEN row.owner
        WHEN row.owner IN ('organisation', 'person') AND device.owner IN ('', 'organisation', 'person') THEN row.owner
        ELSE device.owner END""",
    # A list names it: it is there again.
    "gone_at": "NULL::timestamptz",
    "gone_by_id": "''",
    "gone_by_name": "''",
}
OWNER_BROUGHT = "coalesce(nullif(row.owner, ''), 'organisation')"  # of a new device, where no column says whose it is
DIFFERS = " OR ".join(f"({merged}) IS DISTINCT FROM device.{name}" for name, merged in MERGED.items())
