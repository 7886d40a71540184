import pytest

from b2b_portal.lib.states import IllegalTransition, StateMachine, Transition

KETTLE = StateMachine(
    name="kettle",
    initial=("cold",),
    transitions=(
        Transition(source="cold", target="hot", event="kettle.boiled", permission="kettle.boil"),
        Transition(source="hot", target="cold", event="kettle.cooled"),
        Transition(source="hot", target="empty", event="kettle.poured"),
    ),
)


def test_it_works():
    step = KETTLE.check(source="cold", target="hot")

    assert (step.event, step.permission) == ("kettle.boiled", "kettle.boil")


def test_step_outside_the_table_is_refused_with_those_that_are_in_it():
    with pytest.raises(IllegalTransition, match="'hot' cannot become 'boiling'; from here it may become cold, empty"):
        KETTLE.check(source="hot", target="boiling")


def test_step_from_an_end_is_refused_as_such():
    with pytest.raises(IllegalTransition, match="it has ended"):
        KETTLE.check(source="empty", target="cold")


def test_states_stand_in_the_order_of_the_table():
    assert KETTLE.states == ("cold", "hot", "empty")
    assert KETTLE.targets("hot") == ("cold", "empty")
    assert KETTLE.end_states == {"empty"}


def test_step_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        StateMachine(name="kettle", initial=("cold",), transitions=(*KETTLE.transitions, KETTLE.transitions[0]))


def test_diagram_shows_start_steps_and_end():
    assert KETTLE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> cold",
        "    cold --> hot: kettle.boiled",
        "    hot --> cold: kettle.cooled",
        "    hot --> empty: kettle.poured",
        "    empty --> [*]",
    ]
