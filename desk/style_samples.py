"""What the style guide's components show. Everything here is invented: devices, people, prices and dates."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.charts import Chart, Series

TONES = ("blue", "green", "orange", "red", "teal", "secondary")
ALERT_TONES = ("info", "success", "warning", "danger")
KINDS = (("laptop", _("Laptop")), ("tablet", _("Tablet")), ("phone", _("Phone")))
AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
ON = date(2026, 11, 23)

DEVICES = (
    {"serial": "SPECIMEN-0417", "model": "MacBook Pro 14 M1 Pro", "grade": "A", "value": Decimal("612.00")},
    {"serial": "SPECIMEN-0418", "model": "ThinkPad T14 Gen 2", "grade": "B", "value": Decimal("214.50")},
    {"serial": "SPECIMEN-0419", "model": "iPad (9th generation) 64 GB", "grade": "B", "value": None},
)
CHIPS = (
    {"label": _("Four years or older"), "remove_url": "#table"},
    {"label": _("Laptop"), "remove_url": "#table"},
)
STEPS = (
    {"label": _("Upload"), "state": "done", "url": "#steps"},
    {"label": _("Match"), "state": "done", "url": ""},
    {"label": _("Check"), "state": "current", "url": ""},
    {"label": _("Confirm"), "state": "todo", "url": ""},
)
WATERFALL = (
    {"label": _("Base price"), "amount": Decimal("310.00"), "rule": _("Price book 3, model and grade A")},
    {"label": _("Grade B"), "amount": Decimal("-31.00"), "rule": ""},
    {"label": _("Lot bonus"), "amount": Decimal("6.20"), "rule": _("From 50 devices")},
)
NET = Decimal("285.20")

AMOUNTS = tuple(Decimal(value) for value in ("640.00", "421.50", "282.00", "176.40", "97.80", "54.20"))


def ages() -> Chart:
    """Bars of two series on one stack, and a line on an axis of its own."""
    names = (_("Under 1 year"), _("1–2 years"), _("2–3 years"), _("3–4 years"), _("4–5 years"), _("Over 5 years"))
    young, old = (214, 253, 209, 178, None, None), (None, None, None, None, 122, 66)
    return Chart(
        categories_label=gettext("Age"),
        categories=tuple(str(name) for name in names),
        series=(
            Series(label=gettext("Devices"), values=young, stack="devices"),
            Series(label=gettext("Due for refresh"), values=old, stack="devices", tone="orange"),
            Series(
                label=gettext("Average value"),
                values=AMOUNTS,
                kind="line",
                format="money",
                currency="EUR",
                tone="teal",
                axis="right",
            ),
        ),
    )


def shares() -> Chart:
    """One series: no legend."""
    kilograms = (Decimal("612.4"), Decimal("188.0"), Decimal("41.7"))
    return Chart(
        categories_label=gettext("Kind"),
        categories=tuple(str(label) for _kind, label in KINDS),
        series=(Series(label=gettext("Avoided emissions"), values=kilograms, unit="kg", digits=1, tone="green"),),
    )
