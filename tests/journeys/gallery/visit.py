"""A page to look at, who opens it, and the views it is looked at in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from tests.journeys.axe import EVERY_RULE, RULES_OF_COLOUR, Rules

LANGUAGES = ("en", "fr")
THEMES = ("light", "dark")
WIDTHS = (1440, 390, 320)
HEIGHT = 900


@dataclass(frozen=True)
class Who:
    """Somebody at a browser: the host he is on, and his e-mail address, or '' for nobody who is signed in."""

    name: str
    host: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One page as one person opens it; `paths` by language. `deed` names what is done on it first (deeds.py)."""

    room: str
    page: str
    who: Who
    paths: Mapping[str, str]
    status: int = 200
    deed: str = ""

    @property
    def folder(self) -> str:
        """Where its pictures lie, below var/gallery/."""
        return f"{self.room}/{self.page}"


@dataclass(frozen=True, order=True)
class View:
    """How the page is shown."""

    language: str
    theme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"

    @property
    def rules(self) -> Rules | None:
        """The rules that may find something new: none at 320 px, and in the dark of another language none either."""
        narrow, wide = WIDTHS[1], WIDTHS[0]
        if self.language != LANGUAGES[0]:
            return EVERY_RULE if (self.theme, self.width) == ("light", wide) else None
        if self.width == narrow and self.theme == "dark":
            return RULES_OF_COLOUR
        return EVERY_RULE if self.width in (wide, narrow) else None


def views_in(language: str) -> list[View]:
    """Width by width, so that the page is laid out anew three times only."""
    return [View(language, theme, width) for width, theme in product(WIDTHS, THEMES)]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is wrong: on which page, in which view ('' for all of them), and what."""

    page: str
    view: str
    problem: str

    def __str__(self) -> str:
        return f"{self.page} {self.view}: {self.problem}"


@dataclass(kw_only=True)
class Sighting:
    """What came of a visit: the page's title by language, and the findings."""

    visit: Visit
    titles: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
