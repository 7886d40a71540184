"""What people decided about the models at the desk: a file that is loaded later does not undo it."""

from collections import defaultdict

from catalogue.folding import fold
from catalogue.loading.models_file import ModelsFile
from catalogue.model_facts import COLUMNS
from catalogue.models import DeviceModel, IdentificationKey, ModelChange, Variant


def keep_decisions(file: ModelsFile) -> None:
    """Give the file's rows the facts that people changed, and take out the keys that they removed."""
    decided: dict[str, set[str]] = defaultdict(set)
    for slug, fact in ModelChange.objects.order_by().values_list("model_id", "fact").distinct():
        decided[slug].add(fact)
    if not decided:
        return
    stored = DeviceModel.objects.in_bulk(list(decided))
    for _, row in file.models:
        for fact in COLUMNS.keys() & decided.get(row.slug, set()):
            for column in COLUMNS[fact]:
                attname = DeviceModel._meta.get_field(column).attname  # type: ignore[union-attr]
                setattr(row, attname, getattr(stored[row.slug], attname))
    retired = set(Variant.objects.filter(model__in=decided, is_active=False).values_list("pk", flat=True))
    for _, variant in file.variants:
        variant.is_active = variant.pk not in retired
    gone = _removed_keys()
    file.keys = [(where, key) for where, key in file.keys if (key.model_id, key.kind, key.folded_key) not in gone]


def _removed_keys() -> set[tuple[str, str, str]]:
    """The keys whose last change was that a person removed them, by model, kind and folded text."""
    keys = ModelChange.objects.filter(fact=ModelChange.Fact.KEY).order_by("id")
    last: dict[tuple[str, str, str], bool] = {}
    for slug, before, after in keys.values_list("model_id", "before", "after"):
        kind, _, told = (before or after).partition(": ")
        last[slug, kind, fold(told)] = bool(before)
    return {key for key, is_gone in last.items() if is_gone}
