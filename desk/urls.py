"""Addresses of the desk: the overview, the stock, and each organisation's case under /o/<slug>/."""

from django.urls import URLPattern, path

from desk.cases import LISTS
from desk.views import (
    agreements,
    arrivals,
    case,
    catalogue,
    device_models,
    hand_prices,
    home,
    model_uploads,
    models,
    offers,
    orders,
    price_books,
    price_trials,
    price_uploads,
    programmes,
    quotes,
    stock,
    wanted,
)
from desk.views.style_guide import style_guide

app_name = "desk"

_lists: list[URLPattern] = [
    path(f"o/<slug:slug>/{name}/", case.case_list, {"name": name}, name=f"case_{name}") for name in LISTS
]

urlpatterns = [
    path("", home.home, name="home"),
    path("organisations/", home.organisations, name="organisations"),
    path("stock/", stock.stock, name="stock"),
    path("stock/options/", stock.stock_options, name="stock_options"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/workbook/", catalogue.catalogue_workbook, name="catalogue_workbook"),
    path("catalogue/uploads/new/", model_uploads.model_upload_new, name="model_upload_new"),
    path("catalogue/uploads/<uuid:model_upload_id>/", model_uploads.model_upload, name="model_upload"),
    path(
        "catalogue/uploads/<uuid:model_upload_id>/apply/", model_uploads.model_upload_apply, name="model_upload_apply"
    ),
    path(
        "catalogue/uploads/<uuid:model_upload_id>/progress/",
        model_uploads.model_upload_progress,
        name="model_upload_progress",
    ),
    path(
        "catalogue/uploads/<uuid:model_upload_id>/problems/",
        model_uploads.model_upload_problems,
        name="model_upload_problems",
    ),
    path("catalogue/new/", device_models.device_model_new, name="device_model_new"),
    path("catalogue/models/<slug:model_slug>/", catalogue.device_model, name="device_model"),
    path("catalogue/models/<slug:model_slug>/edit/", device_models.device_model_edit, name="device_model_edit"),
    path("catalogue/models/<slug:model_slug>/use/", device_models.device_model_use, name="device_model_use"),
    path("catalogue/models/<slug:model_slug>/variants/new/", device_models.model_variant_new, name="model_variant_new"),
    path(
        "catalogue/models/<slug:model_slug>/variants/<slug:variant_slug>/use/",
        device_models.model_variant_use,
        name="model_variant_use",
    ),
    path("catalogue/models/<slug:model_slug>/keys/new/", device_models.model_key_new, name="model_key_new"),
    path(
        "catalogue/models/<slug:model_slug>/keys/<int:key_id>/remove/",
        device_models.model_key_remove,
        name="model_key_remove",
    ),
    path("models/", models.models, name="models"),
    path("models/names/<int:name_id>/teach/", models.teach, name="model_name_teach"),
    path("price-books/", price_books.price_books, name="price_books"),
    path("price-books/new/", price_uploads.price_upload_new, name="price_upload_new"),
    path("price-books/new/workbook/", price_books.price_workbook_blank, name="price_workbook_blank"),
    path("price-books/uploads/<uuid:price_upload_id>/", price_uploads.price_upload, name="price_upload"),
    path(
        "price-books/uploads/<uuid:price_upload_id>/progress/",
        price_uploads.price_upload_progress,
        name="price_upload_progress",
    ),
    path(
        "price-books/uploads/<uuid:price_upload_id>/problems/",
        price_uploads.price_upload_problems,
        name="price_upload_problems",
    ),
    path("price-books/<uuid:price_book_id>/", price_books.price_book, name="price_book"),
    path("price-books/<uuid:price_book_id>/workbook/", price_books.price_book_workbook, name="price_book_workbook"),
    path("price-books/<uuid:price_book_id>/copy/", price_books.price_book_copy, name="price_book_copy"),
    path("price-books/<uuid:price_book_id>/publish/", price_books.price_book_publish, name="price_book_publish"),
    path("price-books/<uuid:price_book_id>/try/", price_trials.price_book_try, name="price_book_try"),
    path("price-books/<uuid:price_book_id>/tried/", price_trials.price_book_tried, name="price_book_tried"),
    path("price-books/<uuid:price_book_id>/retire/", price_books.price_book_retire, name="price_book_retire"),
    path("price-books/<uuid:price_book_id>/discard/", price_books.price_book_discard, name="price_book_discard"),
    path("wanted/", wanted.wanted_list, name="wanted"),
    path("wanted/new/", wanted.wanted_new, name="wanted_new"),
    path("wanted/<uuid:wanted_id>/end/", wanted.wanted_end, name="wanted_end"),
    path("styleguide/", style_guide, name="style_guide"),
    path("o/<slug:slug>/", case.case, name="case"),
    *_lists,
    path("o/<slug:slug>/documents/<uuid:document_id>/", case.document, name="document"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/", offers.offer, name="offer"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/groups/<str:key>/", offers.offer_group, name="offer_group"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/decision/", offers.offer_decision_file, name="offer_decision_file"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/groups/<str:key>/price/", hand_prices.offer_price, name="offer_price"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/firm/", offers.offer_firm, name="offer_firm"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/extend/", offers.offer_extend, name="offer_extend"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/arrival/", arrivals.offer_arrival, name="offer_arrival"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/arrival/day/", arrivals.offer_arrival_day, name="offer_arrival_day"),
    path("o/<slug:slug>/offers/<uuid:offer_id>/arrival.xlsx", arrivals.offer_arrival_sheet, name="offer_arrival_sheet"),
    path("o/<slug:slug>/agreements/", agreements.agreements, name="agreements"),
    path("o/<slug:slug>/agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("o/<slug:slug>/agreements/<uuid:agreement_id>/end/", agreements.agreement_end, name="agreement_end"),
    path("o/<slug:slug>/programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("o/<slug:slug>/programmes/<uuid:programme_id>/promise/", programmes.price_promise, name="price_promise"),
    path("o/<slug:slug>/quotes/new/", quotes.quote_new, name="quote_new"),
    path("o/<slug:slug>/quotes/<uuid:quote_id>/", quotes.quote, name="quote"),
    path("o/<slug:slug>/quotes/<uuid:quote_id>/preview/", quotes.quote_preview, name="quote_preview"),
    path("o/<slug:slug>/quotes/<uuid:quote_id>/send/", quotes.quote_send, name="quote_send"),
    path("o/<slug:slug>/quotes/<uuid:quote_id>/withdraw/", quotes.quote_withdraw, name="quote_withdraw"),
    path("o/<slug:slug>/orders/<uuid:order_id>/", orders.order, name="order"),
    path("o/<slug:slug>/orders/<uuid:order_id>/ship/", orders.order_ship, name="order_ship"),
    path("o/<slug:slug>/orders/<uuid:order_id>/deliver/", orders.order_deliver, name="order_deliver"),
]
