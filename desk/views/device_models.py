"""Changing the catalogue: a model's facts, a new model, its variants and its keys."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from catalogue.folding import fold
from catalogue.model_editing import ChangedMeanwhile, NameTaken, add_model, edit_model, set_in_use
from catalogue.model_parts import AlreadyThere, add_key, add_variant, others_with_key, remove_key, set_variant_in_use
from catalogue.models import DeviceModel, IdentificationKey, Maker, Variant
from desk.model_forms import FactsForm, KeyForm, NewModelForm, VariantForm
from desk.model_words import shown_differences
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

ASKED = require_http_methods(["GET", "HEAD", "POST"])


@staff_may(DeskPermission.CATALOGUE_EDIT)
@ASKED
def device_model_new(request: StaffRequest) -> HttpResponse:
    """A model that the catalogue lacks; `name` and `category` may come from the lists of customers."""
    makers = Maker.objects.order_by("name")
    posted = request.POST if request.method == "POST" else None
    form = NewModelForm(posted, makers=makers, initial=_proposed(request, [maker.name for maker in makers]))
    taken: DeviceModel | None = None
    if form.is_valid():
        try:
            model = add_model(model=form.give_to(DeviceModel()), by=request.actor, at=timezone.now())
        except NameTaken as refused:
            form.add_error("name", str(refused))
            taken = refused.other
        else:
            told = _(
                "%(model)s is in the catalogue: add what identifies it, so that lists know it by more than its name."
            )
            messages.success(request, told % {"model": model})
            return redirect("desk:device_model", model.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "taken": taken}
    return render_page(request=request, template="desk/device_model_new.html", context=context, status=status)


def _proposed(request: StaffRequest, makers: list[str]) -> dict[str, str]:
    """Divide a whole name: the longest maker we know that it begins with, else its first word."""
    whole = request.GET.get("name", "")[:240].strip()
    known = [
        maker
        for maker in makers
        if f"{fold(whole)} ".startswith(f"{fold(maker)} ") and whole.lower().startswith(maker.lower())
    ]
    maker = max(known, key=len, default=whole.partition(" ")[0])
    return {"maker": maker, "name": whole[len(maker) :].strip(), "category": request.GET.get("category", "")[:40]}


@staff_may(DeskPermission.CATALOGUE_EDIT)
@ASKED
def device_model_edit(request: StaffRequest, model_slug: str) -> HttpResponse:
    """The facts of a model; who comes second reads what the first one changed."""
    model = get_object_or_404(DeviceModel.objects.with_names(), pk=model_slug)
    form = FactsForm(request.POST) if request.method == "POST" else FactsForm.of(model)
    late: ChangedMeanwhile | None = None
    if form.is_valid():
        changed = form.give_to(DeviceModel.objects.select_related("maker").get(pk=model.pk))
        try:
            edit_model(changed=changed, seen=form.facts_seen, by=request.actor, at=timezone.now())
        except ChangedMeanwhile as told:
            late, form = told, form.beside(told)
        except NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved: every list is read with it from now on."))
            return redirect("desk:device_model", model.pk)
    context = {"model": model, "form": form, "late": late, "meanwhile": shown_differences(late.found if late else ())}
    status = 409 if late else 422 if form.is_bound else 200
    return render_page(request=request, template="desk/device_model_edit.html", context=context, status=status)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_POST
def device_model_use(request: StaffRequest, model_slug: str) -> HttpResponse:
    """Take a model out of use, or back with `in_use`."""
    model = get_object_or_404(DeviceModel.objects.with_names(), pk=model_slug)
    is_active = "in_use" in request.POST
    set_in_use(model=model, is_active=is_active, by=request.actor, at=timezone.now())
    told = (
        _("%(model)s is in use again.") if is_active else _("%(model)s is out of use: no list is read as it any more.")
    )
    messages.success(request, told % {"model": model})
    return redirect("desk:device_model", model.pk)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@ASKED
def model_variant_new(request: StaffRequest, model_slug: str) -> HttpResponse:
    """A configuration that the model was sold in."""
    model = get_object_or_404(DeviceModel.objects.with_names(), pk=model_slug)
    form = VariantForm(request.POST if request.method == "POST" else None, category=model.category)
    if form.is_valid():
        sizes = {name: form.cleaned_data.get(name) for name in ("storage_gb", "ram_gb")}
        try:
            add_variant(model=model, **sizes, by=request.actor, at=timezone.now())
        except AlreadyThere as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:device_model", model.pk)
    context = {"model": model, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/model_variant_new.html", context=context, status=status)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_POST
def model_variant_use(request: StaffRequest, model_slug: str, variant_slug: str) -> HttpResponse:
    """Take a variant out of use, or back with `in_use`."""
    variants = Variant.objects.select_related("model__maker")
    variant = get_object_or_404(variants, model=model_slug, pk=variant_slug)
    set_variant_in_use(variant=variant, is_active="in_use" in request.POST, by=request.actor, at=timezone.now())
    return redirect("desk:device_model", model_slug)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@ASKED
def model_key_new(request: StaffRequest, model_slug: str) -> HttpResponse:
    """A key; one that identifies another model too is saved once the person has read what that changes."""
    model = get_object_or_404(DeviceModel.objects.with_names(), pk=model_slug)
    form = KeyForm(request.POST if request.method == "POST" else None, model=model)
    others: list[DeviceModel] = []
    if form.is_valid():
        others = others_with_key(form.made)
        if form.cleaned_data["also"] == _named(others):
            try:
                add_key(key=form.made, by=request.actor, at=timezone.now())
            except AlreadyThere as refused:
                form.add_error("key", str(refused))
            else:
                return redirect("desk:device_model", model.pk)
    context = {"model": model, "form": form, "others": others, "named": _named(others)}
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/model_key_new.html", context=context, status=status)


def _named(models: Iterable[DeviceModel]) -> str:
    return ",".join(model.pk for model in models)


@staff_may(DeskPermission.CATALOGUE_EDIT)
@require_POST
def model_key_remove(request: StaffRequest, model_slug: str, key_id: int) -> HttpResponse:
    """Take a key away; the log keeps it, and it may be added again."""
    key = get_object_or_404(IdentificationKey.objects.select_related("model__maker"), model=model_slug, pk=key_id)
    remove_key(key=key, by=request.actor, at=timezone.now())
    messages.success(request, _("“%(key)s” identifies %(model)s no longer.") % {"key": key.key, "model": key.model})
    return redirect("desk:device_model", model_slug)
