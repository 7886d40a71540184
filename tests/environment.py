"""Loaded before Django reads its settings (`-p tests.environment`): the test run's own database, broker and files."""

import os
from pathlib import Path

VAR = Path(os.environ.get("PORTAL_VAR") or Path(__file__).parent.parent / "var" / "test")

os.environ["PORTAL_VAR"] = str(VAR)
(VAR / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
os.environ["PORTAL_STATICFILES"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ["BROKER_URL"] = "memory://"
os.environ.setdefault("PORTAL_DATABASE_DURABLE", "0")  # a power cut may cost the test database
if not os.environ.get("DATABASE_URL"):
    from b2b_portal.runtime import postgres

    os.environ["DATABASE_URL"] = postgres.ensure_running(var=VAR)
