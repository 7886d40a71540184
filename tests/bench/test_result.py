from bench.result import Result


def test_it_works():
    result = Result(seconds=2.0, floor_seconds=1.0, peer_seconds=30.0, peak_mb=100.0, rows=10_000)

    assert (result.floor_ratio, result.peer_ratio) == (2.0, 15.0)


def test_as_json_without_sides_keeps_every_key():
    assert Result(seconds=0.5).as_json() == {
        "seconds": 0.5,
        "floor_seconds": None,
        "peer_seconds": None,
        "floor_ratio": None,
        "peer_ratio": None,
        "peak_mb": None,
        "rows": None,
    }


def test_as_json_appends_the_notes_of_the_case():
    assert Result(seconds=0.5, notes={"tables": 100}).as_json()["tables"] == 100
