"""Under /sign-ups/ of the desk."""

from django.urls import path

from desk.sign_up import views

urlpatterns = [
    path("", views.sign_ups, name="desk_sign_ups"),
    path("<uuid:sign_up_id>/", views.sign_up, name="desk_sign_up"),
    path("<uuid:sign_up_id>/approve/", views.approve, name="desk_sign_up_approve"),
    path("<uuid:sign_up_id>/decline/", views.decline, name="desk_sign_up_decline"),
]
