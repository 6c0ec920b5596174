"""Links of a PDF that page breaks tear apart: each part lies on its own words and on no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pdf_book import render, shaped
from support import BookTest

from chapbook.plugins.engines import latex
from chapbook.plugins.engines.readback import read_pdf
from chapbook.plugins.formats.pdf import Pdf
from chapbook.readback import squeeze

needs_xelatex = pytest.mark.skipif(
    latex.find_xelatex() is None, reason="XeLaTeX with KOMA-Script is not installed"
)
ENGINES = [pytest.param("latex", marks=needs_xelatex), "typst"]
_COUNT = 24


def _said(name: str, number: int) -> str:
    goes_on = "goes on for some lines, " * (12 + number % 7 * 12)
    return f"{name} {number} begins, {goes_on}{name} {number} ends"


def _links(name: str) -> dict[str, str]:
    return {f"https://example.org/{name}/{n}": _said(name, n) for n in range(_COUNT)}


def _torn(path: Path, links: dict[str, str]) -> tuple[dict[str, str], int]:
    """What the links to each address say, and how many of them are on two pages."""
    seen = read_pdf(path, [])
    shown = {url: "".join(text for text, to in seen.links if to == url) for url in links}
    said = {url: squeeze(text) for url, text in shown.items()}
    return said, sum(not any(squeeze(t) in page for page in seen.pages) for t in links.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_link_on_two_pages_covers_its_words_alone(engine: str, tmp_path: Path) -> None:
    links = _links("text")
    body = "\n\n".join(f"Before. [{text}]({url}) After." for url, text in links.items())
    path = render(Pdf(), shaped(body, engine, tmp_path), tmp_path)
    said, torn = _torn(path, links)
    assert said == {url: squeeze(text) for url, text in links.items()}
    assert torn > 0


@needs_xelatex
def test_links_in_text_and_notes_that_end_on_the_next_page_keep_apart(tmp_path: Path) -> None:
    text, notes = _links("text"), _links("note")
    pairs = zip(text.items(), notes.items(), strict=True)
    body = "\n\n".join(
        f"Before.^[See [{noted}]({there}).] [{said}]({url}) After."
        for (url, said), (there, noted) in pairs
    )
    path = render(Pdf(), shaped(body, "latex", tmp_path), tmp_path)
    for links in (text, notes):
        said, torn = _torn(path, links)
        assert said == {url: squeeze(words) for url, words in links.items()}
        assert torn > 0


@pytest.mark.parametrize("target", [pytest.param("pdf", marks=needs_xelatex), "typst"])
def test_a_place_whose_name_has_letters_beyond_ascii_is_found(
    new_book: Callable[..., BookTest], target: str
) -> None:
    # UTF-8 writes the second byte of `ß` as one that text in a PDF does not have.
    book = new_book(
        {"01-a.md": "# A\n\n## Größe\n\n[x]{#maß} and [a link](#maß), [more](#größe).\n"}
    )
    built = book.build(target)
    assert [finding.message for finding in built.findings] == []
    assert read_pdf(built.of(target), ["a--größe"]).labels["a--größe"].text.startswith("1.1")


def test_a_link_without_width_says_nothing(tmp_path: Path) -> None:
    path = render(Pdf(), shaped("[Words](https://example.org/a)", "typst", tmp_path), tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        notes = [(page, note) for page in pdf.pages for note in page.obj.get("/Annots", [])]
        page, note = next((page, note) for page, note in notes if "/URI" in note.get("/A", {}))
        thin = pikepdf.Dictionary(note)
        left, bottom, _, top = (float(side) for side in thin.Rect)
        thin.Rect = pikepdf.Array([left + 20, bottom, left + 20, top])
        if "/QuadPoints" in thin:
            del thin.QuadPoints
        page.obj.Annots.append(pdf.make_indirect(thin))
        pdf.save(path)
    said = [text for text, target in read_pdf(path, []).links if target.startswith("https:")]
    assert said == ["Words"]
