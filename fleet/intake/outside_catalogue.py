"""Models that our catalogue lacks and others know: they get a name and a kind, and stay to be priced."""

from collections.abc import Iterator

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.device_codes import CodedDevice, device_of_code
from fleet.intake.identification import CONFIDENCE, Identification, identify
from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.parsed_row import ParsedRow

EVIDENCE = "device_code"
_CARRIED = frozenset({"", "smartphone", "tablet"})


def identify_outside(row: ParsedRow, index: CatalogueIndex) -> Identification | None:
    """Return what a row's code stands for elsewhere: a model of ours by its name, else a name alone; None if nothing.

    A code of a laptop may look like a telephone's, so the maker has to agree, and what the row says of its kind.
    """
    for device in _devices_in(row):
        named = identify(row=ParsedRow(row.row_number, manufacturer=device.maker, model=device.name), index=index)
        return Identification(
            model_slug=named.model_slug if named.evidence in ("name", "alias") else None,
            storage_gb=row.storage_gb,
            evidence=EVIDENCE,
            confidence=CONFIDENCE[EVIDENCE],
            label=_label(device),
            category=device.category,
        )
    return None


def _devices_in(row: ParsedRow) -> Iterator[CodedDevice]:
    if row.category not in _CARRIED:
        return
    maker = fold_maker(row.manufacturer) or maker_of_name(row.model) or maker_of_name(row.model_code)
    for text in dict.fromkeys(filter(None, (row.model_code, row.model, *row.model.split()))):
        device = device_of_code(text)
        if device and maker == fold_maker(device.maker):
            yield device


def _label(device: CodedDevice) -> str:
    is_named = device.name.casefold().startswith(device.maker.casefold())
    return device.name if is_named else f"{device.maker} {device.name}"
