"""The impact pages of a portal."""

from django.urls import path

from impact.views import report_detail, report_list

app_name = "impact"

urlpatterns = [
    path("", report_list, name="reports"),
    path("<uuid:report_id>/", report_detail, name="report"),
]
