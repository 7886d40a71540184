from bench.memory import children_peak_mb, peak_mb_of


def test_it_works():
    assert 10 < peak_mb_of(lambda: None) < 4_000


def test_peak_is_of_the_work_alone_and_forgets_what_was_before():
    before = peak_mb_of(lambda: None)
    large = peak_mb_of(lambda: b"x" * 100 * 1024**2)

    after = peak_mb_of(lambda: None)

    assert large > before + 90
    assert after < large - 90


def test_children_are_counted_apart(tmp_path):
    assert children_peak_mb() >= 0
