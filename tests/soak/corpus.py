"""What the soak begins with: the small samples, and workbooks of every kind made in code."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fleet.intake.samples import SAMPLES
from tests.lib.spreadsheets.hostile import archives, binaries, open_documents, sheets, texts, values, web_pages

LARGEST = 20_000  # bytes: what is small is read quickly, and has few bytes that do not matter


def corpus() -> dict[str, bytes]:
    """Return every file to begin with, by its name; half of them are workbooks."""
    files = {path.name: path.read_bytes() for path in SAMPLES}
    with TemporaryDirectory() as folder:
        for kind in (archives, binaries, open_documents, sheets, texts, values, web_pages):
            for case in kind.CASES:
                if isinstance(case.expected, list):
                    path = Path(folder) / case.filename
                    case.build(path)
                    name = path.with_suffix(".html").name if kind is web_pages else path.name
                    files[name] = path.read_bytes()
    return {name: content for name, content in sorted(files.items()) if len(content) <= LARGEST}
