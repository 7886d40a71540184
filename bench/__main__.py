"""`python -m bench [case …]`: run the cases, print and keep what they found in var/bench/<case>.json."""

import argparse
import dataclasses
import importlib
import json
import os
import pkgutil
import resource
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
RESULTS = CHECKOUT / "var" / "bench"


def main() -> None:
    """Run the named cases, or all of them."""
    import bench.cases

    names = [module.name for module in pkgutil.iter_modules(bench.cases.__path__)]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="case", help=f"one of: {', '.join(names) or 'none yet'}")
    chosen = parser.parse_args().cases or names
    if unknown := sorted(set(chosen) - set(names)):
        sys.exit(f"There is no case {', '.join(unknown)}. The cases are: {', '.join(names) or 'none yet'}.")
    prepare_django()
    for name in chosen:
        print(f"{name}: {json.dumps(run_case(name))}", flush=True)


def prepare_django() -> None:
    """Start the benchmarks' own embedded database, unless DATABASE_URL names a server, and set Django up."""
    from b2b_portal.runtime import postgres

    os.environ.setdefault("PORTAL_VAR", str(RESULTS))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.ensure_running(var=Path(os.environ["PORTAL_VAR"]))
    import django

    django.setup()


def run_case(name: str) -> dict[str, object]:
    """Run one case and write its result; returns what was written."""
    result = importlib.import_module(f"bench.cases.{name}").run()
    if result.peak_mb is None:
        result = dataclasses.replace(result, peak_mb=peak_mb())
    RESULTS.mkdir(parents=True, exist_ok=True)
    found = result.as_json()
    (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=2) + "\n")
    return found


def peak_mb() -> float:
    """Return the most memory that this process, or any one of its children, has held so far, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
