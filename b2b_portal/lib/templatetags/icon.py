"""Icons from the sprite that assets/collect.py makes: one file, fetched once, drawn in the text's colour."""

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

SPRITE = "vendor/icons.svg"


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw the icon `name`; with `label` it is read aloud, without it is decoration.

    `size` is "" (20 px), "sm" (16 px) or "lg" (32 px).
    """
    css = f"icon icon-{size}" if size else "icon"
    href = f"{static(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', css, href)
