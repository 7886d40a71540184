"""The questionnaire about the condition of devices: what is left unanswered stays as it is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Defect, FunctionalState, Grade, Lock
from quotes.pricing.declaration import Declaration
from quotes.pricing.facts import DeviceFacts

LEAVE = ("", _("Leave as it is"))
_YES_NO = (("yes", _("Yes")), ("no", _("No")))
_BOOLEAN = {"yes": True, "no": False}

# What to look for, beside the drawing of each grade.
LOOKS = {
    Grade.A: _("No mark on screen or case, even when you look for one."),
    Grade.B: _("Fine scratches that you only see up close; the screen is clean."),
    Grade.C: _("Scratches that you see at arm's length, small dents, worn keys."),
    Grade.D: _("Deep scratches, broken corners, missing keys. A crack is asked below."),
}


def _choice(label: Any, choices: Sequence[Any], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[LEAVE, *choices], widget=forms.RadioSelect, **options
    )


class ConditionForm(forms.Form):
    says_optional_once = True

    grade = _choice(_("How do they look?"), Grade.choices)
    cracked = _choice(_("Is the screen or the case cracked?"), _YES_NO)
    functional_state = _choice(_("Do they work?"), FunctionalState.choices)
    lock = forms.ChoiceField(
        label=_("Lock"),
        required=False,
        choices=[LEAVE, *Lock.choices],
        help_text=_("A locked device is paid for once the lock is removed."),
    )
    battery_health = forms.IntegerField(
        label=_("Battery health (%)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("In the settings of the device. Left empty, nothing changes."),
    )
    storage_gb = forms.IntegerField(label=_("Storage (GB)"), required=False, min_value=1, max_value=100_000)
    has_charger = _choice(_("Does the charger come with them?"), _YES_NO)
    defects = forms.MultipleChoiceField(
        label=_("What is wrong with them?"),
        required=False,
        choices=Defect.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that apply to each of these devices."),
    )
    no_defects = forms.BooleanField(label=_("None of these"), required=False)
    confirmed = forms.BooleanField(label=_("The model is right"), required=False)
    why = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Stands in the history of the offer, e.g. who looked at the devices."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("defects") and cleaned.get("no_defects"):
            self.add_error("no_defects", _("Either tick defects or say that there are none."))
        if not self.errors and not self.declaration.said:
            raise forms.ValidationError(_("Answer at least one question: everything is left as it is."))
        return cleaned

    @property
    def grade_tiles(self) -> list[tuple[Any, Any]]:
        """Each choice of a grade, with what to look for."""
        return [(radio, LOOKS.get(radio.data["value"], "")) for radio in self["grade"]]

    @property
    def declaration(self) -> Declaration:
        """What was said, once the form is clean."""
        said = self.cleaned_data
        defects = frozenset(said["defects"]) if said["defects"] or said["no_defects"] else None
        return Declaration(
            grade=said["grade"] or None,
            functional_state=said["functional_state"] or None,
            cracked=_BOOLEAN.get(said["cracked"]),
            lock=said["lock"] or None,
            battery_health=said["battery_health"],
            has_charger=_BOOLEAN.get(said["has_charger"]),
            defects=defects,
            storage_gb=said["storage_gb"],
            confirmed=said["confirmed"] or None,
        )


def answers_of(facts: DeviceFacts) -> dict[str, Any]:
    """What the questionnaire begins with where devices were declared alike before."""
    words = {True: "yes", False: "no", None: ""}
    return {
        "grade": facts.grade,
        "functional_state": facts.functional_state,
        "cracked": words[facts.cracked],
        "lock": facts.lock,
        "battery_health": facts.battery_health,
        "has_charger": words[facts.has_charger],
        "defects": sorted(facts.defects),
        "no_defects": not facts.defects,
        "storage_gb": facts.storage_gb,
    }
