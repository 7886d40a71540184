from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# The modules of an app that register kinds of job.
TASKS = (
    "tasks", "bulk_tasks", "number_tasks", "site_tasks", "condition_tasks", "offer_tasks", "handover_tasks",
)  # fmt: skip


class HomeConfig(AppConfig):
    """An organisation's home page and the navigation around every page."""

    name = "b2b_portal.home"
    label = "home"

    def ready(self) -> None:
        """Make the Celery application the current one, and register every kind of job."""
        from b2b_portal import celery  # noqa: F401

        autodiscover_modules(
            "tasks",
            "bulk_tasks",
            "number_tasks",
            "site_tasks",
            "condition_tasks",
            "offer_tasks",
            "annex_tasks",
            "handover_tasks",
        )
