"""The documents of an order: quote, confirmation, and those of whatever was made from it (invoice, impact report)."""

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from quotes.models import Order
from records.models import Document, DocumentQuerySet


def documents_of_order(order: Order) -> DocumentQuerySet:
    """Every document about the order, its quote, or a record of an upper app that points at it; the latest first.

    This app knows neither invoices nor reports: it asks which tables refer to orders.
    """
    about = Q(subject_type=Order._meta.label_lower, subject_id=str(order.pk))
    about |= Q(subject_type="quotes.quote", subject_id=str(order.quote_id))
    for relation in Order._meta.related_objects:
        pointing = relation.related_model._default_manager.filter(**{relation.field.name: order})
        ids = pointing.values_list(Cast("pk", CharField(max_length=36)), flat=True)
        about |= Q(subject_type=relation.related_model._meta.label_lower, subject_id__in=ids)
    return Document.objects.filter(about).latest_first()
