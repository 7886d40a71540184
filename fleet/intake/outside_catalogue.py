"""Models that our catalogue lacks and others know: they get a name and a kind, and stay to be priced."""

from collections.abc import Iterator
from itertools import chain

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.device_codes import CodedDevice, device_of_code
from fleet.intake.identification import CONFIDENCE, Identification, identify
from fleet.intake.makers import fold_maker, maker_of_name
from fleet.intake.parsed_row import ParsedRow

# What names a device here, surest first.
_DETECTED, _PUBLISHED = "device_code", "published_code"
EVIDENCE = frozenset({_DETECTED, _PUBLISHED})
_SHORTEST = 4  # letters of a code among other words
_CARRIED = frozenset({"", "smartphone", "tablet"})


def identify_outside(row: ParsedRow, index: CatalogueIndex) -> Identification | None:
    """Return what a row's code stands for elsewhere: a model of ours by its name, else a name alone; None if nothing.

    A code of a laptop may look like a telephone's, so the maker has to agree, and what the row says of its kind.
    """
    for evidence, device in chain(_detected_in(row), _published_in(row, index)):
        named = identify(row=ParsedRow(row.row_number, manufacturer=device.maker, model=device.name), index=index)
        return Identification(
            model_slug=named.model_slug if named.evidence in ("name", "alias") else None,
            storage_gb=row.storage_gb,
            evidence=evidence,
            confidence=CONFIDENCE[evidence],
            label=_label(device),
            category=device.category,
        )
    return None


def _detected_in(row: ParsedRow) -> Iterator[tuple[str, CodedDevice]]:
    for text in _codes_of(row):
        device = device_of_code(text)
        if device and _maker_of(row) == fold_maker(device.maker):
            yield _DETECTED, device


def _published_in(row: ParsedRow, index: CatalogueIndex) -> Iterator[tuple[str, CodedDevice]]:
    """A code that the row's maker has given to one device only; the table does not tell telephones from tablets."""
    for text in _codes_of(row):
        known = index.published.get(text.upper(), ())
        names = {name for maker, name in known if _maker_of(row) == fold_maker(maker)}
        if len(names) == 1:
            yield _PUBLISHED, CodedDevice(row.manufacturer or known[0][0], names.pop(), row.category)


def _codes_of(row: ParsedRow) -> Iterator[str]:
    """The cells as they stand, then each word of the model that has a digit; nothing of what is no such device."""
    if row.category in _CARRIED:
        words = (word for word in row.model.split() if len(word) >= _SHORTEST and any(map(str.isdigit, word)))
        yield from dict.fromkeys(filter(None, (row.model_code, row.model, *words)))


def _maker_of(row: ParsedRow) -> str:
    return fold_maker(row.manufacturer) or maker_of_name(row.model) or maker_of_name(row.model_code)


def _label(device: CodedDevice) -> str:
    is_named = device.name.casefold().startswith(device.maker.casefold())
    return device.name if is_named else f"{device.maker} {device.name}"
