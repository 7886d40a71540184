"""The Celery application: `celery -A b2b_portal.celery worker`."""

import os

from celery import Celery
from kombu.transport import sqlalchemy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The default broker is a table: look into it ten times a second. The transport option of this name would reach
# SQLAlchemy's engine, which does not know it.
sqlalchemy.Transport.polling_interval = 0.1


def _forget_connections() -> None:
    for engine, _sessions in sqlalchemy.Channel._engines.values():
        engine.dispose(close=False)


# A worker that replaces a dead one is forked from a process that is connected already: two on one connection break it.
os.register_at_fork(after_in_child=_forget_connections)
