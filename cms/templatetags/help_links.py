"""`{% help_link "grades" %}` leads from any page to the help page about it, in the reader's language."""

from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from b2b_portal.lib.templatetags.icon import icon
from cms.help import TOPICS, help_pages

register = Library()


@register.simple_tag(takes_context=True)
def help_link(context: dict[str, Any], topic: str, label: str = "") -> SafeString | str:
    """The link, named as the page unless `label` says otherwise; nothing where the page is not published.

    Raises: KeyError for a topic that cms/help.py does not have.
    """
    if topic not in TOPICS:
        raise KeyError(f"{topic!r} is no topic of cms/help.py: {', '.join(TOPICS)}")
    page = help_pages(context.get("request")).get(topic)
    if page is None:
        return ""
    sign = icon("help-circle", size="sm")
    return format_html('<a class="link" href="{}">{} {}</a>', page.url, sign, label or page.title)
