from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Organisations, their people, and the public rows that span organisations."""

    name = "tenants"
