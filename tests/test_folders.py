"""Folders are put into place whole, and what no build has made is never removed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chapbook.errors import RenderError
from chapbook.folders import MARKER, drop_folder, holds, pack, put_folder, unpack

OLD = unpack(pack({"index.html": b"old", "gone.html": b"old"}))
NEW = unpack(pack({"index.html": b"new", "assets/book.css": b"new"}))


def test_a_packed_folder_is_the_same_whatever_the_order_of_its_files() -> None:
    assert pack({"a": b"1", "b": b"2"}) == pack({"b": b"2", "a": b"1"})
    assert unpack(pack({"a/b": b"1"})) == {"a/b": b"1", MARKER: b".chapbook\na/b\n"}


def test_a_folder_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    put_folder(folder, OLD)
    assert holds(folder, OLD)
    put_folder(folder, NEW)
    assert holds(folder, NEW)
    assert not holds(folder, OLD)
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["notes.txt", ".git/HEAD", "assets/own.css"])
def test_what_no_build_has_made_is_not_removed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    put_folder(folder, NEW)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    with pytest.raises(RenderError, match=f"no build has made {name}"):
        put_folder(folder, OLD)
    drop_folder(folder)
    assert (folder / name).read_text() == "mine"
    assert (folder / "index.html").read_bytes() == b"new"


def test_a_file_or_a_folder_of_the_author_s_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/index.html").write_text("mine")
    for name in ("file", "folder"):
        with pytest.raises(RenderError, match="would be replaced"):
            put_folder(tmp_path / name, NEW)


def test_what_file_managers_leave_is_no_hindrance(tmp_path: Path) -> None:
    put_folder(tmp_path / "site", OLD)
    (tmp_path / "site/.DS_Store").write_bytes(b"")
    assert holds(tmp_path / "site", OLD)
    put_folder(tmp_path / "site", NEW)
    assert holds(tmp_path / "site", NEW)


def test_an_empty_folder_can_be_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put_folder(tmp_path / "site", NEW)
    assert holds(tmp_path / "site", NEW)


def test_builds_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    names = [f"page-{number}.html" for number in range(40)]
    sites = [unpack(pack(dict.fromkeys(names, str(n).encode()))) for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(5):
            list(threads.map(lambda site: put_folder(folder, site), sites))
            assert any(holds(folder, site) for site in sites)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_cannot_be_written_leaves_the_last_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_folder(tmp_path / "site", OLD)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        put_folder(tmp_path / "site", NEW)
    assert holds(tmp_path / "site", OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
