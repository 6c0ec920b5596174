"""Every filter as a Pandoc filter, started by the real Pandoc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typst
from finished import read_text
from support import DIAGRAM, PNG

from chapbook.pandoc import find_pandoc
from chapbook.standalone import writer_for

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
FILTERS = sorted(path.stem for path in (ROOT / "filters").glob("[a-z]*.py"))


def pandoc(folder: Path, text: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run Pandoc on a chapter, with the filters on PATH."""
    (folder / "chapter.md").write_text(text)
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    return subprocess.run(
        [str(find_pandoc()), "chapter.md", *args],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def filtered(folder: Path, text: str, name: str, to: str = "html", *args: str) -> str:
    done = pandoc(folder, text, "--wrap=none", "-t", to, "--filter", f"publish-{name}", *args)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def run_filter(name: str, data: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / name)], cwd=folder, input=data, capture_output=True, text=True, check=False
    )


def test_every_filter_has_a_program_of_its_name() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert set(scripts) == {"publish", "publish-all", *(f"publish-{name}" for name in FILTERS)}


@pytest.mark.parametrize("name", [*FILTERS, "all"])
def test_a_document_of_any_format_comes_through_every_filter(tmp_path: Path, name: str) -> None:
    text = "# One\n\nWords <b>and</b> [more](#two).\n\n## Two\n\n| A |\n|---|\n| 1 |\n"
    assert "Words" in filtered(tmp_path, text, name, "plain")
    done = pandoc(tmp_path, text, "--filter", f"publish-{name}", "-o", "out.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.docx").stat().st_size > 5000


def test_one_filter_does_its_own_work_alone(tmp_path: Path) -> None:
    html = filtered(tmp_path, "# One\n\n> **Tip:** A box.\n", "boxes")
    assert '<aside class="callout note"' in html
    assert '<h1 id="one">One</h1>' in html


def test_the_metadata_of_the_document_is_kept(tmp_path: Path) -> None:
    text = "---\ntitle: A *title*\nt: a key that trips readers\nn: [1, 2]\n---\n\n# One\n"
    plain = json.loads(pandoc(tmp_path, text, "-t", "json").stdout)
    kept = json.loads(filtered(tmp_path, text, "all", "json"))
    assert kept["meta"] == plain["meta"]


def test_ids_and_links_stay_as_pandoc_made_them(tmp_path: Path) -> None:
    text = (
        "# One\n\n[down](#two), [up](#one), [span](#s) and [away](other.md).\n\n## Two\n\n[x]{#s}\n"
    )
    for name in ("links", "numbering", "all"):
        html = filtered(tmp_path, text, name)
        for wanted in ('id="one"', 'id="two"', 'id="s"', 'href="#two"', 'href="#one"', 'href="#s"'):
            assert wanted in html, (name, html)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Networks", "1"),
        ("Chapter 12: Networks", "12"),
        ("Appendix B: Networks", "Appendix B"),
    ],
)
def test_a_chapter_keeps_the_number_that_its_author_typed(
    tmp_path: Path, title: str, number: str
) -> None:
    html = filtered(tmp_path, f"# {title}\n\n## Wires\n", "numbering")
    assert f'<span class="number">{number}</span>' in html
    assert f'<span class="number">{number.split()[-1]}.1</span>' in html
    assert "Chapter 12:" not in html


def test_a_document_that_is_no_chapter_gets_no_title_and_no_numbers(tmp_path: Path) -> None:
    assert filtered(tmp_path, "Just text.\n", "all").strip() == "<p>Just text.</p>"
    html = filtered(tmp_path, "## A\n\n## B\n", "all")
    assert "<h1" not in html and 'class="number"' not in html


def test_numbers_are_words_in_latex_since_its_counters_are_not_ours(tmp_path: Path) -> None:
    text = "# One\n\n## Two\n\n| A |\n|---|\n| 1 |\n\n: Kinds\n"
    latex = filtered(tmp_path, text, "all", "latex", "-s")
    assert "1.1" in latex and "Table 1.1" in latex
    assert r"\setcounter{chapter}" not in latex
    assert r"\captionsetup{labelformat=empty" in latex


def test_labels_follow_the_document_s_language(tmp_path: Path) -> None:
    text = "---\nlang: de-DE\n---\n\n# Eins\n\n| A |\n|---|\n| 1 |\n\n: Arten\n"
    assert "Tabelle 1.1" in filtered(tmp_path, text, "numbering", "plain")


def test_a_plain_template_is_told_how_to_print_boxes(tmp_path: Path) -> None:
    text = "---\nheader-includes: '\\relax'\n---\n\n# One\n\n> **Tip:** A box.\n"
    both = ("--filter", "publish-pagebreaks")
    latex = filtered(tmp_path, text, "boxes", "latex", "-s", *both)
    assert latex.count(r"\newtcolorbox{calloutbox}") == 1
    assert latex.count(r"\relax") == 1
    typst = filtered(tmp_path, text, "boxes", "typst", "-s")
    assert typst.count("#let callout(") == 1


@pytest.mark.parametrize(
    ("format", "ending"),
    [("html5", ".svg"), ("epub3", ".svg"), ("latex", ".pdf"), ("typst", ".pdf"), ("docx", ".png")],
)
def test_a_drawing_becomes_a_file_that_the_format_can_take(
    tmp_path: Path, format: str, ending: str
) -> None:
    (tmp_path / "d.html").write_text(DIAGRAM)
    url = Path(image_for(tmp_path, "![D](d.html)", format))
    assert url.suffix == ending and url.is_absolute() and url.is_file()


@pytest.mark.parametrize("folder", [".", "chapters"])
def test_a_chapter_s_images_are_found_as_its_book_finds_them(tmp_path: Path, folder: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "chapters").mkdir()
    (tmp_path / "assets/d.html").write_text(DIAGRAM)
    url = image_for(tmp_path / folder, "![D](../assets/d.html)", "latex")
    assert url.endswith(".pdf")


def test_an_image_that_is_not_there_is_left_to_pandoc(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(PNG)
    assert image_for(tmp_path, "![D](https://example.org/x.png)", "docx").startswith("https:")
    assert image_for(tmp_path, "![D](missing.png)", "docx") == "missing.png"
    assert Path(image_for(tmp_path, "![D](p.png)", "docx")).read_bytes() == PNG


def test_a_drawing_that_cannot_be_drawn_stops_pandoc_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "d.html").write_text("<html><body>A<script>draw()</script></body></html>")
    text = "# One\n\n![D](d.html)\n"
    done = pandoc(tmp_path, text, "--filter", "publish-diagrams", "-o", "x.docx")
    assert done.returncode == 83
    assert done.stderr.startswith("publish-diagrams: d.html:1: <script> in the drawing")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.docx").exists()


def test_citations_are_printed_from_the_works_cited_beside_the_chapter(tmp_path: Path) -> None:
    text = "# One\n\nSo [Source: Beyer, 2016].\n"
    assert "[Source: Beyer, 2016]" in filtered(tmp_path, text, "citations", "plain")
    (tmp_path / "WORKS_CITED.md").write_text(
        "# Works Cited\n\n## Books\n\n- **Beyer, B., et al.** (2016). "
        '"Site Reliability Engineering." *O\'Reilly Media*. https://sre.google/\n'
    )
    printed = filtered(tmp_path, text, "citations", "plain")
    assert "[Source:" not in printed and "2016" in printed


def test_navigation_lines_are_dropped_in_print_and_kept_on_screen(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n**Next: [Two](02-two.md)**\n"
    assert "Next" in filtered(tmp_path, text, "navigation", "html")
    assert "Next" not in filtered(tmp_path, text, "navigation", "latex")


def test_an_input_that_is_no_document_is_told_in_one_line(tmp_path: Path) -> None:
    for data in ("", "# Markdown", "[]", '{"blocks": []}'):
        done = run_filter("publish-boxes", data, tmp_path)
        assert done.returncode == 83
        assert done.stderr.startswith("publish-boxes: the input is not a document")
        assert done.stderr.count("\n") == 1


INDEXED = """# One

An [SLO]{.ac} and an [SLO]{.ac} of [tails]{.index entry="tail"}.[]{.index entry="lamp" main=true}

::: {.acronyms}
SLO
:   Service Level Objective
:::

# Index

\\printindex
"""


def test_an_index_and_acronyms_work_in_pandocs_own_templates(tmp_path: Path) -> None:
    latex = filtered(tmp_path, INDEXED, "all", "latex", "-s")
    for command in ("indexpages", "indexentry", "indexletter"):
        assert latex.count(rf"\newcommand\{command}") == 1
    for command in ("indexmark", "termlink"):
        assert latex.count(rf"\DeclareRobustCommand\{command}") == 1
    source = filtered(tmp_path, INDEXED, "all", "typst", "-s")
    (tmp_path / "out.typ").write_text(source)
    typst.compile(str(tmp_path / "out.typ"), output=str(tmp_path / "out.pdf"))
    text = " ".join(read_text(tmp_path / "out.pdf").split())
    assert "An Service Level Objective (SLO) and an SLO of tails." in text
    assert "L lamp, 1 T tail, 1" in text


def test_a_document_of_an_old_pandoc_is_told(tmp_path: Path) -> None:
    data = '{"pandoc-api-version": [1, 22], "meta": {}, "blocks": []}'
    done = run_filter("publish-boxes", data, tmp_path)
    assert (done.returncode, "too old" in done.stderr) == (83, True)


@pytest.mark.parametrize(
    ("format", "writer"),
    [
        ("latex", "latex"),
        ("beamer", "latex"),
        ("pdf", "latex"),
        ("html4", "html"),
        ("epub3", "html"),
        ("docx", "docx"),
        ("odt", "docx"),
        ("typst", "typst"),
        ("markdown", "html"),
        ("", "html"),
    ],
)
def test_every_format_of_pandoc_has_a_writer_that_filters_know(format: str, writer: str) -> None:
    assert writer_for(format) == writer


def image_for(folder: Path, markdown: str, format: str) -> str:
    """The target of the chapter's image after `publish-diagrams` ran for a format."""
    done = pandoc(folder, f"# One\n\n{markdown}\n", "-t", "json")
    shaped = subprocess.run(
        [str(BIN / "publish-diagrams"), format],
        cwd=folder,
        input=done.stdout,
        capture_output=True,
        text=True,
        check=True,
    )
    return find_image(json.loads(shaped.stdout))


def find_image(value: object) -> str:
    if isinstance(value, dict):
        if value.get("t") == "Image":
            return str(value["c"][2][0])
        return "".join(map(find_image, value.values()))
    return "".join(map(find_image, value)) if isinstance(value, list) else ""
