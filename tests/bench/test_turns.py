import time

from bench.turns import in_turns, rounds_asked


def test_it_works():
    seconds = in_turns({"slow": lambda: time.sleep(0.02), "quick": lambda: None}, rounds=1)

    assert seconds["slow"] >= 0.02 > seconds["quick"]


def test_in_turns_begins_every_round_with_another_side():
    order = []

    in_turns({name: lambda name=name: order.append(name) for name in "abc"}, rounds=3)

    assert "".join(order) == "abcbcacab"


def test_in_turns_takes_the_median():
    pauses = iter([0.05, 0.0, 0.0])

    seconds = in_turns({"ours": lambda: time.sleep(next(pauses))}, rounds=3)

    assert seconds["ours"] < 0.05


def test_rounds_are_the_cases_own_unless_somebody_has_less_time(monkeypatch):
    monkeypatch.delenv("BENCH_ROUNDS", raising=False)
    usual = rounds_asked(3)
    monkeypatch.setenv("BENCH_ROUNDS", "1")

    assert (usual, rounds_asked(3)) == (3, 1)
