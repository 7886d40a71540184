"""`python -m tests.soak [--count N] [--seed S]`: spoil N files, read each, say how they ended; 1 if one ended badly."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from b2b_portal.lib.sandbox import SandboxLimits
from b2b_portal.lib.spreadsheets.reading import read_spreadsheet
from b2b_portal.lib.spreadsheets.refusals import SpreadsheetRefused
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.refusals import REFUSAL_SENTENCES
from tests.soak.corpus import corpus
from tests.soak.forked import Outcome, read_in_fork
from tests.soak.mutations import spoil
from tests.soak.work import intake_of

# Twice the memory of the sandbox: this child does the worker's part as well, and begins with all of it loaded.
LIMITS = SandboxLimits(memory_bytes=2 * 1024**3, cpu_seconds=20, wall_seconds=30)
EVERY_SO_OFTEN = 50  # through the whole sandbox, a new interpreter and all
SUFFIXES = ("xlsx", "xls", "ods", "html", "csv")
KEPT = Path("var/soak")


def main() -> None:
    """Run the soak and print a report of it as JSON; files that ended badly are kept in var/soak/."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    parser.add_argument("--only", type=int, help="the number of one file, to look at it again")
    chosen = parser.parse_args()
    sys.stderr.write(f"seed {chosen.seed}\n")
    numbers = range(chosen.count) if chosen.only is None else range(chosen.only, chosen.only + 1)
    report = soak(seed=chosen.seed, numbers=numbers)
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    sys.exit(1 if report["bad"] else 0)


def soak(*, seed: int, numbers: range) -> dict[str, object]:
    """Read the spoilt files of these numbers; each depends on seed and number alone."""
    files = corpus()
    names, contents = list(files), list(files.values())
    ends: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    bad: list[str] = []
    killed: list[str] = []
    slowest = (0.0, "")
    began = time.monotonic()
    with TemporaryDirectory(prefix="soak-") as folder:
        for number in numbers:
            chance = Random(f"{seed}:{number}")
            name = _pick(names, chance)
            path = Path(folder) / name
            path.write_bytes(spoil(files[name], others=contents, chance=chance))
            outcome = read_in_fork(lambda path=path: intake_of(path), limits=LIMITS, folder=path.parent)
            ends[_end_of(outcome)] += 1
            formats[path.suffix.lstrip(".")] += 1
            slowest = max(slowest, (round(outcome.seconds, 2), f"{number} {name}"))
            complaint = _complaint(outcome) or (_whole_way(path) if number % EVERY_SO_OFTEN == 0 else "")
            if complaint:
                bad.append(f"{number} {name}: {complaint}")
            if outcome.kind == "killed":
                killed.append(f"{number} {name}: {outcome.word}")
            if complaint or outcome.kind == "killed":
                _keep(path, number)
            path.unlink()
    return {
        "seed": seed,
        "files": len(numbers),
        "begun_with": len(files),
        "seconds": round(time.monotonic() - began),
        "slowest": slowest,
        "formats": dict(formats.most_common()),
        "ends": dict(ends.most_common()),
        "killed": killed,
        "bad": bad,
    }


def _pick(names: list[str], chance: Random) -> str:
    """Each format as often as the others, however many files of it there are."""
    suffix = chance.choice(SUFFIXES)
    return chance.choice([name for name in names if name.endswith(suffix)])


def _end_of(outcome: Outcome) -> str:
    return f"refused: {outcome.word}" if outcome.kind == "refused" else outcome.kind


def _complaint(outcome: Outcome) -> str:
    """What is wrong with how a file ended. The reader's library may abort its process: that has a sentence too."""
    if outcome.kind == "refused":
        return "" if outcome.word in REFUSAL_SENTENCES else f"no sentence for {outcome.word}"
    if outcome.kind in ("read", "killed"):
        return ""
    return f"{outcome.kind}: {outcome.word.strip().splitlines()[-1:]}"


def _whole_way(path: Path) -> str:
    """The same file through the sandbox itself."""
    try:
        sheet = read_spreadsheet(path=path, filename=path.name, workdir=path.parent, header_words=HEADER_WORDS)
        sum(1 for _ in sheet.rows())
    except SpreadsheetRefused as refused:
        return "" if refused.code in REFUSAL_SENTENCES else f"no sentence for {refused.code}"
    except Exception as error:
        return f"through the sandbox: {error!r}"
    return ""


def _keep(path: Path, number: int) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{number}-{path.name}").write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
