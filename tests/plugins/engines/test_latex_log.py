"""What is read out of a TeX log."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.finding import Severity
from chapbook.plugins.engines import missing
from chapbook.plugins.engines.latex_log import (
    asks_for_rerun,
    count_pages,
    read_errors,
    read_findings,
)
from chapbook.plugins.engines.places import Places

MANIFEST = PurePosixPath("book.yaml")

SOURCE = r"""\documentclass{scrbook}
\begin{document}
% chapbook: chapters/01-one.md:1
\chapter{One}
Text with \foo in it.
% chapbook: chapters/01-one.md:9
\section{Two}
A 中 here.
% chapbook: chapters/02-two.md:1
\chapter{Two}
Another 中.
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "chapters").mkdir()
    one = "# One\n\nWords.\n\nText with \\foo in it.\n\n\n\n## Two\n\nWords.\n\nA 中 here.\n"
    (tmp_path / "chapters" / "01-one.md").write_text(one, "utf-8")
    return Places(SOURCE, tmp_path)


def place_of(finding: object) -> str:
    return str(getattr(finding, "place", None))


def test_an_error_is_placed_at_the_line_of_the_chapter_that_holds_it(places: Places) -> None:
    log = (
        "./book.tex:5: Undefined control sequence.\nl.5 Text with \\foo\n                  in it.\n"
    )
    (error,) = read_errors(log, places, "book.tex")
    assert error.plain == r"LaTeX does not know the command \foo"
    assert error.spot is not None
    assert (str(error.spot.path), error.spot.line) == ("chapters/01-one.md", 5)


def test_an_error_in_a_package_is_placed_by_the_line_tex_was_reading(places: Places) -> None:
    log = "! Package foo Error: Bad thing.\n\nSee the manual.\n ...\n\nl.8 A\n"
    (error,) = read_errors(log, places, "book.tex")
    assert error.plain == "LaTeX stopped: Package foo Error: Bad thing"
    assert error.spot is not None
    assert (str(error.spot.path), error.spot.line) == ("chapters/01-one.md", 9)


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("Missing $ inserted.", "a mathematical sign stands outside a formula"),
        ("LaTeX Error: Environment foo undefined.", "does not know the environment 'foo'"),
        ("LaTeX Error: File `x.pdf' not found.", "cannot find the file 'x.pdf'"),
        ("Too many }'s.", "a brace } is closed that was never opened"),
        ("Double superscript.", "two subscripts or superscripts"),
    ],
)
def test_common_errors_are_told_in_plain_words(message: str, plain: str, places: Places) -> None:
    (error,) = read_errors(f"./book.tex:5: {message}\nl.5 x\n", places, "book.tex")
    assert plain in error.plain


def test_a_log_without_errors_has_none(places: Places) -> None:
    assert read_errors("This is XeTeX\nOutput written on book.xdv\n", places, "book.tex") == ()


def test_a_missing_character_is_found_in_each_chapter_that_has_it(places: Places) -> None:
    log = "Missing character: There is no 中 in font Charis SIL/OT:script=latn;+tlig;!\n"
    findings = read_findings(log * 3, places, MANIFEST)
    assert [place_of(finding) for finding in findings] == [
        "chapters/01-one.md:13",
        "chapters/02-two.md:1",
    ]
    assert findings[0].message == (
        "the character '中' (U+4E2D) is missing from the font Charis SIL"
    )


def test_only_lines_well_into_the_margin_are_told(places: Places) -> None:
    log = (
        "Overfull \\hbox (4.9pt too wide) in paragraph at lines 8--9\n"
        "Overfull \\hbox (31.2pt too wide) in paragraph at lines 8--9\n"
    )
    (finding,) = read_findings(log, places, MANIFEST)
    assert finding.message == "a line runs 31 pt into the margin"
    assert finding.severity is Severity.INFO
    assert place_of(finding) == "chapters/01-one.md:9"


def test_a_reference_that_leads_nowhere_is_a_finding(places: Places) -> None:
    log = "LaTeX Warning: Hyper reference `gone' on page 3 undefined on input line 8.\n"
    (finding,) = read_findings(log, places, MANIFEST)
    assert finding.code == "undefined-reference"
    assert "'gone'" in finding.message


def test_a_language_without_files_is_told_of_the_manifest(places: Places) -> None:
    (finding,) = read_findings("chapbook: language missing klingon\n", places, MANIFEST)
    assert (finding.path, finding.code) == (MANIFEST, "hyphenation")


def test_pages_and_the_wish_for_another_pass_are_read() -> None:
    assert count_pages("...\nOutput written on book.pdf (42 pages).\n") == 42
    assert count_pages("nothing") == 0
    assert asks_for_rerun("LaTeX Warning: Label(s) may have changed. Rerun to get it right.")
    assert not asks_for_rerun("Package rerunfilecheck Info: File `book.out' has not changed.")


def test_the_missing_characters_of_a_chapter_are_one_finding(tmp_path: Path) -> None:
    places = Places("% chapbook: chapters/01-one.md:1\nनमस\n", tmp_path)
    said = "Missing character: There is no {} in font Charis SIL/OT:script=latn;!\n"
    (finding,) = read_findings("".join(map(said.format, "नमस")), places, MANIFEST)
    assert finding.message == (
        "the characters 'न' (U+0928), 'म' (U+092E), 'स' (U+0938) are missing from the font "
        "Charis SIL"
    )


TOC = r"\contentsline {section}{\numberline {1.1}Two longword}{2}{two}%"
AUX = r"\newlabel{one}{{1}{1}{One}{chapter.1}{}}" + "\n" + r"\newlabel{two}{{1.1}{3}{Two}{two}{}}"
LABELED = SOURCE.replace(r"\section{Two}", r"\section{Two}\label{two}")


@pytest.fixture
def labeled(places: Places) -> Places:
    return Places(LABELED, places.root)


def test_an_overfull_line_of_the_contents_is_told_at_its_heading(labeled: Places) -> None:
    log = (
        "(./book.toc\nOverfull \\hbox (20.0pt too wide) in paragraph at lines 1--1\n"
        "[]\\TU/Inter(0)/m/n/9 longword\n"
    )
    found = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert [(finding.place, finding.message) for finding in found] == [
        ("chapters/01-one.md:9", "a line of the contents runs 20 pt into the margin")
    ]


def test_an_overfull_page_is_a_warning_at_what_begins_there(labeled: Places) -> None:
    log = (
        "Overfull \\vbox (122.2pt too high) has occurred while \\output is active []\n\n [3] [4]\n"
    )
    (found,) = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert (found.place, found.code) == ("chapters/01-one.md:9", "overfull-page")
    assert found.severity is Severity.WARNING
    assert "page 3 runs 122 pt beyond its foot" in found.message


def test_an_overfull_running_head_is_told_with_its_page(labeled: Places) -> None:
    log = "Overfull \\hbox (12.0pt too wide) has occurred while \\output is active\n[]\n [3]\n"
    (found,) = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert found.message == "the head of page 3 runs 12 pt into the margin"


def test_an_overfull_table_is_told_as_one(labeled: Places) -> None:
    log = "Overfull \\hbox (12.0pt too wide) in alignment at lines 8--8\n [] []\n"
    (found,) = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert (found.place, found.message) == (
        "chapters/01-one.md:9",
        "a table runs 12 pt into the margin",
    )


def test_the_line_of_an_overfull_word_is_found(labeled: Places) -> None:
    log = (
        "Overfull \\hbox (12.0pt too wide) in paragraph at lines 8--8\n"
        "[]\\TU/CharisSIL(0)/m/n/10 A here.\n"
    )
    (found,) = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert found.place == "chapters/01-one.md:13"


def test_a_figure_that_is_too_high_is_a_warning(labeled: Places) -> None:
    log = "LaTeX Warning: Float too large for page by 30.0pt on input line 8.\n"
    (found,) = read_findings(log, labeled, MANIFEST, AUX, TOC)
    assert (found.place, found.code) == ("chapters/01-one.md:9", "overfull-page")


@pytest.mark.parametrize(
    ("character", "package"),
    [("\u4e2d", "fonts-noto-cjk"), ("\u0928", "fonts-noto-core"), ("\U0001f680", "fonts-symbola")],
)
def test_a_missing_character_names_the_package_that_brings_it(
    character: str, package: str, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing, "first_installed", lambda families: None)
    log = f"Missing character: There is no {character} in font Charis SIL/OT!\n"
    (found,) = read_findings(log, places, MANIFEST)[:1]
    assert found.hint is not None
    assert f"apt install {package}" in found.hint
