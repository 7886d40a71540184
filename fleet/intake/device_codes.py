"""The one door to device-detector, which knows some 16,000 codes of telephones and tablets by the makers' own patterns.

It is made for the names that browsers give; we ask it about the code alone, for of a name it may know the half
("iPhone 6s Plus" is an iPhone 6s to it).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from device_detector import DeviceDetector

# One word of letters and digits, as Android and Apple write a model: SM-A566B, 2201117TG, RMX3830, iPhone17,1.
_APPLE = re.compile(r"(?:iPhone|iPad)\d{1,2},\d{1,2}")
_ANDROID = re.compile(r"(?=\D*\d\D*\d|[A-Z]+-\D*\d)(?=\d*[A-Z])[A-Z0-9]{2,12}(?:-[A-Z0-9]{2,10})?")
_CATEGORIES = {"smartphone": "smartphone", "phablet": "smartphone", "feature phone": "smartphone", "tablet": "tablet"}
_BROWSER = "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"


class CodedDevice(NamedTuple):
    """What a code stands for: maker and name as they are sold, and the slug of a category."""

    maker: str
    name: str
    category: str


@lru_cache(maxsize=10_000)
def device_of_code(text: str) -> CodedDevice | None:
    """Return the device that a code stands for, or None where it is no code or nobody knows it."""
    if _ANDROID.fullmatch(text):
        return _detected(text)
    device = _detected(text) if _APPLE.fullmatch(text) else None
    return device if device and device != _detected(text[:-1]) else None  # its patterns take iPhone14,55 for iPhone14,5


def _detected(text: str) -> CodedDevice | None:
    found = DeviceDetector(_BROWSER.format(system=f"Linux; Android 14; {text}"), skip_bot_detection=True).parse()
    maker, name, category = found.device_brand(), found.device_model(), _CATEGORIES.get(found.device_type())
    if not maker or not name or not category or text.lower() in name.lower():
        return None  # a pattern that takes any text for a name says nothing about this one
    return CodedDevice(maker, name, category)
