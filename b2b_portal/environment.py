"""Reads the environment, and refuses a bad value with a sentence that names the variable."""

import os
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

_FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_HOST = re.compile(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")
_BROKERS = ("redis", "rediss", "amqp", "amqps", "sqla+postgresql+psycopg", "memory")


def read_text(name: str, *, default: str) -> str:
    """The variable, or the default where it is unset or empty."""
    return os.environ.get(name) or default


def read_flag(name: str, *, default: bool) -> bool:
    """A yes or no."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if value.lower() not in _FLAGS:
        raise ImproperlyConfigured(f"{name}={value!r} is not a yes or no: use 1 or 0.")
    return _FLAGS[value.lower()]


def read_integer(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number from {least} to {most}.")
    return int(value)


def read_choice(name: str, *, default: str, choices: Sequence[str]) -> str:
    """One of a list."""
    value = os.environ.get(name) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is not one of: {', '.join(choices)}.")
    return value


def read_host(name: str, *, default: str) -> str:
    """A host name without scheme, port or path."""
    value = os.environ.get(name) or default
    if not _HOST.match(value):
        raise ImproperlyConfigured(f"{name}={value!r} is not a host name in lower case, such as portal.example.org.")
    return value


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings for `postgres://user:password@host:port/name?option=value`.

    A socket folder goes into the option `host`. Raises: ImproperlyConfigured.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django_tenants.postgresql_backend",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def broker_for(url: str | None, database: dict[str, Any]) -> str:
    """The broker's address; without one, the database itself through kombu's SQLAlchemy transport."""
    if url:
        if urlsplit(url).scheme not in _BROKERS:
            raise ImproperlyConfigured(f"BROKER_URL={url!r}: use redis://, amqp:// or leave it unset.")
        return url
    user = quote(database["USER"])
    if database["PASSWORD"]:
        user += ":" + quote(database["PASSWORD"], safe="")
    query = urlencode({"host": database["HOST"], "port": database["PORT"] or 5432, **database["OPTIONS"]})
    return f"sqla+postgresql+psycopg://{user}@/{quote(database['NAME'])}?{query}"
