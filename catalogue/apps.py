from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Device models, what identifies them, buy-back prices, refurbished stock: shared by all organisations."""

    name = "catalogue"
