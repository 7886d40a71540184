"""The shape that the load commands share: one file in, one JSON object out, a sentence when it is refused."""

import json
import time
from abc import abstractmethod
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.loading.data_file import FileRefused
from catalogue.loading.merging import Merged

DATA = Path(__file__).resolve().parent.parent / "data"


class LoadCommand(BaseCommand):
    shipped: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=DATA / self.shipped, help="the shipped one by default"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    @abstractmethod
    def load(self, path: Path, *, at: datetime) -> tuple[str, Merged, dict[str, Any]]:
        """Return the version, the counts, and whatever else is worth printing."""

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        try:
            version, total, more = self.load(options["file"], at=timezone.now())
        except FileRefused as refused:
            raise CommandError(refused.summary(most=30)) from refused
        counts = asdict(total)
        seconds = round(time.perf_counter() - started, 3)
        result = {"file": options["file"].name, "version": version, **counts, **more, "seconds": seconds}
        words = ", ".join(f"{count} {name}" for name, count in counts.items())
        text = f"{options['file'].name}, version {version}: {words} in {seconds} s"
        self.stdout.write(json.dumps(result) if options["json"] else text)


class LoadPublished(LoadCommand):
    """Of a table that others publish none is shipped: the operator names the file."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="as it is published")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
