"""Which page shows what a job made or works on: kind of job to (name of the page, key of its id)."""

from collections.abc import Mapping

RESULT_PAGES: Mapping[str, tuple[str, str]] = {
    "fleet.read_upload": ("fleet:upload", "upload"),
    "fleet.check_upload": ("fleet:upload", "upload"),
    "fleet.answer_upload": ("fleet:upload", "upload"),
    "fleet.commit_upload": ("fleet:upload", "upload"),
    "fleet.undo_upload": ("fleet:upload", "upload"),
    "fleet.change_devices": ("fleet:bulk_change", "change"),
    "fleet.undo_change": ("fleet:bulk_change", "change"),
    "quotes.open_offer": ("quotes:offer", "offer"),
    "quotes.declare_condition": ("quotes:offer", "offer"),
    "quotes.write_offer_sheet": ("records:download", "document"),
    "quotes.keep_return_slips": ("quotes:offer_left_out", "offer"),
    "quotes.keep_annex": ("quotes:offer", "offer"),
    "quotes.read_conditions": ("quotes:offer_condition_file", "offer"),
}
