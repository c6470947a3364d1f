"""Files are whole or not there, for their owner alone, and on the disk before anybody is told."""

import os
import stat
from pathlib import Path

import pytest

from storage import vault

NAME = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # SHA-256 of «abc», FIPS 180-2


def test_a_file_lies_under_its_digest_for_its_owner_alone(tmp_path: Path) -> None:
    assert vault.keep(tmp_path / "evidence", b"abc") == NAME
    place = tmp_path / "evidence" / NAME
    assert place.read_bytes() == b"abc"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (place, place.parent)] == [0o600, 0o700]


def test_same_content_is_written_once(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    vault.keep(folder, b"abc")
    before = (folder / NAME).stat()
    assert vault.keep(folder, b"abc") == NAME
    assert (folder / NAME).stat() == before
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_file_and_folder_are_synced_in_this_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, synced = tmp_path / "evidence", []

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr(os, "fsync", note)
    vault.keep(folder, b"abc")
    assert synced == [tmp_path.name, f"{NAME}.part", "evidence"]
    vault.keep(folder, b"abc")
    assert synced[3:] == ["evidence"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "evidence").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            vault.keep(tmp_path / "evidence", b"abc")
    assert list((tmp_path / "evidence").iterdir()) == []


def test_what_a_killed_process_left_half_written_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / f"{NAME}.part").write_bytes(b"a much longer rest of another time")
    vault.keep(folder, b"abc")
    assert [path.read_bytes() for path in folder.iterdir()] == [b"abc"]


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "evidence", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / f"{NAME}.part").symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic"):
        vault.keep(folder, b"abc")
    assert not elsewhere.exists()


def test_dropping_what_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    vault.keep(tmp_path / "evidence", b"abc")
    for _ in range(2):
        vault.drop(tmp_path / "evidence", NAME)
    assert list((tmp_path / "evidence").iterdir()) == []
