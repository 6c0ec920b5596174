"""The store keeps what was computed, whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chapbook.errors import ChapbookError
from chapbook.store import (
    Store,
    default_store,
    digest,
    digest_files,
    program_digest,
    write_whole,
)

KEY = digest("key")


def test_an_entry_comes_back_as_it_was_put(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.get("ast", KEY) is None
    assert store.find("ast", KEY, ".json") is None
    path = store.put("ast", KEY, b"\x00data", ".json")
    assert store.get("ast", KEY, ".json") == b"\x00data"
    assert store.find("ast", KEY, ".json") == path
    assert store.get("survey", KEY, ".json") is None


def test_a_digest_knows_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest(1) != digest("1")
    assert digest(None) != digest() != digest("")
    assert digest({"a": Path("x")}) == digest({"a": Path("x")})


def test_our_own_code_is_part_of_the_digests() -> None:
    assert len(program_digest()) == 64


def test_a_missing_file_differs_from_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    missing = digest_files([path])
    path.touch()
    assert digest_files([path]) != missing


def test_the_users_store_can_lie_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHAPBOOK_CACHE", str(tmp_path))
    assert default_store() == Store(tmp_path)
    monkeypatch.delenv("CHAPBOOK_CACHE")
    assert default_store().root.name == "chapbook"


def test_a_store_that_cannot_be_used_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")
    for use in (lambda: store.put("ast", KEY, b""), lambda: store.get("ast", KEY)):
        with pytest.raises(ChapbookError, match=r"cache .* cannot be used") as caught:
            use()
        assert "CHAPBOOK_CACHE" in (caught.value.hint or "")


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "deep/file"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["file"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(path, b"data")
    assert caught.value.filename == str(path), "and not the temporary file's name"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_many_writers_of_one_entry_do_not_mix(tmp_path: Path) -> None:
    store = Store(tmp_path)
    values = [bytes([n]) * 100_000 for n in range(16)]
    with ThreadPoolExecutor(8) as threads:
        reads = [threads.submit(store.get, "x", KEY) for _ in range(50)]
        list(threads.map(lambda value: store.put("x", KEY, value), values))
    for read in reads:
        assert read.result() is None or read.result() in values
    assert store.get("x", KEY) in values
