"""The port the web server listens on: free, or one clear sentence."""

import errno
import socket

LOOPBACK = "127.0.0.1"


class PortNotUsable(RuntimeError):
    """The portal cannot listen on that port."""


def check_port(port: int) -> None:
    """Make sure that the web server can listen on `port` of this machine.

    Raises: PortNotUsable, with the sentence to show.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just left is free
        try:
            probe.bind((LOOPBACK, port))
        except OverflowError:
            raise PortNotUsable(f"{port} is no port number: choose one up to 65535 with `--port`.") from None
        except OSError as problem:
            reason = "is taken by another program" if problem.errno == errno.EADDRINUSE else "is not allowed here"
            raise PortNotUsable(
                f"Port {port} {reason}: choose another with `manage.py up --port {_another(port)}`."
            ) from problem


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000
