"""Tokens are kept shut, each for one address."""

from __future__ import annotations

import re
import stat
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from openlab.domain import Refused
from openlab.trackers.sealing import KEY_BYTES, Seal, key_in, seal_of

HERE, THERE = "https://tracker.example", "https://tracker.example/elsewhere"
KEY, OTHER_KEY = b"k" * KEY_BYTES, b"o" * KEY_BYTES


def test_a_token_comes_back_as_it_was() -> None:
    seal = Seal(KEY)
    for token in ("secret", "é🎉", "x" * 10_000, ""):
        assert seal.open(seal.close(token, HERE), HERE) == token


def test_what_is_kept_does_not_tell_the_token_nor_that_two_are_the_same() -> None:
    seal = Seal(KEY)
    first, second = seal.close("secret", HERE), seal.close("secret", HERE)
    assert "secret" not in first
    assert first != second


@pytest.mark.parametrize(("key", "address"), [(OTHER_KEY, HERE), (KEY, THERE), (KEY, ""), (KEY, f"{HERE}/")])
def test_it_stays_shut_for_another_key_or_address(key: bytes, address: str) -> None:
    kept = Seal(KEY).close("secret", HERE)
    with pytest.raises(Refused) as caught:
        Seal(key).open(kept, address)
    assert (caught.value.code, caught.value.field) == ("tracker_token_lost", "token")


def test_it_stays_shut_when_any_byte_was_changed() -> None:
    seal = Seal(KEY)
    kept = b64decode(seal.close("secret", HERE))
    for place, byte in enumerate(kept):
        changed = kept[:place] + bytes([byte ^ 1]) + kept[place + 1 :]
        with pytest.raises(Refused, match="tracker_token_lost"):
            seal.open(b64encode(changed).decode(), HERE)


@pytest.mark.parametrize("damaged", ["", "A", "not base64!", "é", "AAAA", b64encode(b"x" * 12).decode(), "\n"])
def test_what_was_never_sealed_is_lost(damaged: str) -> None:
    with pytest.raises(Refused, match="tracker_token_lost"):
        Seal(KEY).open(damaged, HERE)


def test_a_seal_does_not_show_its_key() -> None:
    assert "kkkk" not in f"{Seal(KEY)!r} {vars(Seal(KEY))}"


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "openlab.key"
    made = key_in(file)
    assert len(made) == KEY_BYTES
    assert key_in(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("held", [b"", b"short", b64encode(b"k" * 16), b"\xff" * 44])
def test_a_file_that_holds_something_else_is_not_a_key(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "openlab.key"
    file.write_bytes(held)
    with pytest.raises(ValueError):  # noqa: PT011 - of base64 or ours
        key_in(file)
    assert file.read_bytes() == held
    with pytest.raises(Refused, match="tracker_key_unreadable"):
        seal_of(file)


def test_a_key_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tracker_key_unreadable"):
        seal_of(tmp_path / "no folder" / "openlab.key")
    with pytest.raises(Refused, match="tracker_key_missing"):
        seal_of(None)


def test_processes_that_make_it_at_once_have_the_same(tmp_path: Path) -> None:
    file = tmp_path / "openlab.key"
    with get_context("spawn").Pool(3) as processes:
        found = processes.map(key_in, [file] * 9, chunksize=1)
    assert len(set(found)) == 1
    with ThreadPoolExecutor(8) as threads:
        other = list(threads.map(key_in, [tmp_path / "other.key"] * 32))
    assert len(set(other)) == 1


def test_a_marker_stands_for_one_thing_under_one_key_and_a_search_can_find_it() -> None:
    seal = Seal(KEY)
    markers = [seal.marker("redmine", HERE, "demo", number, "2026-01-01") for number in range(1000)]
    assert len(set(markers)) == 1000
    assert all(re.fullmatch("openlab-[a-z2-7]{20}", marker) for marker in markers)
    assert markers[7] == seal.marker("redmine", HERE, "demo", 7, "2026-01-01")
    assert markers[7] != seal.marker("redmine", HERE, "demo", 7, "2026-01-02")
    assert markers[7] != Seal(OTHER_KEY).marker("redmine", HERE, "demo", 7, "2026-01-01")
