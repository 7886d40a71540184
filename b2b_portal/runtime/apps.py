"""The Django app that brings the commands up, down and status."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """Start and stop everything with one command; no models."""

    name = "b2b_portal.runtime"
    label = "runtime"
