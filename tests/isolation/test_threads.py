"""Threads of one server process, for other organisations by turns: nobody gets the other's page."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import Barrier

from django.db import connection

from tests.conftest import HostClient
from tests.isolation.attempts import text_of
from tests.isolation.canary import Canary
from tests.isolation.conftest import World, signed_in

THREADS, REQUESTS = 8, 100


@dataclass(frozen=True)
class Visit:
    """A page that must hold words of `ours` and none of the others."""

    client: HostClient
    path: str
    ours: Canary
    others: tuple[Canary, ...]

    def outcome(self) -> str:
        """Ask with the same cookies, by a client of this thread's own."""
        visitor = HostClient()
        visitor.cookies, visitor.defaults = self.client.cookies, self.client.defaults
        page = text_of(visitor.get(self.path))
        if any(other.found_in(page) for other in self.others):
            return "mixed"
        return "right" if self.ours.found_in(page) else "empty"


def visits(world: World) -> list[Visit]:
    acme, globex, school = world.acme, world.globex, world.rosa_parks
    alice, charlie = signed_in("alice", "portal", "acme"), signed_in("charlie", "portal", "globex")
    sam = signed_in("sam", "desk")
    return [
        *(Visit(alice, path, acme, (globex, school)) for path in ("/jobs/tray/", "/documents/")),
        *(Visit(charlie, path, globex, (acme, school)) for path in ("/jobs/tray/", "/documents/")),
        Visit(sam, "/o/acme/documents/", acme, (globex, school)),
        Visit(sam, "/o/rosa-parks/documents/", school, (globex, acme)),
    ]


def test_it_works(world: World):
    assert {visit.outcome() for visit in visits(world)} == {"right"}


def test_threads_at_work_for_other_organisations_never_mix_them(world: World):
    choices = visits(world)
    together = Barrier(THREADS)

    def ask(seed: int) -> Counter[str]:
        dice = Random(seed)
        together.wait(timeout=30)
        try:
            return Counter(dice.choice(choices).outcome() for _turn in range(REQUESTS))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        found = sum(threads.map(ask, range(THREADS)), Counter())

    assert found == {"right": THREADS * REQUESTS}
