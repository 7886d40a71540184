"""Addresses of the fleet."""

from django.urls import path

from fleet.views import (
    bulk_changes,
    causes,
    columns,
    counted_lots,
    device_forms,
    devices,
    export,
    missing,
    model_names,
    rows,
    saved_views,
    sites,
    upload_files,
    uploads,
)

app_name = "fleet"
urlpatterns = [
    path("", devices.device_list, name="list"),
    path("devices/new/", device_forms.device_new, name="device_new"),
    path("devices/<uuid:device_id>/", devices.device, name="device"),
    path("devices/<uuid:device_id>/edit/", device_forms.device_edit, name="device_edit"),
    path("changes/new/", bulk_changes.bulk_change_new, name="bulk_change_new"),
    path("changes/<uuid:change_id>/", bulk_changes.bulk_change, name="bulk_change"),
    path("changes/<uuid:change_id>/undo/", bulk_changes.bulk_change_undo, name="bulk_change_undo"),
    path("missing/", missing.last_missing, name="missing"),
    path("sites/", sites.site_list, name="sites"),
    path("sites/<uuid:site_id>/", sites.site, name="site"),
    path("sites/<uuid:site_id>/merge/", sites.site_merge, name="site_merge"),
    path("export/", export.device_export, name="export"),
    path("counted/", counted_lots.lot_list, name="counted_lots"),
    path("counted/<uuid:lot_id>/", counted_lots.lot_count, name="counted_lot"),
    path("models/", model_names.unnamed_list, name="unnamed_models"),
    path("models/name/", model_names.name, name="name_model"),
    path("views/new/", saved_views.saved_view_new, name="saved_view_new"),
    path("views/<uuid:view_id>/", saved_views.saved_view, name="saved_view"),
    path("views/<uuid:view_id>/edit/", saved_views.saved_view_edit, name="saved_view_edit"),
    path("views/<uuid:view_id>/delete/", saved_views.saved_view_delete, name="saved_view_delete"),
    path("uploads/", uploads.upload_list, name="uploads"),
    path("uploads/new/", uploads.upload_new, name="upload_new"),
    path("uploads/template/", upload_files.upload_template, name="upload_template"),
    path("uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("uploads/<uuid:upload_id>/columns/", columns.upload_columns, name="upload_columns"),
    path("uploads/<uuid:upload_id>/columns/again/", columns.upload_columns_again, name="upload_columns_again"),
    path("uploads/<uuid:upload_id>/sum-up/", uploads.upload_sum_up, name="upload_sum_up"),
    path("uploads/<uuid:upload_id>/commit/", uploads.upload_commit, name="upload_commit"),
    path("uploads/<uuid:upload_id>/discard/", uploads.upload_discard, name="upload_discard"),
    path("uploads/<uuid:upload_id>/undo/", uploads.upload_undo, name="upload_undo"),
    path("uploads/<uuid:upload_id>/rows/<int:row_number>/", rows.upload_row, name="upload_row"),
    path("uploads/<uuid:upload_id>/causes/<slug:cause>/", causes.upload_cause, name="upload_cause"),
    path("uploads/<uuid:upload_id>/causes/<slug:cause>/words/", causes.upload_words, name="upload_words"),
    path(
        "uploads/<uuid:upload_id>/answers/<int:answer_id>/back/", causes.upload_answer_back, name="upload_answer_back"
    ),
    path("uploads/<uuid:upload_id>/missing/", missing.upload_missing, name="upload_missing"),
    path("uploads/<uuid:upload_id>/refused/", upload_files.upload_refused, name="upload_refused"),
]
