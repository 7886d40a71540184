"""What people decided about the models at the desk: a file that is loaded later does not undo it."""

from catalogue.loading.data_file import Problems
from catalogue.loading.models_file import ModelsFile
from catalogue.model_facts import COLUMNS, Fact
from catalogue.models import DeviceModel, IdentificationKey, ModelChange
from catalogue.models.model_change import Decided


def keep_decisions(file: ModelsFile) -> None:
    """Give the file's models the facts that people changed, and leave out the variants and keys that they did.

    Raises: FileRefused, when a model of the file has a name that people gave to another one.
    """
    decided = ModelChange.objects.decided()
    touched = {each.model_id for each in decided}
    stored = DeviceModel.objects.in_bulk([row.slug for _, row in file.models if row.slug in touched])
    for _, row in file.models:
        for fact, columns in COLUMNS.items():
            if Decided(row.slug, fact) in decided:
                _take_over(columns, into=row, of=stored[row.slug])
    _check_names(file)
    file.variants = [
        each for each in file.variants if Decided(each[1].model_id, Fact.VARIANT, each[1].slug) not in decided
    ]
    file.keys = [each for each in file.keys if decision_on(each[1]) not in decided]


def decision_on(key: IdentificationKey) -> Decided:
    """Return what a decision on this key would be."""
    return Decided(key.model_id, Fact.KEY, key.subject)


def _take_over(columns: tuple[str, ...], *, into: DeviceModel, of: DeviceModel) -> None:
    for column in columns:
        attname = DeviceModel._meta.get_field(column).attname  # type: ignore[union-attr]
        setattr(into, attname, getattr(of, attname))


def _check_names(file: ModelsFile) -> None:
    problems, taken = Problems(), {}
    others = DeviceModel.objects.exclude(pk__in=[row.slug for _, row in file.models])
    for slug, maker, name in others.values_list("pk", "maker_id", "name"):
        taken[maker, name] = slug
    for where, row in file.models:
        if (row.maker_id, row.name) in taken:
            problems.add(
                where, "name", f"{row.name!r} is the name of {taken[row.maker_id, row.name]!r} in the catalogue"
            )
    problems.refuse_if_any()
