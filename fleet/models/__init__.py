"""Devices, where they are, and the uploads they came by."""

from fleet.models.bulk_change import BulkChange
from fleet.models.counted_lot import CountedLot
from fleet.models.device import Device
from fleet.models.named_model import NamedModel
from fleet.models.remembered_column import RememberedColumn
from fleet.models.remembered_word import RememberedWord
from fleet.models.saved_view import SavedView
from fleet.models.site import Site
from fleet.models.upload import Upload
from fleet.models.upload_answer import UploadAnswer
from fleet.models.upload_row import UploadRow

__all__ = [
    "BulkChange",
    "CountedLot",
    "Device",
    "NamedModel",
    "RememberedColumn",
    "RememberedWord",
    "SavedView",
    "Site",
    "Upload",
    "UploadAnswer",
    "UploadRow",
]
