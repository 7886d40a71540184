"""The port the web server listens on: free, or one clear sentence."""

import errno
import socket
import sys

LOOPBACK = "127.0.0.1"


class PortNotUsable(RuntimeError):
    """The portal cannot listen on that port."""


def check_port(port: int) -> None:
    """Make sure that the web server can listen on `port` of this machine.

    Raises: PortNotUsable, with the sentence to show.
    """
    if not 0 < port < 65536:
        raise PortNotUsable(f"{port} is no port number: choose one from 1 to 65535 with `--port`.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just left is free
        try:
            probe.bind((LOOPBACK, port))
        except OSError as problem:
            other = _another(port)
            reason = "is taken by another program" if problem.errno == errno.EADDRINUSE else "is not allowed here"
            raise PortNotUsable(
                f"Port {port} {reason}: choose another with `--port {other}` (`make demo PORT={other}`)."
            ) from problem


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


if __name__ == "__main__":
    try:
        check_port(int(sys.argv[1]))
    except PortNotUsable as sentence:
        sys.exit(str(sentence))
