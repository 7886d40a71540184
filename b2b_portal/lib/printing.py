"""A frozen document value through its template to a PDF, in the document's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from b2b_portal.lib.pdf import render_pdf

STYLES = ("document.css",)


def write_page(*, template: str, language: str, context: Mapping[str, Any]) -> str:
    """Return the HTML of `templates/documents/<template>` in `language`."""
    with override(language):
        page = render_to_string(f"documents/{template}", {**context, "language": language})
    return page.replace("₂", "<sub>2</sub>")  # our fonts have no small two for CO₂


def print_document(
    *, template: str, title: str, language: str, author: str, at: datetime, context: Mapping[str, Any]
) -> bytes:
    """Return the accessible PDF of a document that carries no data file; the same input gives the same bytes."""
    return render_pdf(
        html=write_page(template=template, language=language, context=context),
        title=title,
        language=language,
        author=author,
        at=at,
        stylesheets=STYLES,
    )
