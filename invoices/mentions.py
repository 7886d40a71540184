"""What French law wants to be printed on an invoice between businesses, in the language of the document.

A tax adviser confirms these sentences before they are relied on.
"""

from django.utils.translation import gettext as _

from invoices.einvoice.document import LegalNotes


def legal_notes(*, for_public_body: bool) -> LegalNotes:
    """Return the three notes on payment: C. com. L441-9, L441-10, D441-5; for public bodies CCP R2192-31, D2192-35."""
    return _notes_for_public_body() if for_public_body else _notes_for_business()


def _notes_for_business() -> LegalNotes:
    return LegalNotes(
        late_penalty=_(
            "Penalty for late payment: the refinancing rate of the European Central Bank plus 10 percentage points"
            " (art. L441-10 of the French commercial code)."
        ),
        recovery_indemnity=_(
            "Fixed compensation for recovery costs after late payment: 40 €"
            " (art. D441-5 of the French commercial code)."
        ),
        early_discount=_("No discount for early payment."),
    )


def _notes_for_public_body() -> LegalNotes:
    return LegalNotes(
        late_penalty=_(
            "Interest on late payment: the refinancing rate of the European Central Bank plus 8 percentage points"
            " (art. R2192-31 of the French public procurement code)."
        ),
        recovery_indemnity=_(
            "Fixed compensation for recovery costs after late payment: 40 €"
            " (art. D2192-35 of the French public procurement code)."
        ),
        early_discount=_("No discount for early payment."),
    )
