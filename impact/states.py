"""What may happen to an impact report: a final one is frozen, and only a newer one restates it."""

from enum import StrEnum

from b2b_portal.lib.states import StateMachine, Transition


class ReportState(StrEnum):
    DRAFT = "draft"
    FINAL = "final"
    RESTATED = "restated"


REPORT = StateMachine(
    name="impact_report",
    initial=(ReportState.DRAFT,),
    transitions=(
        Transition(source=ReportState.DRAFT, target=ReportState.FINAL, event="impact_report.finalised"),
        Transition(source=ReportState.FINAL, target=ReportState.RESTATED, event="impact_report.restated"),
    ),
)
