"""Changes of a book's files call for a new build, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Companion, Metadata, Target
from chapbook.errors import BookError
from chapbook.watching import Watched, files_elsewhere, watching

ROOT = Path("/home/ada/.books/lamps")
LAMPS = Watched(ROOT, (Path("/shelf/lenses"), Path("/shelf/.inv/oil.yaml")), (ROOT / "made/lamps",))


@pytest.mark.parametrize(
    "path",
    [
        "book.yaml",
        "chapters/01-wicks.md",
        "chapters",
        "assets/lamp.svg",
        "assets/deep/er/lamp.png",
        "references.bib",
        "templates/latex/book.tex",
        "csl/own.csl",
        "plugins/dots.py",
        "filters/shout.py",
        "companions.lock",
        "not yet named anywhere.md",
        "chapters/part.md",
        "/shelf/lenses/chapters/01-glass.md",
        "/shelf/.inv/oil.yaml",
    ],
)
def test_a_file_of_the_book_calls_for_a_build(path: str) -> None:
    assert LAMPS.calls(ROOT / path)


@pytest.mark.parametrize(
    "path",
    [
        "made/lamps/lamps.typst.pdf",
        "made/lamps",
        "made",
        "_build/lamps/lamps.epub",
        ".git/index",
        ".hidden.md",
        "plugins/__pycache__/dots.cpython-311.pyc",
        "/shelf/lenses/_build/lenses/lenses.pdf",
        "/shelf/.inv/other.yaml",
        "/elsewhere/book.yaml",
    ],
)
def test_what_is_written_beside_the_book_does_not_call(path: str) -> None:
    assert not LAMPS.calls(ROOT / path)


@pytest.mark.parametrize(
    "name",
    [
        *(".01.md.swp", "01.md~", "4913", "01.md.swx"),  # Vim
        *(".#01.md", "#01.md#", "flycheck_01.py"),  # Emacs
        *("01.md___jb_tmp___", "01.md___jb_old___"),  # JetBrains
        *(".goutputstream-X1Y2Z3", ".01.md.kate-swp"),  # GNOME, KDE
        *("~$notes.docx", ".~lock.notes.odt#"),  # Word, LibreOffice
        *(
            "01.md.tmp",
            "01.md.bak",
            "lamp.png.part",
            "lamp.png.crdownload",
            ".DS_Store",
            "Thumbs.db",
        ),
    ],
)
def test_temporary_files_of_editors_do_not_call(name: str) -> None:
    assert not LAMPS.calls(ROOT / "chapters" / name)


def test_companions_and_files_of_options_are_looked_at_where_they_are(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "lamps"
    for name in ("lamps/house.docx", "house/house.docx", "lenses/book.yaml"):
        (root.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (root.parent / name).touch()
    book = Book(root, Metadata("Lamps"), (), PurePosixPath("book.yaml"))
    assert files_elsewhere(book) == ()
    book = replace(
        book,
        companions=(
            Companion("lenses", root.parent / "lenses"),
            Companion("gone", root.parent / "gone"),
            Companion("far", url="https://example.org/far.json"),
        ),
        targets=(
            Target("docx", "docx", {"reference": "../house/house.docx", "paper": "a4"}),
            Target("own", "docx", {"reference": "./house.docx", "watermark": "a/b\0" + "c" * 999}),
        ),
    )
    assert files_elsewhere(book) == (root.parent / "house/house.docx", root.parent / "lenses")


def test_changes_are_told_together_from_the_time_that_one_looks(tmp_path: Path) -> None:
    root, out = tmp_path.resolve() / "lamps", tmp_path.resolve() / "lamps/made"
    (root / "chapters").mkdir(parents=True)
    (root / "chapters/a.md").write_text("# A")
    elsewhere = tmp_path.resolve() / "oil.yaml"
    elsewhere.write_text("title: Oil")
    with watching(Watched(root, (elsewhere, tmp_path / "gone"), (out,))) as changes:
        # While a build runs, nobody waits for changes; they are not lost.
        out.mkdir()
        (out / "lamps.pdf").write_text("made")
        (root / "chapters/a.md~").write_text("# A")
        (root / "chapters/a.md").write_text("# A, mended")
        (root / "chapters/b.md").write_text("# B")
        elsewhere.write_text("title: Oil, mended")
        told = next(changes)
        while len(told) < 3:
            told = tuple(sorted({*told, *next(changes)}))
    assert told == (root / "chapters/a.md", root / "chapters/b.md", elsewhere)


def test_a_file_that_an_editor_puts_in_the_place_of_another_is_told(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "a.md").write_text("# A")
    with watching(Watched(root)) as changes:
        (root / "a.md.tmp").write_text("# A, mended")
        (root / "a.md.tmp").replace(root / "a.md")
        assert next(changes) == (root / "a.md",)


def test_a_file_that_is_written_anew_is_named_once(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "a.md").write_text("# A")
    with watching(Watched(root)) as changes:
        # Vim moves the file aside and writes another.
        (root / "a.md").rename(root / "a.md~")
        (root / "a.md").write_text("# A, mended")
        (root / "a.md~").unlink()
        assert next(changes) == (root / "a.md",)


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="is gone"), watching(Watched(tmp_path / "gone")):
        pass
