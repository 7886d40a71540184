"""The form that puts the cells of one row right."""

from typing import Any

from django import forms

from fleet.actions.corrections import correctable
from fleet.intake.fields import FIELDS
from fleet.intake.layout import RowLayout
from fleet.models import UploadRow


class RowForm(forms.Form):
    """One text per column whose cells were kept; `cell-3` is the cell of the fourth column of the file."""

    says_optional_once = True  # above the fields: beside each of them it would be noise

    def __init__(self, *args: Any, row: UploadRow, layout: RowLayout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = correctable(layout)
        troubled = {problem["column"] for problem in row.problems}
        for column in sorted(self._columns, key=lambda column: column.header not in troubled):
            self.fields[f"cell-{column.index}"] = forms.CharField(
                label=column.label,
                initial=row.raw.get(column.label, ""),
                required=False,
                max_length=FIELDS[column.field].limit,
                widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
            )

    @property
    def cells(self) -> dict[str, str]:
        """What was typed, by the label of its column."""
        return {column.label: self.cleaned_data[f"cell-{column.index}"] for column in self._columns}
