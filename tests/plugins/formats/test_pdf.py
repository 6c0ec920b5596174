"""PDF by both engines: what a reader finds in the file, and what an author is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from pdf_book import bookmarks, drawing, render, shaped, workbench

from chapbook.errors import ChapbookError, RenderError
from chapbook.plugins.engines import latex
from chapbook.plugins.formats import pdf
from chapbook.plugins.formats.pdf import Pdf
from chapbook.plugins.formats.typst import TypstPdf
from chapbook.process import run

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]

EVERY_KIND = r"""
A paragraph with `code_that_is_long/and/has.many_parts_in_it`, H~2~O, ~~struck out~~, “quotes”,
a note[^1], a [link](#extra), Привет and → ✓.

[^1]: Its text.

| a | b |
|---|---|
| 1 | 2 |

Table: Numbers {#tbl}

```python
def f(x):
    return x  # a comment that is much longer than a line of the page is wide, so it has to wrap
```

```
plain
```

> A quotation.

- [ ] a task
- another

Term
:   Definition.

$$a^2 + b^2$$
"""


@pytest.fixture(scope="module", params=ENGINES)
def plain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book with one paragraph in its chapter, by each engine."""
    folder = tmp_path_factory.mktemp(request.param)
    return render(Pdf(), shaped("Text.", request.param, folder), folder)


def test_bookmarks_hold_chapters_in_their_part_and_the_appendix_beside_it(plain: Path) -> None:
    assert bookmarks(plain) == [
        (0, "Contents"),
        (0, "Preface"),
        (0, "I Beginnings"),
        (1, "1 One word"),
        (2, "1.1 First"),
        (0, "A Extra"),
    ]


def test_the_file_names_title_authors_and_language(plain: Path) -> None:
    with pikepdf.open(plain) as made:
        title = str(made.docinfo["/Title"]).translate({0x201C: '"', 0x201D: '"'})
        assert title == 'A "Small" Book & More'
        assert "Ada Example" in str(made.docinfo["/Author"])
        assert str(made.Root.Lang) == "en-US"


@pytest.mark.parametrize("writer", ENGINES)
def test_every_kind_of_block_is_typeset_on_the_page_that_is_asked_for(
    writer: str, tmp_path: Path
) -> None:
    manuscript = shaped(EVERY_KIND, writer, tmp_path, paper="148x210mm")
    out = tmp_path / "book.pdf"
    artifact, findings = Pdf().render(manuscript, out, workbench(tmp_path))
    assert not [finding for finding in findings if finding.code == "undefined-reference"]
    with pikepdf.open(out) as made:
        assert artifact.pages == len(made.pages)
        left, bottom, right, top = (float(edge) for edge in made.pages[0].mediabox)
    assert (right - left, top - bottom) == pytest.approx((419.5, 595.3), abs=0.5)


@pytest.mark.parametrize("writer", ENGINES)
def test_bookmarks_reach_down_to_subsections(writer: str, tmp_path: Path) -> None:
    body = "### Deeper {#one--deeper}\n\n#### Deepest {#one--deepest}\n\nText."
    marks = bookmarks(render(Pdf(), shaped(body, writer, tmp_path), tmp_path))
    level = next(level for level, title in marks if title.endswith("First"))
    assert [mark[0] for mark in marks if mark[1].endswith("Deeper")] == [level + 1]
    assert not [mark for mark in marks if mark[1].endswith("Deepest")]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("writer", ENGINES)
def test_code_is_copied_as_it_was_written(writer: str, tmp_path: Path) -> None:
    code = "a -> b; c != d; e <= f; g => h; i === j; // k --> l ... www"
    made = render(Pdf(), shaped(f"```\n{code}\n```\n\nAnd `x -> y`.", writer, tmp_path), tmp_path)
    text = run([shutil.which("pdftotext") or "", made, "-"], timeout=60).stdout.decode("utf-8")
    assert code in text
    assert "x -> y" in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("writer", ENGINES)
def test_a_number_and_its_unit_stand_apart_in_a_table(writer: str, tmp_path: Path) -> None:
    body = "| a | b |\n|---|---|\n| 80\N{NO-BREAK SPACE}GB | x |"
    made = render(Pdf(), shaped(body, writer, tmp_path), tmp_path)
    text = run([shutil.which("pdftotext") or "", made, "-"], timeout=60).stdout.decode("utf-8")
    assert "80 GB" in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("writer", ENGINES)
def test_a_part_leaves_a_page_empty_only_where_parts_open_on_the_right(
    writer: str, tmp_path: Path
) -> None:
    pages = []
    for opening in ("any", "right"):
        manuscript = shaped("Text.", writer, tmp_path / opening, open=opening)
        with pikepdf.open(render(Pdf(), manuscript, tmp_path / opening)) as made:
            pages.append(len(made.pages))
    assert pages[0] < pages[1]


@pytest.mark.parametrize("writer", ENGINES)
def test_a_drawing_taller_than_the_page_is_made_to_fit(writer: str, tmp_path: Path) -> None:
    manuscript = shaped("![Tall](media/tall.pdf)", writer, tmp_path)
    tall = drawing(tmp_path / "tall.pdf", 300, 3000)
    drawn = render(Pdf(), replace(manuscript, media={"media/tall.pdf": tall}), tmp_path)
    with pikepdf.open(drawn) as made:
        assert len(made.pages) <= 14


@pytest.mark.parametrize("writer", ENGINES)
def test_two_builds_in_different_folders_give_equal_bytes(writer: str, tmp_path: Path) -> None:
    made = []
    for name in ("a", "another"):
        manuscript = shaped(EVERY_KIND, writer, tmp_path / name / "book")
        made.append(render(Pdf(), manuscript, tmp_path / name).read_bytes())
    assert made[0] == made[1]


@needs_xelatex
def test_a_language_that_tex_does_not_know_is_a_finding_and_no_error(tmp_path: Path) -> None:
    manuscript = shaped("Text.", "latex", tmp_path)
    metadata = replace(manuscript.book.metadata, language="eo")
    manuscript = replace(manuscript, book=replace(manuscript.book, metadata=metadata))
    _, findings = Pdf().render(manuscript, tmp_path / "book.pdf", workbench(tmp_path))
    assert {finding.path for finding in findings} <= {PurePosixPath("book.yaml")}


@needs_xelatex
def test_an_unknown_command_is_told_with_its_chapter_and_line(tmp_path: Path) -> None:
    manuscript = shaped("Text.\n\nThen \\nosuchcommand here.", "latex", tmp_path)
    with pytest.raises(RenderError, match=r"does not know the command \\nosuchcommand") as caught:
        render(Pdf(), manuscript, tmp_path)
    assert caught.value.place == "chapters/01-one.md:7"


@needs_xelatex
def test_a_build_that_fails_leaves_the_earlier_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "book.pdf"
    out.write_bytes(b"earlier")
    with pytest.raises(RenderError):
        Pdf().render(shaped("\\nosuchcommand", "latex", tmp_path), out, workbench(tmp_path))
    assert out.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["book.pdf"]


@needs_xelatex
def test_a_file_outside_the_build_folder_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("secret", "utf-8")
    manuscript = shaped(f"\\input{{{tmp_path}/secret.tex}}", "latex", tmp_path)
    with pytest.raises(RenderError):
        render(Pdf(), manuscript, tmp_path)


@needs_xelatex
def test_a_character_that_no_font_has_is_a_finding_at_its_line(tmp_path: Path) -> None:
    manuscript = shaped("Text.\n\nA \U000e0041 here.", "latex", tmp_path)
    _, findings = Pdf().render(manuscript, tmp_path / "book.pdf", workbench(tmp_path))
    found = [finding for finding in findings if finding.code == "missing-glyph"]
    assert [(finding.path, finding.line) for finding in found] == [
        (PurePosixPath("chapters/01-one.md"), 7)
    ]
    assert "U+E0041" in found[0].message


@needs_xelatex
def test_a_table_in_a_box_and_a_box_without_a_title_are_typeset(tmp_path: Path) -> None:
    body = "```{=latex}\n\\begin{calloutbox}{}\n```\n\n| a |\n|---|\n| b |\n\n"
    body += "```{=latex}\n\\end{calloutbox}\n\\begin{crossrefbox}{See *also*}\n```\n\nText.\n\n"
    body += "```{=latex}\n\\end{crossrefbox}\n```"
    assert render(Pdf(), shaped(body, "latex", tmp_path), tmp_path).is_file()


def test_without_xelatex_the_embedded_engine_makes_the_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latex, "find_xelatex", lambda: None)
    manuscript = shaped("Text.", "typst", tmp_path, engine="auto")
    assert Pdf().writer(manuscript.target) == "typst"
    artifact, _ = Pdf().render(manuscript, tmp_path / "book.pdf", workbench(tmp_path))
    assert artifact.note is not None
    assert "embedded engine" in artifact.note
    assert "texlive-xetex" in artifact.note
    assert "make" in artifact.note


def test_an_engine_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    manuscript = shaped("Text.", "typst", tmp_path, engine="troff")
    with pytest.raises(ChapbookError, match="there is no engine 'troff'"):
        pdf.choose_engine(manuscript.target)


def test_a_typst_error_is_told_with_its_chapter(tmp_path: Path) -> None:
    manuscript = shaped("```{=typst}\n#nosuchfunction()\n```", "typst", tmp_path)
    with pytest.raises(RenderError, match="unknown variable: nosuchfunction") as caught:
        render(TypstPdf(), manuscript, tmp_path)
    assert caught.value.place == "chapters/01-one.md:3"


def test_the_format_typst_makes_the_same_book(tmp_path: Path) -> None:
    manuscript = shaped(EVERY_KIND, "typst", tmp_path)
    first = render(Pdf(), manuscript, tmp_path / "a")
    second = render(TypstPdf(), manuscript, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
