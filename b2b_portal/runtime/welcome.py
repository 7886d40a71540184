"""What a person needs after the start: where the portal answers, and who can sign in."""

import importlib
import importlib.util
from collections.abc import Sequence

from tenants.models import Organisation

ROOMS = (("", "Public site"), ("desk", "The operator's desk"))
MOST_ORGANISATIONS = 10


def welcome(*, domain: str, port: int) -> str:
    """Return the text that `up` ends with: addresses, and the demo's sign-ins when its data is there."""
    organisations = Organisation.objects.ready().order_by("created_at").values_list("slug", "name")[:MOST_ORGANISATIONS]
    addresses = [(name, address(domain=domain, port=port, label=label)) for label, name in (*ROOMS, *organisations)]
    parts = ["Renew is ready.", draw_table(addresses)]
    sign_ins = list_sign_ins() if organisations else []
    if sign_ins:
        parts += ["Sign in as:", draw_table(sign_ins)]
    return "\n\n".join(parts)


def address(*, domain: str, port: int, label: str = "") -> str:
    """Return the address of one host as a person types it on this machine; `label` is what stands before the domain."""
    return f"http://{label}{'.' if label else ''}{domain}:{port}/"


def list_sign_ins() -> list[tuple[str, ...]]:
    """Return the demo's sign-ins as rows of text; none where the demo is not installed."""
    if importlib.util.find_spec("b2b_portal.demo") is None or importlib.util.find_spec("b2b_portal.demo.cast") is None:
        return []
    cast = importlib.import_module("b2b_portal.demo.cast")
    return [tuple(str(cell) for cell in row) for row in cast.sign_ins()]


def draw_table(rows: Sequence[Sequence[str]], *, indent: str = "  ") -> str:
    """Return `rows` as lines with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(indent + line.rstrip() for line in lines)
