"""Every address of the three rooms, read from the resolvers, and who each is for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


class For(StrEnum):
    ANYBODY = "anybody"  # forms and pages that know no organisation's data
    ITS_PERSON = "its person"  # a person's own account: whoever is signed in on this host
    MEMBER = "member"  # guarded by a permission of members
    STAFF = "staff"  # guarded by a permission of the operator's people, over all organisations they may open
    CASE = "case"  # the same, inside one organisation: also 404 without an assignment
    EDITOR = "editor"  # Wagtail's editor
    NOBODY = "nobody"  # stands in the resolver for reverse() only


ACCOUNT = {
    **dict.fromkeys(
        (
            "account_login", "account_logout", "account_inactive", "account_signup", "account_confirm_email",
            "account_email_verification_sent", "account_confirm_login_code", "account_reset_password",
            "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
            "mfa_authenticate",
        ),
        For.ANYBODY,
    ),
    **dict.fromkeys(
        (
            "account_reauthenticate", "account_email", "account_change_password", "account_set_password", "mfa_index",
            "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        ),
        For.ITS_PERSON,
    ),
}  # fmt: skip

CLASSIFIED: Mapping[str, Mapping[str, For]] = {
    "site": dict.fromkeys(
        (
            "estimate", "verify_printed", "sign_up_request", "sign_up_thanks", "sign_in", "contact_send",
            "contact_thanks", "verify", "verify_document", "verify_file", "wagtail_serve",
        ),
        For.ANYBODY,
    ),
    "desk": {
        **ACCOUNT,
        "preferences": For.ANYBODY,
        "wagtail_serve": For.NOBODY,
        **dict.fromkeys(
            (
                "desk:home", "desk:organisations", "desk:stock", "desk:stock_options", "desk:style_guide",
                "desk:models", "desk:model_name_teach",
                "desk:catalogue", "desk:device_model", "desk:device_model_new", "desk:device_model_edit",
                "desk:device_model_use", "desk:model_variant_new", "desk:model_variant_use", "desk:model_key_new",
                "desk:model_key_remove", "desk:catalogue_workbook", "desk:model_upload_new", "desk:model_upload",
                "desk:model_upload_apply", "desk:model_upload_progress", "desk:model_upload_problems",
                "desk:price_books", "desk:price_book", "desk:price_book_workbook", "desk:price_book_copy",
                "desk:price_book_publish", "desk:price_book_retire", "desk:price_book_discard",
                "desk:price_workbook_blank", "desk:price_upload_new", "desk:price_upload", "desk:price_upload_progress",
                "desk:price_upload_problems", "desk:price_book_try", "desk:price_book_tried",
                "desk:wanted", "desk:wanted_new", "desk:wanted_end",
                "desk_sign_ups", "desk_sign_up", "desk_sign_up_approve", "desk_sign_up_decline", "desk_messages",
                "desk_message_done",
            ),
            For.STAFF,
        ),
        **dict.fromkeys(
            (
                "desk:case", "desk:case_quotes", "desk:case_offers", "desk:case_orders", "desk:case_uploads",
                "desk:case_documents", "desk:document", "desk:offer", "desk:offer_group", "desk:offer_firm",
                "desk:offer_decision_file",
                "desk:offer_arrival", "desk:offer_arrival_day", "desk:offer_arrival_sheet",
                "desk:offer_extend", "desk:offer_price", "desk:agreements", "desk:agreement_new", "desk:agreement_end",
                "desk:programme", "desk:price_promise", "desk:case_programmes",
                "desk:quote_new", "desk:quote", "desk:quote_preview", "desk:quote_send", "desk:quote_withdraw",
                "desk:order", "desk:order_ship", "desk:order_deliver",
            ),
            For.CASE,
        ),
    },
    "portal": {
        **ACCOUNT,
        "preferences": For.ANYBODY,
        **dict.fromkeys(
            (
                "home", "fleet:list", "fleet:device", "fleet:device_new", "fleet:device_edit", "fleet:uploads",
                "fleet:upload_new", "fleet:upload",
                "fleet:export", "fleet:unnamed_models", "fleet:name_model", "fleet:upload_columns",
                "fleet:upload_columns_again", "fleet:upload_commit", "fleet:upload_discard",
                "fleet:upload_undo", "fleet:upload_refused", "fleet:upload_row",
                "fleet:upload_template", "fleet:saved_view", "fleet:saved_view_new", "fleet:saved_view_edit",
                "fleet:saved_view_delete", "fleet:bulk_change", "fleet:bulk_change_new", "fleet:bulk_change_undo",
                "request_offer", "records:documents", "records:download", "quotes:offers",
                "fleet:counted_lots", "fleet:counted_lot",
                "fleet:missing", "fleet:sites", "fleet:site", "fleet:site_merge", "fleet:upload_missing",
                "fleet:upload_cause", "fleet:upload_sum_up", "fleet:upload_words", "fleet:upload_answer_back",
                "quotes:offer", "quotes:offer_group", "quotes:offer_decide", "quotes:offer_accept",
                "quotes:offer_condition", "quotes:offer_versions", "quotes:not_offered", "quotes:not_offered_sheet",
                "quotes:offer_left_out", "quotes:offer_left_out_sheet",
                "quotes:offer_condition_file", "quotes:offer_condition_sheet", "quotes:offer_sheet",
                "quotes:offer_decline", "quotes:offer_renew", "quotes:acceptance_rule",
                "quotes:offer_approve", "quotes:offer_refuse", "quotes:offer_withdraw_request",
                "quotes:offer_recipient", "quotes:offer_staff_price", "quotes:offer_handed_over",
                "quotes:offer_return_slips", "quotes:offer_arrival", "quotes:offer_arrival_sheet",
                "quotes:offer_decision", "quotes:offer_annex",
                "quotes:route_references", "quotes:offer_decision_bring", "quotes:offer_decision_file",
                "quotes:quotes", "quotes:quote",
                "quotes:own_note_new", "quotes:own_note_remove",
                "quotes:programmes", "quotes:programme_new", "quotes:programme", "quotes:programme_close",
                "quotes:wave", "quotes:wave_move", "quotes:wave_offer",
                "quotes:other_offer_new", "quotes:other_offer_remove", "quotes:other_offer_file",
                "quotes:quote_accept", "quotes:quote_decline", "quotes:orders", "quotes:order", "impact:reports",
                "impact:report", "jobs:list", "jobs:tray", "jobs:detail", "jobs:progress",
            ),
            For.MEMBER,
        ),
    },
}  # fmt: skip

# Written by hand where the pattern is an expression, not a route.
BY_HAND = {
    "account_confirm_email": "account/confirm-email/abc/",
    "account_reset_password_from_key": "account/password/reset/key/abc-def/",
    "wagtail_serve": "en/",
    "wagtailadmin_pages:revisions_compare": "cms/pages/1/revisions/compare/live...latest/",
}
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")
_DEFAULTS = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True)
class Address:
    """One pattern: the room, the route as written, its full name, and the view."""

    room: str
    route: str
    name: str
    view: Any

    def __str__(self) -> str:
        return f"{self.room} /{self.route}"

    @property
    def is_for(self) -> For | None:
        """Who may open it; None when nobody has said."""
        if self.room == "desk" and self.route.startswith("cms/") and self.route != "cms/logout/":
            return For.EDITOR
        return For.ANYBODY if self.route == "cms/logout/" else CLASSIFIED[self.room].get(self.name)

    @property
    def permission(self) -> str:
        """What the guard asks for; '' where there is no guard."""
        return str(getattr(self.view, "permission", ""))

    @property
    def parts(self) -> list[str]:
        """The names of what is filled in, such as `quote_id`."""
        return [name for _converter, name in _PART.findall(self.route)]

    def path(self, values: Mapping[str, str]) -> str:
        """The path with ids filled in; what is not given becomes an id of nothing."""
        if "(" in self.route:
            return f"/{BY_HAND[self.name]}"
        route = self.route.replace("^.*/$", "nothing/").replace("^", "")
        return "/" + _PART.sub(lambda part: values.get(part[2]) or _DEFAULTS.get(part[1] or "", "x"), route)


@cache
def addresses() -> tuple[Address, ...]:
    """Every pattern of every room."""
    return tuple(
        Address(room, route, name, view)
        for room, urlconf in settings.PORTAL_URLCONFS.items()
        for route, name, view in _walk(get_resolver(urlconf))
    )


def addresses_for(room: str, *kinds: For) -> list[Address]:
    """Those of a room that are for one of these."""
    return [address for address in addresses() if address.room == room and address.is_for in kinds]


def _walk(resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str, Any]]:
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route, ":".join([*spaces, pattern.name or ""]), pattern.callback
        else:
            yield from _walk(pattern, route, (*spaces, pattern.namespace) if pattern.namespace else spaces)
