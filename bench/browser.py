"""Requests of a signed-in person through the WSGI application in this process: every middleware, no network."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from tenants.middleware.binding import ROOM_KEY, room_key
from tenants.models import Organisation, User

_application = WSGIHandler()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: milliseconds until the last byte, SQL statements, bytes of the page before compression."""

    milliseconds: float
    statements: int
    bytes: int


class SignedIn:
    """One person on one host."""

    def __init__(self, user: User, *, label: str, organisation: Organisation | None = None) -> None:
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[ROOM_KEY] = room_key("portal" if organisation else "desk", organisation)
        session.save()
        requests = RequestFactory(headers={"host": f"{label}.{settings.PORTAL_DOMAIN}"})
        requests.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        self._requests = requests

    def get(self, address: str) -> Answer:
        """Ask for a page, which must be there, and read all of it."""
        environ = self._requests.get(address).environ
        counter = _Counter()
        said: list[str] = []
        started = time.perf_counter()
        with connection.execute_wrapper(counter):
            response = _application(environ, lambda status, headers, *_: said.append(status))
            size = sum(len(part) for part in response)
            response.close()
        took = time.perf_counter() - started
        assert said == ["200 OK"], f"{address} answered {said}"
        return Answer(milliseconds=took * 1000, statements=counter.count, bytes=size)


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):  # noqa: ANN001, ANN204 - Django's own signature
        self.count += 1
        return execute(sql, params, many, context)
