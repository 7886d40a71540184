"""The WSGI application. Never ASGI: the organisation lives on the thread's database connection."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")

application = get_wsgi_application()
