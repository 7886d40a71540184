"""The sentences of a waterfall, in English with named placeholders; a page translates them and fills them in."""

from collections.abc import Callable, Mapping

from b2b_portal.lib.messages import gettext_noop

LABELS: Mapping[str, str] = {
    "base": gettext_noop("Price of this model"),
    "base_storage": gettext_noop("Price of this model with %(storage_gb)s GB"),
    "base_smaller_storage": gettext_noop("Price of this model with %(storage_gb)s GB, the nearest below yours"),
    "base_unknown_storage": gettext_noop("Price of this model with %(storage_gb)s GB, until its storage is known"),
    "new_price": gettext_noop("New price of this model"),
    "age": gettext_noop("At the age of %(age_months)s months it keeps %(percent)s%% of its new price"),
    "age_unknown": gettext_noop("Its age is not known: counted with the oldest, at %(percent)s%% of its new price"),
    "age_past": gettext_noop("At the age of %(age_months)s months it has no resale price left"),
    "condition_works": gettext_noop("Grade %(grade)s, works: %(percent)s%% of the price"),
    "condition_faulty": gettext_noop("Grade %(grade)s, with a fault: %(percent)s%% of the price"),
    "condition_dead": gettext_noop("Grade %(grade)s, does not start: %(percent)s%% of the price"),
    "cracked_works": gettext_noop("Cracked screen or case, works: %(percent)s%% of the price"),
    "cracked_faulty": gettext_noop("Cracked screen or case, with a fault: %(percent)s%% of the price"),
    "cracked_dead": gettext_noop("Cracked screen or case, does not start: %(percent)s%% of the price"),
    "defect": gettext_noop("Defect: %(defect)s"),
    "missing_charger": gettext_noop("The charger is missing"),
    "unsure": gettext_noop("We are not sure of the model: %(percent)s%% of the price until you confirm it"),
    "not_shipped": gettext_noop("A swollen battery may not be shipped: nothing is paid until it is replaced"),
    "battery": gettext_noop("Battery at %(battery_health)s%%, below %(below_percent)s%%: replacement"),
    "lot_bonus": gettext_noop("Bonus of %(percent)s%% for a collection of %(min_units)s devices or more"),
    "lot_bonus_programme": gettext_noop("Bonus of %(percent)s%% for a programme of %(min_units)s devices or more"),
    "premium": gettext_noop("Wanted model: we pay %(percent)s%% more"),
    "agreement": gettext_noop("Your agreement with us: %(percent)s%% more"),
    "handling": gettext_noop("Collection, tests and data erasure"),
    "floor": gettext_noop("Lowest price for this kind of device: %(reason)s"),
    "least_price": gettext_noop("Least price promised in your programme"),
    "rounding": gettext_noop("Rounding"),
    "by_hand": gettext_noop("Set by your account manager"),
    "lock_activation_lock": gettext_noop("Withheld until the activation lock is removed"),
    "lock_mdm": gettext_noop("Withheld until the device is released from its management (MDM)"),
    "lock_frp": gettext_noop("Withheld until the factory reset protection is removed"),
    "lock_firmware_password": gettext_noop("Withheld until the firmware password is removed"),
    "to_be_identified": gettext_noop("No price yet: tell us which model this is"),
    "to_be_priced": gettext_noop("No price yet: our team will price this model"),
}

DOUBTS: Mapping[str, str] = {
    "not_identified": gettext_noop("The model is not known yet."),
    "not_priced": gettext_noop("The price book has no price for this model in this condition."),
    "low_confidence": gettext_noop("We are not sure that we recognised the model."),
    "storage_unknown": gettext_noop("The storage is not known yet."),
    "storage_not_listed": gettext_noop("The price book does not list this storage."),
    "price_by_age": gettext_noop("The price was derived from the new price and the age."),
    "defect_not_listed": gettext_noop("The price book does not list one of the defects."),
}

# The answers that narrow a range, and how to ask for them; amounts are filled in by the page, in its currency.
QUESTIONS: Mapping[str, str] = {
    "storage": gettext_noop("Tell us the storage: %(low)s to %(high)s"),
    "model": gettext_noop("Confirm the model: %(low)s to %(high)s"),
}


def explain(*, code: str, params: Mapping[str, str], translate: Callable[[str], str]) -> str:
    """Return the sentence of a step in the reader's language; `translate` is gettext.

    Raises: KeyError, for a code without a sentence.
    """
    return translate(LABELS[code]) % params
