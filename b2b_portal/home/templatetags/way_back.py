"""The way back to the page on which a form stood."""

from typing import Any

from django.template import Library

from tenants.page_before import page_before

register = Library()


@register.simple_tag(takes_context=True)
def way_back(context: dict[str, Any]) -> str:
    """The page before this one, on this host; "/" when there is none."""
    return page_before(context["request"])
