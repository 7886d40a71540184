"""Where a story is played: an instant of the past, who acts, and what came of the scenes before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import merge
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from tenants.actor import Actor

Row = TypeVar("Row", bound=models.Model)

_BETWEEN_TWO_SCENES = timedelta(minutes=20)
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who acts in an organisation's story: its own member, and the account manager."""

    member: Actor
    manager: Actor


@dataclass(kw_only=True)
class Stage:
    """One organisation's story while it is played; `props` are the ids of what the scenes before have made."""

    cast: Cast
    at: datetime
    props: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day of this scene."""
        return timezone.localdate(self.at)

    def keep(self, name: str, row: models.Model) -> None:
        """Remember a row for the scenes to come."""
        self.props[name] = row.pk

    def recall(self, kind: type[Row], name: str) -> Row:
        """The row as it is now."""
        return kind._default_manager.get(pk=self.props[name])


Deed = Callable[[Stage], None]


@dataclass(frozen=True)
class Scene:
    """What somebody does, so many days ago at this hour (on the Friday before, when that was a weekend)."""

    days_ago: int
    hour: str
    deed: Deed


@dataclass(frozen=True, order=True)
class Cue:
    """When which scene of which organisation is played."""

    at: datetime
    slug: str
    place: int
    deed: Deed = field(compare=False)


def cues_of(stories: Mapping[str, Sequence[Scene]], *, now: datetime) -> Iterable[Cue]:
    """All scenes of all organisations in the order of time; within one organisation in the order of its story."""
    return merge(*(_cues(slug, scenes, now) for slug, scenes in stories.items()))


def _cues(slug: str, scenes: Sequence[Scene], now: datetime) -> list[Cue]:
    cues: list[Cue] = []
    for place, scene in enumerate(scenes):
        at = _moment(scene, now)
        if cues:
            at = max(at, cues[-1].at + _BETWEEN_TWO_SCENES)
        cues.append(Cue(at, slug, place, scene.deed))
    return cues


def _moment(scene: Scene, now: datetime) -> datetime:
    day = timezone.localdate(now) - timedelta(days=scene.days_ago)
    day -= timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(scene.hour)))
