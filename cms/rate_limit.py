"""How often one address of the network may do something that costs us work."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(*, request: HttpRequest, action: str, most: int, seconds: int, at: datetime) -> bool:
    """Count this request; whether its sender has made at most `most` of its kind in the running window of time."""
    sender = get_adapter().get_client_ip(request)  # knows how many proxies of ours stand in front
    window = int(at.timestamp()) // seconds
    key = f"limit:{action}:{sender}:{window}"
    count = cache.get(key, 0) + 1
    cache.set(key, count, timeout=seconds)
    return bool(count <= most)
