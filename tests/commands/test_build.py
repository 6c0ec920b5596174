"""`publish build` on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import BookTest, contents, publish

from chapbook.commands.build import split

FILES = {
    "book.yaml": contents(chapters=["a.md", "b.md"]),
    "a.md": "# A\n\nOne.",
    "b.md": "# B\n\nTwo.",
}


@pytest.fixture
def book(new_book: Callable[..., BookTest]) -> BookTest:
    return new_book(FILES)


def test_each_finished_file_is_one_line(book: BookTest) -> None:
    said = book.publish("build", "BOOK", "--to", "epub,docx", "-t", "typst", "--out", "OUT").ends(0)
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines] == ["epub", "docx", "typst"]
    assert all(line.endswith(" s") and "kB" in line for line in lines)
    assert said.err == ""


def test_quiet_says_nothing_when_all_is_well(book: BookTest) -> None:
    said = book.publish("build", "BOOK", "--to", "epub", "--out", "OUT", "-q").ends(0)
    assert said.all == ""


def test_a_slice_is_built_beside_the_whole(book: BookTest) -> None:
    book.publish("build", "BOOK", "--to", "docx", "--out", "OUT").ends(0)
    book.publish("build", "BOOK", "--to", "docx", "--out", "OUT", "--only", "2").ends(0)
    assert sorted(path.name for path in book.out.iterdir()) == [
        "book-b.docx",
        "book.docx",
        "book.inventory.json",
    ]


def test_findings_are_counted(book: BookTest) -> None:
    book.write({"a.md": "# A\n\n[x](zzz.md) [y](zzzz.md) ![z](zzz.svg)"})
    said = book.publish("build", "BOOK", "--to", "epub", "--out", "OUT").ends(1)
    said.says("1 error, 2 warnings found", "nothing was built", "--keep-going")
    said = book.publish("build", "BOOK", "--to", "epub", "--out", "OUT", "--keep-going").ends(1)
    said.says("1 error, 2 warnings found", "book.epub")


def test_a_book_is_named_or_stood_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ebooks/lamps"
    BookTest(root, FILES)
    monkeypatch.chdir(tmp_path)
    for number, (where, args) in enumerate(
        [(tmp_path, ["lamps"]), (tmp_path, []), (root, []), (root, ["."])]
    ):
        monkeypatch.chdir(where)
        out = str(tmp_path / str(number))
        publish("build", *args, "--to", "epub", "--out", out).ends(0)
        assert (tmp_path / str(number) / "lamps.epub").is_file()


def test_files_go_to_the_workspaces_build_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    BookTest(tmp_path / "ebooks/lamps", FILES)
    monkeypatch.chdir(tmp_path)
    publish("build", "lamps", "--to", "epub").ends(0).says("_build/lamps/lamps.epub")
    assert (tmp_path / "_build/lamps/lamps.epub").is_file()


@pytest.mark.parametrize(
    "args", [["--jobs", "0"], ["--timeout", "0"], ["--nonsense"], ["--to"], ["a", "b"]]
)
def test_wrong_use_is_answered_with_the_usage(book: BookTest, args: list[str]) -> None:
    publish("build", str(book.root), *args).ends(2).says("Error:")


def test_names_are_split_at_commas() -> None:
    assert split(["pdf, docx", "", "epub,"]) == ("pdf", "docx", "epub")
