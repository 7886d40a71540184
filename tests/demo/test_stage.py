"""When the scenes are played: in the past, on working days, in the order of each story and of time."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from b2b_portal.demo.history import STORIES
from b2b_portal.demo.stage import Cue, Scene, cues_of

TUESDAY = dt.datetime(2026, 11, 24, 8, 5, tzinfo=ZoneInfo("Europe/Paris"))
INSTANTS = [TUESDAY + dt.timedelta(days=days, hours=hours) for days in range(0, 366, 29) for hours in (0, 9)]


def nothing(stage) -> None:
    """A deed."""


def cues(**stories: tuple[Scene, ...]) -> list[Cue]:
    return list(cues_of(stories, now=TUESDAY))


def local(cue: Cue) -> str:
    return f"{timezone.localtime(cue.at):%a %d.%m. %H:%M}"


def test_it_works():
    [cue] = cues(acme=(Scene(5, "09:30", nothing),))

    assert local(cue) == "Thu 19.11. 09:30"


@pytest.mark.parametrize("days", [2, 3])
def test_scene_on_a_weekend_is_played_on_the_friday_before(days):
    [cue] = cues(acme=(Scene(days, "09:30", nothing),))

    assert local(cue) == "Fri 20.11. 09:30"


def test_scene_never_comes_before_the_one_it_follows():
    first, second = cues(acme=(Scene(3, "16:00", nothing), Scene(2, "09:00", nothing)))

    assert (local(first), local(second)) == ("Fri 20.11. 16:00", "Fri 20.11. 16:20")


def test_scenes_of_several_organisations_are_played_in_the_order_of_time():
    played = cues(acme=(Scene(9, "10:00", nothing), Scene(1, "10:00", nothing)), globex=(Scene(5, "10:00", nothing),))

    assert [cue.slug for cue in played] == ["acme", "globex", "acme"]


@pytest.mark.parametrize("now", INSTANTS, ids=str)
def test_stories_are_over_before_now_whenever_that_is(now):
    played = list(cues_of(STORIES, now=now))

    assert all(before.at <= after.at for before, after in pairwise(played))
    assert played[-1].at < now
    assert now - played[0].at < dt.timedelta(days=185)
