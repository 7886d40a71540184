"""Whom the reader of a page can ask, for pages that say that something did not work."""

from typing import Any

from django.template import Library

from quotes.documents import Contact
from quotes.papers import contact_for
from tenants.middleware.room import PORTAL, SITE
from tenants.models import LegalEntity

register = Library()


@register.simple_tag(takes_context=True)
def whom_to_ask(context: dict[str, Any]) -> Contact | None:
    """The account manager for a signed-in member, the operator's address on the public site, nobody else.

    Strangers at an organisation's portal are not told who works for it; without a request nothing is looked up.
    """
    request = context.get("request")
    room = getattr(request, "room", "")
    company = LegalEntity.objects.filter(is_active=True)
    if room == PORTAL and getattr(request, "actor", None) and company.exists():
        return contact_for()
    written = company.first() if room == SITE else None
    return Contact(name=written.name, email=written.email) if written else None
