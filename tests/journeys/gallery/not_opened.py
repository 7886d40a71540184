"""Addresses that the gallery does not open, each with its reason."""

from collections.abc import Mapping

ONLY_POSTED = "takes a form that stands on another page, and leads back to a page"
FRAGMENT = "a part of a page, fetched by the page that shows it"
DOWNLOAD = "gives a file"
LEADS_ON = "leads to another page at once"
SAME = "the same page stands in the gallery under another address"
PASSWORD_FIRST = "asks for the password once more"
SECOND_FACTOR = "needs a person who has set up a second factor"
EDITOR = "Wagtail's own editor"

NOT_OPENED: Mapping[tuple[str, str], str] = {
    **dict.fromkeys(
        (
            ("portal", "preferences"), ("portal", "fleet:upload_commit"), ("portal", "fleet:upload_columns_again"),
            ("portal", "fleet:name_model"), ("portal", "fleet:saved_view_delete"),
            ("portal", "fleet:bulk_change_new"), ("portal", "fleet:bulk_change_undo"),
            ("portal", "fleet:upload_words"), ("portal", "fleet:upload_answer_back"),
            ("portal", "fleet:upload_discard"), ("portal", "fleet:counted_lot"), ("portal", "fleet:site_merge"),
            ("portal", "request_offer"), ("portal", "quotes:offer_decide"), ("portal", "quotes:offer_decision"),
            ("portal", "quotes:quote_accept"), ("portal", "quotes:offer_annex"),
            ("portal", "quotes:offer_decision_bring"),
            ("portal", "quotes:offer_renew"), ("portal", "quotes:offer_approve"),
            ("portal", "quotes:offer_refuse"), ("portal", "quotes:offer_withdraw_request"),
            ("portal", "quotes:offer_recipient"), ("portal", "quotes:offer_staff_price"),
            ("portal", "quotes:offer_handed_over"), ("portal", "quotes:offer_return_slips"),
            ("portal", "quotes:own_note_new"), ("portal", "quotes:own_note_remove"),
            ("portal", "quotes:wave_move"), ("portal", "quotes:wave_offer"),
            ("desk", "preferences"), ("desk", "desk:offer_firm"), ("desk", "desk:price_promise"),
            ("portal", "quotes:other_offer_new"), ("portal", "quotes:other_offer_remove"),
            ("desk", "desk:quote_new"), ("desk", "desk:order_ship"), ("desk", "desk:order_deliver"),
            ("desk", "desk_sign_up_approve"), ("desk", "desk_sign_up_decline"),
            ("desk", "desk_message_done"), ("desk", "desk:model_name_teach"),
            ("desk", "desk:price_book_try"), ("desk", "desk:device_model_use"),
            ("desk", "desk:model_variant_use"), ("desk", "desk:model_key_remove"),
            ("desk", "desk:model_upload_apply"),
        ),
        ONLY_POSTED,
    ),
    **dict.fromkeys(
        (
            ("portal", "jobs:tray"), ("portal", "jobs:progress"), ("portal", "fleet:upload_sum_up"),
            ("desk", "desk:stock_options"), ("desk", "desk:price_upload_progress"),
            ("desk", "desk:price_book_tried"), ("desk", "desk:model_upload_progress"),
        ),
        FRAGMENT,
    ),
    **dict.fromkeys(
        (
            ("portal", "records:download"), ("desk", "desk:document"), ("portal", "fleet:upload_refused"),
            ("portal", "fleet:upload_template"), ("portal", "quotes:offer_condition_sheet"),
            ("portal", "quotes:offer_arrival_sheet"), ("desk", "desk:offer_arrival_sheet"),
            ("portal", "quotes:offer_sheet"), ("portal", "quotes:not_offered_sheet"),
            ("portal", "quotes:offer_left_out_sheet"), ("portal", "quotes:offer_decision_file"),
            ("portal", "quotes:other_offer_file"),
            ("desk", "desk:offer_decision_file"), ("portal", "fleet:export"),
            ("desk", "desk:price_book_workbook"), ("desk", "desk:price_workbook_blank"),
            ("desk", "desk:price_upload_problems"), ("desk", "desk:catalogue_workbook"),
            ("desk", "desk:model_upload_problems"),
        ),
        DOWNLOAD,
    ),
    **dict.fromkeys(
        (
            ("site", "verify_file"), ("portal", "account_signup"), ("portal", "account_confirm_login_code"),
            ("portal", "mfa_authenticate"), ("portal", "account_set_password"), ("desk", "wagtailadmin_logout"),
            ("portal", "account_email_verification_sent"), ("desk", ""), ("portal", "mfa_reauthenticate"),
            ("portal", "fleet:saved_view"), ("portal", "fleet:missing"),
        ),
        LEADS_ON,
    ),
    ("portal", "mfa_activate_totp"): PASSWORD_FIRST,
    **dict.fromkeys((("site", "verify_printed"), ("site", "wagtail_serve"), ("desk", "wagtail_serve")), SAME),
    **dict.fromkeys(
        (
            ("portal", "mfa_deactivate_totp"), ("portal", "mfa_view_recovery_codes"),
            ("portal", "mfa_generate_recovery_codes"), ("portal", "mfa_download_recovery_codes"),
        ),
        SECOND_FACTOR,
    ),
}  # fmt: skip


def reason_not_to_open(room: str, name: str) -> str:
    """Why an address is not opened; '' when it is. The desk's account pages are the portal's, but for its sign-in."""
    if room == "desk" and name.startswith(("account_", "mfa_")) and name not in ("account_login", "mfa_index"):
        return SAME
    return NOT_OPENED.get((room, name), "")
