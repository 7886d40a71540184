"""A file of models, or a folder of them, in our own format (catalogue/data/README.md), read without the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalogue.folding import fold
from catalogue.loading.data_file import (
    FileRefused,
    Problems,
    build_row,
    check_names,
    check_once,
    each_object,
    read_data_file,
)
from catalogue.loading.figures import launch_of, named_source, support_of, weight_of
from catalogue.models import Category, DeviceModel, IdentificationKey, Maker, Variant

FORM = "catalogue-models/1"
Part = tuple[str, Mapping[str, Any]]
_FILE = ("format", "version", "note", "sources", "categories", "makers", "models")
_FLAGS = ("has_storage", "has_battery", "has_imei")
_CATEGORY = ("slug", "name_en", "name_fr", "icon", "words", *_FLAGS, "impact_category")
_MAKER = ("slug", "name")
_MODEL = (
    "slug",
    "maker",
    "category",
    "name",
    "launched_on",
    "supported_until_on",
    "weight_kg",
    "variants",
    "keys",
    "is_active",
)
_VARIANT = ("storage_gb", "ram_gb", "label")
_KEYS = ("kind", "storage_gb", "source", "keys")


@dataclass(kw_only=True)
class ModelsFile:
    """The rows of a file or folder, not yet saved."""

    version: str
    sources: Mapping[str, str]
    categories: list[tuple[str, Category]] = field(default_factory=list)
    makers: list[tuple[str, Maker]] = field(default_factory=list)
    models: list[tuple[str, DeviceModel]] = field(default_factory=list)
    variants: list[tuple[str, Variant]] = field(default_factory=list)
    keys: list[tuple[str, IdentificationKey]] = field(default_factory=list)


def read_models_file(path: Path, *, categories: Collection[str] = (), makers: Collection[str] = ()) -> ModelsFile:
    """Read and check a file, or all files of a folder as one; categories and makers are those known besides its own.

    Raises: FileRefused, with every problem of the file; of a folder, the files that cannot be read come first.
    """
    problems = Problems()
    parts = _parts(path, problems=problems)
    problems.refuse_if_any()
    file = ModelsFile(version=_version(parts, problems=problems), sources=_sources(parts, problems=problems))
    for within, content in parts:
        _read_part(content, file=file, within=within, problems=problems)
    _check_references(file, categories=categories, makers=makers, problems=problems)
    problems.refuse_if_any()
    return file


def _parts(path: Path, *, problems: Problems) -> list[Part]:
    """The content of each file, and what to say before a place in it: of a folder, which file it is."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        problems.add(path.name, "", "is a folder without a JSON file")
    parts: list[Part] = []
    for file in files:
        try:
            parts.append((f"{file.name}: " if path.is_dir() else "", read_data_file(file, form=FORM)))
        except FileRefused as refused:
            problems.found.extend(refused.problems)
    return parts


def _version(parts: Sequence[Part], *, problems: Problems) -> str:
    versions = [str(content["version"]) for _, content in parts if content.get("version")]
    if len(versions) != 1:
        problems.add("file", "version", "stands in more than one file" if versions else "is missing")
    return versions[0] if versions else ""


def _sources(parts: Sequence[Part], *, problems: Problems) -> Mapping[str, str]:
    titles: dict[str, str] = {}
    for within, content in parts:
        sources = content.get("sources", {})
        if isinstance(sources, dict) and all(isinstance(title, str) and title for title in sources.values()):
            titles |= sources
        else:
            problems.add(f"{within}file", "sources", "is an object of short names and titles")
    return titles


def _read_part(content: Mapping[str, Any], *, file: ModelsFile, within: str, problems: Problems) -> None:
    check_names(content, _FILE, where=f"{within}file", problems=problems)
    for where, values in each_object(content, "categories", within=within, problems=problems):
        file.categories.append((where, _read_category(values, where=where, problems=problems)))
    for where, values in each_object(content, "makers", within=within, problems=problems):
        check_names(values, _MAKER, where=where, problems=problems)
        file.makers.append((where, build_row(Maker, values, where=where, problems=problems)))
    for where, values in each_object(content, "models", within=within, problems=problems):
        _read_model(values, file=file, where=where, problems=problems)


def _read_category(values: Mapping[str, Any], *, where: str, problems: Problems) -> Category:
    check_names(values, _CATEGORY, where=where, problems=problems)
    words = values.get("words", [])
    if not isinstance(words, list) or not all(isinstance(word, str) and fold(word) for word in words):
        problems.add(where, "words", "is a list of texts, each with a letter or a digit")
        words = []
    plain = {name: value for name, value in values.items() if name != "words"}
    category = build_row(Category, plain, where=where, problems=problems)
    category.words = words
    return category


def _read_model(values: Mapping[str, Any], *, file: ModelsFile, where: str, problems: Problems) -> None:
    check_names(values, _MODEL, where=where, problems=problems)
    fields = {
        "slug": values.get("slug"),
        "name": values.get("name"),
        "maker_id": values.get("maker"),
        "category_id": values.get("category"),
        "is_active": values.get("is_active", True),
        **launch_of(values, sources=file.sources, where=where, problems=problems),
        **support_of(values, sources=file.sources, where=where, problems=problems),
        **weight_of(values, sources=file.sources, where=where, problems=problems),
    }
    model = build_row(DeviceModel, fields, where=where, problems=problems)
    file.models.append((where, model))
    for place, variant in each_object(values, "variants", problems=problems):
        _read_variant(variant, model=model, file=file, where=f"{where} {place}", problems=problems)
    for place, group in each_object(values, "keys", problems=problems):
        _read_keys(group, model=model, file=file, where=f"{where} {place}", problems=problems)


def _read_variant(
    values: Mapping[str, Any], *, model: DeviceModel, file: ModelsFile, where: str, problems: Problems
) -> None:
    check_names(values, _VARIANT, where=where, problems=problems)
    storage_gb, ram_gb = values.get("storage_gb"), values.get("ram_gb")
    for name, size in (("storage_gb", storage_gb), ("ram_gb", ram_gb)):
        if size is not None and not (isinstance(size, int) and size > 0):
            problems.add(where, name, "is a whole number of GB, 1 or more")
            return
    made = Variant.of_sizes(model=model, storage_gb=storage_gb, ram_gb=ram_gb, label=values.get("label") or "")
    fields = {name: getattr(made, name) for name in ("slug", "model_id", "storage_gb", "ram_gb", "label")}
    file.variants.append((where, build_row(Variant, fields, where=where, problems=problems)))


def _read_keys(
    values: Mapping[str, Any], *, model: DeviceModel, file: ModelsFile, where: str, problems: Problems
) -> None:
    check_names(values, _KEYS, where=where, problems=problems)
    source = named_source(values.get("source"), "source", sources=file.sources, where=where, problems=problems)
    keys = values.get("keys")
    if not isinstance(keys, list) or not keys:
        problems.add(where, "keys", "is a list of at least one key")
        return
    for key in keys:
        fields = {
            "kind": values.get("kind"),
            "key": key,
            "model_id": model.slug,
            "storage_gb": values.get("storage_gb"),
            "source": source or "unknown",
        }
        row = build_row(IdentificationKey, fields, where=where, problems=problems)
        row.folded_key = fold(str(key))
        if not row.folded_key:
            problems.add(where, "keys", f"{key!r} holds no letter and no digit")
        file.keys.append((where, row))


def _check_references(
    file: ModelsFile, *, categories: Collection[str], makers: Collection[str], problems: Problems
) -> None:
    check_once(file.categories, "slug", problems=problems)
    _check_words(file, problems=problems)
    check_once(file.makers, "slug", problems=problems)
    check_once(file.models, "slug", problems=problems)
    check_once(file.models, "maker_id", "name", problems=problems)
    check_once(file.variants, "slug", problems=problems)
    check_once(file.keys, "model_id", "kind", "folded_key", problems=problems)
    known_categories = {*categories, *(row.slug for _, row in file.categories)}
    known_makers = {*makers, *(row.slug for _, row in file.makers)}
    without_storage = {row.slug for _, row in file.categories if not row.has_storage}
    categories_of = {model.slug: model.category_id for _, model in file.models}
    for where, variant in file.variants:
        if variant.storage_gb and categories_of[variant.model_id] in without_storage:
            problems.add(where, "storage_gb", f"{categories_of[variant.model_id]} is a category without storage")
    for where, model in file.models:
        if model.category_id not in known_categories:
            problems.add(where, "category", f"{model.category_id!r} is not a category")
        if model.maker_id not in known_makers:
            problems.add(where, "maker", f"{model.maker_id!r} is not a maker")


def _check_words(file: ModelsFile, *, problems: Problems) -> None:
    """Note a word that would mean two categories."""
    owners: dict[str, str] = {}
    for where, row in file.categories:
        for word in {fold(word) for word in (row.slug, row.name_en, row.name_fr, *row.words)}:
            if owners.setdefault(word, row.slug) != row.slug:
                problems.add(where, "words", f"{word!r} means {owners[word]} already")
