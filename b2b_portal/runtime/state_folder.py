"""The one folder that holds everything a running portal writes: `var/`, or the folder named by PORTAL_VAR."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def state_folder() -> Path:
    """Return the absolute state folder of this portal; another PORTAL_VAR is another portal on the same checkout."""
    named = os.environ.get("PORTAL_VAR")
    return Path(named).resolve() if named else CHECKOUT / "var"
