"""Asks a running portal whether it answers, the way a load balancer would."""

import http.client
import time
from collections.abc import Callable

from b2b_portal.runtime.port import LOOPBACK


def is_healthy(*, port: int, domain: str, seconds: float = 2) -> bool:
    """Whether /healthz of `domain` answers 200 on `port` of this machine within `seconds`."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": domain})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_healthy(*, port: int, domain: str, seconds: float, alive: Callable[[], bool]) -> bool:
    """Wait for a 200 of /healthz; give up after `seconds`, or at once when `alive()` says there is nobody to answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and alive():
        if is_healthy(port=port, domain=domain):
            return True
        time.sleep(0.1)
    return False
