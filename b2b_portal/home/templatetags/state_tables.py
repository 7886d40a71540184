"""Every state of every machine, for the style guide."""

from collections.abc import Iterable

from django.template import Library

from b2b_portal.home.templatetags.state_badges import LOOKS

register = Library()


@register.simple_tag
def state_machines() -> Iterable[tuple[str, list[str]]]:
    """Each state machine's name with the names of its states, in the order of their tables."""
    return [(machine, list(looks)) for machine, looks in LOOKS.items()]
