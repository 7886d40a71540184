"""Addresses of the documents."""

from django.urls import path

from records import views

app_name = "records"
urlpatterns = [
    path("", views.document_list, name="documents"),
    path("<uuid:document_id>/", views.download, name="download"),
]
