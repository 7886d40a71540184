"""List an organisation's documents, and write them to a folder."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import tenant_context

from records.documents import read_document
from records.models import Document, DocumentKind
from tenants.models import Organisation


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--kind", choices=DocumentKind.values, help="only documents of this kind")
        parser.add_argument("--out", type=Path, help="write the files into this folder")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.ready().filter(slug=options["slug"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['slug']!r} that is ready.")
        with tenant_context(organisation):
            documents = Document.objects.latest_first()
            if options["kind"]:
                documents = documents.of_kind(options["kind"])
            entries = [_entry(document, options["out"]) for document in documents]
        if options["json"]:
            result = {"organisation": organisation.slug, "count": len(entries), "documents": entries}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for entry in entries:
            self.stdout.write(f"{entry['kind']:20} {entry['number']:20} {entry['sha256'][:12]} {entry['filename']}")
        self.stdout.write(f"{len(entries)} documents")


def _entry(document: Document, folder: Path | None) -> dict[str, Any]:
    entry = {
        "id": str(document.pk),
        "kind": document.kind,
        "number": document.number,
        "title": document.title,
        "language": document.language,
        "filename": document.filename,
        "content_type": document.content_type,
        "size": document.size,
        "sha256": document.sha256,
        "verify_code": document.verify_code,
        "created_at": document.created_at.isoformat(),
    }
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / document.filename
        path.write_bytes(read_document(document))
        entry["path"] = str(path)
    return entry
