from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Three invented organisations with a history made through the real pipeline."""

    name = "b2b_portal.demo"
    label = "demo"
