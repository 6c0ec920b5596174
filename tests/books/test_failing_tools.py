"""Programs that are missing, too old, hang or stop: the message says which, and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import BookTest, Said, contents, fake_program

from chapbook.pandoc import find_pandoc

GOOD = {
    "book.yaml": contents(chapters=["chapters/01-one.md", "chapters/02-two.md"]),
    "chapters/01-one.md": "# One\n\nText.\n",
    "chapters/02-two.md": "# Two\n\nMore text.\n",
}


@pytest.mark.usefixtures("forget_pandoc")
class TestPandoc:
    """Pandoc itself is missing, too old, or hangs."""

    def build(self, new_book: Callable[..., BookTest], *more: str) -> Said:
        text = f"# New\n\nA text that no store has: {id(new_book)}.\n"
        book = new_book({**GOOD, "chapters/01-one.md": text})
        return book.publish("build", "BOOK", "--to", "docx", "--out", "OUT", *more)

    def test_it_is_missing(
        self, new_book: Callable[..., BookTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "gone"))
        self.build(new_book).ends(3).says("PYPANDOC_PANDOC names", "pip install")

    def test_it_is_too_old(
        self, new_book: Callable[..., BookTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        old = fake_program(tmp_path / "pandoc", "echo pandoc 2.17.1.1")
        monkeypatch.setenv("PYPANDOC_PANDOC", str(old))
        self.build(new_book).ends(3).says("is Pandoc 2.17.1.1; chapbook needs 3.6 or newer")

    @pytest.mark.parametrize("hangs", ["*markdown*", "*docx*"])
    def test_it_hangs(
        self,
        new_book: Callable[..., BookTest],
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        hangs: str,
    ) -> None:
        honest = find_pandoc()
        find_pandoc.cache_clear()
        script = f'case "$*" in {hangs}) sleep 60;; *) exec {honest} "$@";; esac'
        monkeypatch.setenv("PYPANDOC_PANDOC", str(fake_program(tmp_path / "pandoc", script)))
        said = self.build(new_book, "--timeout", "2")
        said.says("pandoc did not finish within 2 seconds and was stopped", "--timeout")
        assert said.code in (3, 4)


@pytest.mark.skipif(shutil.which("xelatex") is None, reason="needs XeLaTeX")
def test_a_tex_error_names_the_chapter_and_the_line(new_book: Callable[..., BookTest]) -> None:
    book = new_book(GOOD)
    book.write({"chapters/02-two.md": "# Two\n\nMore.\n\n\\undefinedmacro{x}\n"})
    said = book.publish("build", "BOOK", "--to", "pdf", "--out", "OUT")
    said.ends(4).says("pdf failed", "chapters/02-two.md:5", "\\undefinedmacro")
    assert list(book.out.iterdir()) == []


def test_an_error_of_the_embedded_engine_is_told(new_book: Callable[..., BookTest]) -> None:
    book = new_book(GOOD)
    manifest = str(GOOD["book.yaml"]) + "targets: {pdf: {engine: typst}}\n"
    text = "# Two\n\nMore.\n\n```{=typst}\n#undefined()\n```\n"
    book.write({"book.yaml": manifest, "chapters/02-two.md": text})
    said = book.publish("build", "BOOK", "--out", "OUT").ends(4)
    said.says("pdf failed", "chapters/02-two.md", "undefined")
    assert list(book.out.iterdir()) == []
