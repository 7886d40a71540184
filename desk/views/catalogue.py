"""The catalogue of device models: searched by everybody at the desk, and what is known of each."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.keyset import TOKEN, address, page_of
from b2b_portal.lib.partials import render_page
from catalogue.browsing import Sought, list_models, priced_among, prices_of
from catalogue.model_workbook import write_models_workbook
from catalogue.models import DeviceModel, Maker
from desk.model_forms import category_choices
from desk.model_words import shown_launch, shown_log
from tenants.guards import staff_may
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

PER_PAGE = 50
MOST_CHANGES = 100
ORDER = ("maker_id", "sort_key", "slug")


def sought_by(request: HttpRequest) -> Sought:
    """What the filter bar asks for."""
    asked = {name: request.GET.get(name, "").replace("\x00", "")[:100] for name in ("text", "maker", "category")}
    ticked = {name: name in request.GET for name in ("without_launch", "without_price", "held")}
    values: dict[str, Any] = {**asked, **ticked}
    return Sought(**values)


@staff_may(DeskPermission.VIEW)
@require_safe
def catalogue(request: StaffRequest) -> HttpResponse:
    """The models that the filter bar leaves, with who holds them and whether they have a price."""
    sought, now = sought_by(request), timezone.now()
    page = page_of(list_models(sought, at=now), order=ORDER, size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    priced = priced_among([model.pk for model in page.rows], at=now)
    kept = {name: str(value if value is not True else 1) for name, value in asdict(sought).items() if value}
    context = {
        "rows": [(model, shown_launch(model), model.pk in priced) for model in page.rows],
        "page": page,
        "links": page.links({name: [value] for name, value in kept.items()}),
        "narrowed": address(kept),
        "sought": sought,
        "makers": Maker.objects.order_by("name"),
        "categories": category_choices(),
        "may_edit": may(request.actor.role, DeskPermission.CATALOGUE_EDIT),
    }
    return render_page(request=request, template="desk/catalogue.html", context=context, partials=("model-list",))


@staff_may(DeskPermission.VIEW)
@require_safe
def catalogue_workbook(request: StaffRequest) -> HttpResponse:
    """What the filter bar leaves, as the workbook that can be uploaded again."""
    models = list_models(sought_by(request), at=timezone.now()).by_name()
    return download(write_models_workbook(models), name="catalogue.xlsx")


@staff_may(DeskPermission.VIEW)
@require_safe
def device_model(request: StaffRequest, model_slug: str) -> HttpResponse:
    """One model: figures with their sources, variants, keys, prices, who holds it in numbers, and its log."""
    model = get_object_or_404(DeviceModel.objects.with_names().with_holdings(), pk=model_slug)
    context = {
        "model": model,
        "launch": shown_launch(model),
        "variants": model.variants.order_by("-is_active", "storage_gb", "ram_gb"),
        "keys": model.keys.order_by("kind", "folded_key"),
        "prices": list(prices_of(model, at=timezone.now())),
        "changes": shown_log(model, most=MOST_CHANGES),
        "may_edit": may(request.actor.role, DeskPermission.CATALOGUE_EDIT),
    }
    return render_page(request=request, template="desk/device_model.html", context=context)
