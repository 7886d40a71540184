"""Trying an address in every way there is, and looking whether anything came of it."""

import io
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import pypdf
from django.http import HttpResponseBase
from openpyxl import load_workbook

from tests.conftest import HostClient
from tests.isolation.canary import Canary

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN, NOT_FOUND, FORBIDDEN, WRONG_METHOD = 302, 404, 403, 405
_TOKENS = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def attempt(client: HostClient, path: str, *, body: Mapping[str, object] | None = None) -> Iterator[HttpResponseBase]:
    """What each method answers."""
    for method in METHODS:
        if method == "POST":
            yield client.post(path, body or {})
        else:
            yield client.generic(method, path)


def everything_in(response: HttpResponseBase) -> str:
    """Body, headers and cookies as one text."""
    return "\n".join([text_of(response), str(response.headers), response.cookies.output()])


def text_of(response: HttpResponseBase) -> str:
    """The body."""
    content = response.getvalue() if response.streaming else response.content
    return content.decode("utf-8", "replace")


def readable(response: HttpResponseBase) -> str:
    """Every word of the body; those of a PDF or a workbook too."""
    content = response.getvalue() if response.streaming else response.content
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        sheets = load_workbook(io.BytesIO(content), read_only=True)
        return "\n".join(str(value) for sheet in sheets for row in sheet.values for value in row)
    return content.decode("utf-8", "replace")


def without_tokens(response: HttpResponseBase) -> str:
    """The body without what differs from one request to the next."""
    return _TOKENS.sub("…", text_of(response))


def assert_asks_to_sign_in(response: HttpResponseBase) -> None:
    """A redirect to the sign-in page of the same host."""
    assert response.status_code == SIGN_IN, f"{response.status_code} instead of the sign-in page"
    assert response.headers["Location"].startswith("/account/login/")


def assert_tells_nothing(response: HttpResponseBase, canary: Canary, *, but: Collection[str] = ()) -> None:
    """None of the organisation's words in anything that was sent."""
    found = canary.found_in(everything_in(response)) - set(but)

    assert not found, f"{response.status_code} tells {sorted(found)}"


@contextmanager
def untouched(canary: Canary) -> Iterator[None]:
    """Nothing in any table of the organisation is another afterwards."""
    before = canary.fingerprint()
    yield
    after = canary.fingerprint()
    assert after == before, f"changed: {sorted(table for table in before if before[table] != after[table])}"
