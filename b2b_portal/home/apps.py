from django.apps import AppConfig


class HomeConfig(AppConfig):
    """An organisation's home page and the navigation around every page."""

    name = "b2b_portal.home"
    label = "home"

    def ready(self) -> None:
        """Make the Celery application the current one, so that hints reach the broker."""
        from b2b_portal import celery  # noqa: F401
