import os
from pathlib import Path

import pytest

from b2b_portal.runtime import placement
from b2b_portal.runtime.placement import Account, ForeignFolder, is_open_to, own, place

SOMEBODY = Account("somebody", 54321, 54321)
MYSELF = Account("myself", os.geteuid(), os.getegid())


def test_it_works(var):
    placed = place(var=var)

    assert placed.data == var / "postgres" / "data"
    assert placed.socket == var / "run" / "postgres" / ".s.PGSQL.5432"
    assert (placed.programs / "initdb").exists()


def test_place_touches_nothing(var):
    place(var=var)

    assert not var.exists()


def test_place_with_a_long_path_uses_a_short_socket_folder(var):
    placed = place(var=var / ("é" * 60))

    assert len(os.fsencode(placed.socket)) < 60


def test_place_with_a_comma_in_the_path_uses_a_short_socket_folder(var):
    placed = place(var=var / "a, b")

    assert "," not in str(placed.socket)


def test_place_of_two_long_paths_never_shares_a_socket_folder(var):
    one, other = (place(var=var / (letter * 90)) for letter in "ab")

    assert one.sockets != other.sockets


def test_place_as_an_ordinary_user_needs_no_account(var, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert place(var=var).account is None


def test_place_as_root_without_an_account_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(placement, "UNPRIVILEGED_ACCOUNTS", ("no-such-account",))

    with pytest.raises(placement.NoUnprivilegedAccount, match="DATABASE_URL"):
        place(var=tmp_path)


@pytest.mark.parametrize(
    ("mode", "account", "expected"),
    [
        (0o755, SOMEBODY, True),
        (0o711, SOMEBODY, True),
        (0o750, SOMEBODY, False),
        (0o700, SOMEBODY, False),
        (0o700, MYSELF, True),
        (0o600, MYSELF, False),
    ],
)
def test_is_open_to_reads_the_modes_of_the_folder(var, mode, account, expected):
    var.mkdir()
    var.chmod(mode)

    assert is_open_to(account, var / "not" / "yet") is expected


def test_is_open_to_looks_at_every_folder_above(var):
    (var / "below").mkdir(parents=True)
    var.chmod(0o700)

    assert is_open_to(SOMEBODY, var / "below") is False


def test_own_refuses_a_link_somebody_laid(var):
    var.mkdir()
    (var / "target").mkdir()
    (var / "link").symlink_to(var / "target")

    with pytest.raises(ForeignFolder, match="another account"):
        own(var / "link", None)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
def test_own_refuses_a_folder_of_another_account(var: Path):
    var.mkdir()
    os.chown(var, SOMEBODY.uid, SOMEBODY.gid)

    with pytest.raises(ForeignFolder, match="PORTAL_VAR"):
        own(var, None)
