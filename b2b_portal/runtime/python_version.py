"""Says in one sentence what is wrong with the machine's Python, in words that any Python 3 can run."""

import sys

try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "Python cannot make virtual environments here: run `sudo apt-get install python3-venv`, "
        "then the same command again."
    )
if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before the version is known to be right)
    sys.exit(
        "The portal needs Python 3.11 or newer and this is %d.%d: "  # noqa: UP031
        "name a newer one, as in `make demo PYTHON=python3.12`." % sys.version_info[:2]
    )
