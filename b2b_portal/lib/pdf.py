"""HTML to PDF: the only door to WeasyPrint. The same input gives the same bytes, on every machine."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from b2b_portal.lib.pdf_fonts import FAMILIES, FONT_FILES, font_bytes, in_our_letters

Variant = Literal["pdf/ua-1", "pdf/a-3b"]

STYLE_FOLDER = Path(__file__).resolve().parents[2] / "templates" / "documents"

# The rest of the style must not undo it: without it WeasyPrint asks for interpolation, which PDF/A forbids (6.2.8).
_ALWAYS = "img{image-rendering:crisp-edges!important}"
_ASSET_SCHEME = "asset:"
_SCREEN_COLOURS = "srgb"
_RENDERING = Lock()  # Pango's font map, shared by all documents of the process, is not thread-safe


class AssetRefused(Exception):
    """The document asks for an address outside our own assets: only `data:` and `asset:` are served."""


class GlyphMissing(Exception):
    """The layout fell back on a font of the host or on no glyph at all; the file would not be PDF/A."""


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file inside the PDF; `relationship` is the /AFRelationship of ISO 19005-3 (`Data` for an invoice's XML)."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


class _OwnAssets(URLFetcher):
    """Serves `data:` and our fonts; a file: or http: address in a customer's text would leak or call out."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith(_ASSET_SCHEME):
            name = url.removeprefix(_ASSET_SCHEME)
            if name in FONT_FILES:
                return URLFetcherResponse(url, font_bytes(name), {"Content-Type": "font/woff2"})
        return super().fetch(url, headers)


@cache
def _fetcher() -> _OwnAssets:
    return _OwnAssets(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


@cache
def _font_configuration() -> Any:
    return FontConfiguration()


@cache
def _stylesheet(name: str) -> Any:
    return _parsed((STYLE_FOLDER / name).read_text(encoding="utf-8"))


def _parsed(style: str) -> Any:
    return CSS(string=style, font_config=_font_configuration(), url_fetcher=_fetcher())


@cache
def _own_fonts() -> Any:
    faces = [
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url({_ASSET_SCHEME}{file_name})}}'
        for family, weights in FAMILIES.items()
        for weight, file_name in weights.items()
    ]
    for file_name in FONT_FILES:
        font_bytes(file_name)  # speaks up when one is missing; WeasyPrint would only log and take another font
    families = ",".join(f'"{family}"' for family in FAMILIES)
    return _parsed("".join(faces) + f"html{{font-family:{families}}}" + _ALWAYS)


def warm_up() -> None:
    """Load the fonts, which takes a second once per process, before anything that others wait for."""
    with _RENDERING:
        _own_fonts()


def render_pdf(
    *,
    html: str,
    title: str,
    language: str,
    author: str,
    at: datetime,
    stylesheets: Sequence[str],
    attachments: Sequence[AttachedFile] = (),
    variant: Variant = "pdf/ua-1",
    xmp: bytes = b"",
) -> bytes:
    """Return the tagged PDF of a whole HTML page; `stylesheets` are file names in templates/documents.

    `at` is written as the date of creation; `xmp` are `rdf:Description` elements added to the metadata.

    Raises: AssetRefused, GlyphMissing, FontMissing; ValueError for an instant without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("the instant of a document has a time zone")
    with _RENDERING:
        document = _lay_out(in_our_letters(html), stylesheets=stylesheets)
        document.color_profiles[_SCREEN_COLOURS], document.output_intent = _screen_colours(), _SCREEN_COLOURS
        _describe(document.metadata, title=in_our_letters(title), language=language, author=author, at=at)
        document.metadata.attachments = [_attachment(file, at=at) for file in attachments]
        _add_xmp(document.metadata, xmp)
        return bytes(
            document.write_pdf(
                pdf_variant=variant,
                pdf_tags=True,
                output_intent=False,  # it is set above; WeasyPrint would open the profile anew and leave it open
                pdf_identifier=_fingerprint(html, title, at.isoformat(), *(file.content for file in attachments)),
                finisher=_finish,
            )
        )


def _lay_out(html: str, *, stylesheets: Sequence[str]) -> Any:
    sheets = [_own_fonts(), *(_stylesheet(name) for name in stylesheets)]
    try:
        page = HTML(string=html, url_fetcher=_fetcher())
        return page.render(stylesheets=sheets, font_config=_font_configuration())
    except FatalURLFetchingError as error:
        raise AssetRefused(str(error)) from error


def _screen_colours() -> Any:
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _describe(metadata: Any, *, title: str, language: str, author: str, at: datetime) -> None:
    metadata.title, metadata.lang, metadata.authors = title, language, [author]
    metadata.created = metadata.modified = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _attachment(file: AttachedFile, *, at: datetime) -> Any:
    instant = at.astimezone(UTC)
    return Attachment(
        string=file.content,
        name=file.name,
        description=file.description,
        relationship=file.relationship,
        created=instant,
        modified=instant,
    )


def _add_xmp(metadata: Any, xmp: bytes) -> None:
    """Put `xmp` into WeasyPrint's own rdf:RDF: its `xmp_metadata` writes a second one, which readers skip."""
    write = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *names: write(*names).replace(b"</rdf:RDF>", xmp + b"</rdf:RDF>")


def _fingerprint(*parts: str | bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
    return digest.digest()[:16]


def _finish(document: Any, pdf: Any) -> None:
    strangers = {font.family for font in document.fonts.values() if font.family not in FAMILIES or font.missing}
    if strangers:
        raise GlyphMissing(f"the document needs {', '.join(sorted(strangers))}: print it in the letters we ship")
    if "AF" in pdf.catalog:  # WeasyPrint 70.0 lists each file twice
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
