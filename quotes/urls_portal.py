"""Addresses of offers, quotes and orders in an organisation's portal."""

from django.urls import path

from quotes.views import (
    condition_files,
    left_out,
    offer_answers,
    offer_approvals,
    offer_condition,
    offer_renewal,
    offer_sheets,
    offers,
    orders,
    own_notes,
    quote_answers,
    quotes,
)

app_name = "quotes"
urlpatterns = [
    path("offers/", offers.offer_list, name="offers"),
    path("offers/second-person/", offer_approvals.acceptance_rule, name="acceptance_rule"),
    path("offers/not-offered/", left_out.not_offered, name="not_offered"),
    path("offers/not-offered/devices.xlsx", left_out.not_offered_sheet, name="not_offered_sheet"),
    path("offers/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/<uuid:offer_id>/groups/<str:key>/", offers.offer_group, name="offer_group"),
    path("offers/<uuid:offer_id>/decide/", offer_answers.offer_decide, name="offer_decide"),
    path("offers/<uuid:offer_id>/condition/", offer_condition.offer_condition, name="offer_condition"),
    path("offers/<uuid:offer_id>/condition/list/", condition_files.offer_condition_file, name="offer_condition_file"),
    path(
        "offers/<uuid:offer_id>/condition/list.xlsx",
        condition_files.offer_condition_sheet,
        name="offer_condition_sheet",
    ),
    path("offers/<uuid:offer_id>/devices.xlsx", offer_sheets.offer_sheet, name="offer_sheet"),
    path("offers/<uuid:offer_id>/left-out/", left_out.offer_left_out, name="offer_left_out"),
    path("offers/<uuid:offer_id>/left-out.xlsx", left_out.offer_left_out_sheet, name="offer_left_out_sheet"),
    path("offers/<uuid:offer_id>/versions/", offer_condition.offer_versions, name="offer_versions"),
    path("offers/<uuid:offer_id>/accept/", offer_answers.offer_accept, name="offer_accept"),
    path("offers/<uuid:offer_id>/decline/", offer_answers.offer_decline, name="offer_decline"),
    path("offers/<uuid:offer_id>/renew/", offer_renewal.offer_renew, name="offer_renew"),
    path("offers/<uuid:offer_id>/notes/", own_notes.own_note_new, name="own_note_new"),
    path("offers/<uuid:offer_id>/notes/<uuid:note_id>/remove/", own_notes.own_note_remove, name="own_note_remove"),
    path("offers/<uuid:offer_id>/decision/", offer_answers.offer_decision, name="offer_decision"),
    path(
        "offers/<uuid:offer_id>/requests/<uuid:approval_id>/approve/",
        offer_approvals.offer_approve,
        name="offer_approve",
    ),
    path(
        "offers/<uuid:offer_id>/requests/<uuid:approval_id>/refuse/", offer_approvals.offer_refuse, name="offer_refuse"
    ),
    path(
        "offers/<uuid:offer_id>/requests/<uuid:approval_id>/withdraw/",
        offer_approvals.offer_withdraw_request,
        name="offer_withdraw_request",
    ),
    path("quotes/", quotes.quote_list, name="quotes"),
    path("quotes/<uuid:quote_id>/", quotes.quote, name="quote"),
    path("quotes/<uuid:quote_id>/accept/", quote_answers.quote_accept, name="quote_accept"),
    path("quotes/<uuid:quote_id>/decline/", quote_answers.quote_decline, name="quote_decline"),
    path("orders/", orders.order_list, name="orders"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
]
