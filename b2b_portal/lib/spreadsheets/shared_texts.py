"""The texts that the cells of an XLSX workbook share: kept once in the file, and once for every cell in the memory.

A text of 10 MB that stands in 10,000 cells is a small file, and asks the reader for 100 GB.
"""

import re
from collections import Counter
from collections.abc import Iterable

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_DECLARED = re.compile(rb"""uniqueCount\s*=\s*["']\s*\+?(\d+)""")
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>")
_USE = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d{1,7})\s*<""")


def check_shared_texts(*, shared: Iterable[bytes], parts: Iterable[bytes], limits: SpreadsheetLimits) -> None:
    """Refuse shared texts that are fewer than they say, or that the cells in `parts` make too much of.

    `parts`, the whole archive, is only read when a text is long enough to matter.
    Raises: Refusal.
    """
    sizes: list[int] = []
    for xml in shared:
        if any(int(written[:12]) > len(xml) for written in _DECLARED.findall(xml)):
            raise Refusal(RefusalCode.DAMAGED)  # the reader reserves memory for so many
        is_plain = b"</si " not in xml and b":si" not in xml
        sizes.extend(map(len, xml.split(b"</si>") if is_plain else _TEXT_END.split(xml)))
    if max(sizes, default=0) <= limits.cell_characters:
        return
    uses: Counter[int] = Counter()
    for part in parts:
        uses.update(map(int, _USE.findall(part)))
    if sum(sizes[text] * count for text, count in uses.items() if text < len(sizes)) > limits.unpacked_bytes:
        raise Refusal(RefusalCode.ZIP_BOMB)
