import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.capacities import nearest_size, parse_memory, parse_storage


def test_it_works():
    assert parse_storage(text="256 Go SSD") == 256
    assert parse_memory(text="16384") == 16


@pytest.mark.parametrize(
    ("text", "gigabytes"),
    [
        # as MDMs report them, in MB and bytes
        ("121856", 128), ("60928", 64), ("64000", 64), ("59055800320", 64), ("243712", 256), ("257024", 256),
        ("487168", 512), ("494384", 512), ("500277", 512), ("112640", 128), ("250000", 256), ("31457280000", 32),
        ("127968497664", 128), ("511101108224", 512), ("238", 256), ("476", 512), ("931", 1024),
        # as people write them
        ("64GB", 64), ("16gb", 16), ("64", 64), ("32GB eMMC", 32), ("1 To", 1024), ("1TB", 1024), ("2 To HDD", 2048),
        ("512 GB NVMe + 1 TB HDD", 512), ("Samsung SSD 870 EVO 1TB", 1024), ("1,024 GB", 1024), ("243\u202f712", 256),
        ("0,5 To", 500), ("SSD 256Go", 256),
        # sizes that are sold as they are written
        ("500 Go", 500), ("240", 240), ("120 Go", 120), ("1000 GB", 1024), ("600 GB", 600),
    ],
)  # fmt: skip
def test_storage_is_snapped_to_what_was_sold(text, gigabytes):
    assert parse_storage(text=text) == gigabytes


@pytest.mark.parametrize("text", ["", "SSD", "n/a", "0", "0 GB", "99999999999999999999", "i5-1145G7"])
def test_what_is_no_storage_is_none(text):
    assert parse_storage(text=text) is None


@pytest.mark.parametrize(
    ("text", "gigabytes"),
    [("8Go", 8), ("8", 8), ("16 Go DDR4", 16), ("15.9 GB", 16), ("7,8 Go", 8), ("4028440576", 4), ("17179869184", 16),
     ("32768 MB", 32), ("18 GB", 18), ("0", None), ("?", None)],
)  # fmt: skip
def test_memory_is_snapped_to_what_was_sold(text, gigabytes):
    assert parse_memory(text=text) == gigabytes


@pytest.mark.parametrize(
    ("size", "offered", "nearest"),
    [
        (250, (128, 256, 512), 256),
        (512, (500,), 500),
        (1024, (1000,), 1000),
        (64, (128, 256), None),
        (None, (128,), None),
        (64, (), None),
    ],
)
def test_size_is_matched_with_what_the_model_was_sold_with(size, offered, nearest):
    assert nearest_size(size, offered) == nearest


@given(st.text())
def test_any_text_is_a_sane_size_or_none(text):
    storage, memory = parse_storage(text=text), parse_memory(text=text)

    assert storage is None or 0 < storage <= 9000
    assert memory is None or 0 < memory <= 512


@given(st.sampled_from([8, 16, 32, 64, 128, 256, 512, 1024, 2048]), st.floats(min_value=0.84, max_value=1.0))
def test_formatted_disk_is_known_by_what_is_left_of_it(nominal, share):
    assert parse_storage(text=f"{int(nominal * 1000 * share)} MB") == nominal
