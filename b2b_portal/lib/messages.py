"""Sentences of packages that import no Django: marked here, translated where they are shown."""


def gettext_noop(message: str) -> str:
    """Return `message` unchanged; makemessages knows this name and collects what stands inside."""
    return message
