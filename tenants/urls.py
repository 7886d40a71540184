"""Addresses of the jobs of an organisation."""

from django.urls import path

from tenants.views import jobs

app_name = "jobs"
urlpatterns = [
    path("", jobs.job_list, name="list"),
    path("tray/", jobs.tray, name="tray"),
    path("<uuid:job_id>/", jobs.job_detail, name="detail"),
    path("<uuid:job_id>/progress/", jobs.job_progress, name="progress"),
]
