"""An index, a glossary and acronyms are the same in every format of a whole book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from finished import epub_pages, read_entry, read_text
from support import BookTest, Built, contents

from chapbook.plugins.engines.latex import find_xelatex

FILLER = "Lamps burn oil, and oil burns in lamps; so it was said in the harbor. " * 30
PAGE = f"{FILLER}\n\n{FILLER}\n\n"
LAMPS = f"""\
# Lamps \\index{{lamp}}

A [lamp]{{.index main=true}} meets its [SLO]{{.ac}}; an [SLO]{{.ac}} has [wicks]{{.gls term=wick}}.

{PAGE}{PAGE}
## Oil

Here [oil]{{.index entry="oil" range=start}} begins.[^1]

{PAGE}{PAGE}{PAGE}

It ends.[]{{.index entry="oil" range=end}} A [lamp]{{.index}}.

{PAGE}

[^1]: Of [whales]{{.index}}, by the [API]{{.ac}}.
"""
LIGHTS = """\
# Lights

The [Lamp]{.index}, the [lens]{.index entry="light!lens"}, `dim`\\index{dim@\\texttt{dim}} and the
[Öl]{.index see="oil"}. An [API]{.ac} and the [SLO]{.acl}.

| Part | Use |
|------|-----|
| [cap]{.index} | [SLO]{.acs} |

: Parts with a [frame]{.index} and an [API]{.acs}

[beam]{.index see-also="light!lens"}
"""
BACK = """\
# Terms

::: {.acronyms}
SLO
:   Service Level Objective

API
:   Application Programming Interface
:::

::: {.glossary}
wick
:   What burns in a [lamp]{.index}.
:::
"""
INDEX = "# Index\n\nPages in bold define.\n\n::: {.index}\n:::\n"
FILES = {
    "book.yaml": contents(chapters=["lamps.md", "lights.md"], back_matter=["terms.md", "index.md"]),
    "lamps.md": LAMPS,
    "lights.md": LIGHTS,
    "terms.md": BACK,
    "index.md": INDEX,
}
needs_latex = pytest.mark.skipif(find_xelatex() is None, reason="XeLaTeX is not installed")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> BookTest:
    return BookTest(tmp_path_factory.mktemp("index") / "book", FILES)


@pytest.fixture(scope="module")
def built(book: BookTest) -> Built:
    made = book.build("docx", "epub", "pdf", "typst")
    assert [f.message for f in made.findings if f.severity != "info"] == []
    return made


def pages_of(path: Path) -> Iterator[str]:
    with closing(pdfium.PdfDocument(path)) as pdf:
        for page in pdf:
            yield " ".join(page.get_textpage().get_text_range().split())


def page_with(path: Path, words: str, last: bool = False) -> int:
    """The number that is printed on the page with these words, counted from the first chapter."""
    pages = list(pages_of(path))
    first = next(i for i, text in enumerate(pages) if "meets its Service" in text)
    found = [i for i, text in enumerate(pages) if words in text and i >= first]
    return found[-1 if last else 0] - first + 1


@pytest.mark.parametrize("target", [pytest.param("pdf", marks=needs_latex), "typst"])
def test_a_pdf_prints_the_pages_of_each_entry(built: Built, target: str) -> None:
    path = built.of(target)
    index = next(text for text in pages_of(path) if "Pages in bold define" in text)
    index = index.replace(" – ", "–")
    begins, ends = page_with(path, "begins."), page_with(path, "It ends.")
    lights, terms = page_with(path, "the lens"), page_with(path, "What burns in")
    assert ends > begins + 1
    assert f"oil, {begins}–{ends} Öl, see oil" in index
    assert f"whales, {begins}" in index
    assert re.search(rf"light lens, {lights}\b", index)
    assert f"dim, {lights}" in index
    pages = list(dict.fromkeys([1, ends, lights, terms]))
    assert f"lamp, {', '.join(map(str, pages))} light" in index


def test_word_has_its_own_marks_and_an_index_that_is_filled(built: Built) -> None:
    xml = read_entry(built.of("docx"), "word/document.xml")
    codes = [code.strip() for code in re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)]
    assert codes.count('XE "lamp"') == 4
    assert 'XE "lamp" \\b' in codes
    assert 'XE "oil" \\r index_range_1' in codes
    assert 'XE "Öl" \\t "see oil"' in codes
    assert 'XE "light:lens"' in codes
    assert 'XE "dim"' in codes
    assert sum(code.startswith("INDEX ") for code in codes) == 1
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"')
    assert re.search(r'bookmarkStart [^>]*w:name="index_range_1"', xml)
    assert "oil, 1.1" in read_text(built.of("docx"))
    assert 'XE "whales"' in read_entry(built.of("docx"), "word/footnotes.xml")


def test_an_epub_has_an_index_of_links_in_the_words_of_its_vocabulary(built: Built) -> None:
    pages = dict(epub_pages(built.of("epub")))
    index = next(text for text in pages.values() if 'epub:type="index"' in text)
    assert 'role="doc-index"' in index
    anchors = {found for text in pages.values() for found in re.findall(r'id="([^"]+)"', text)}
    targets = re.findall(r'href="[^"#]*#([^"]+--index--[^"]+)"', index)
    assert len(targets) > 8
    assert set(targets) <= anchors
    assert "oil, 1.1" in read_text(built.of("epub"))


@pytest.mark.parametrize(
    "target", ["docx", "epub", pytest.param("pdf", marks=needs_latex), "typst"]
)
def test_an_acronym_is_spelled_out_once_in_every_format(built: Built, target: str) -> None:
    text = read_text(built.of(target))
    assert text.count("Service Level Objective (SLO)") == 1
    if target == "docx":
        notes = read_entry(built.of(target), "word/footnotes.xml")
        text += " ".join(re.sub("<[^>]*>", "", notes).split())
    assert text.count("Application Programming Interface (API)") == 1
    assert "an SLO has wicks" in text
    assert "An API and the Service Level Objective." in text


def test_a_chapter_alone_spells_out_what_it_does_in_the_book(book: BookTest) -> None:
    made = book.build("epub", only=["2"])
    assert [f.message for f in made.findings if f.severity != "info"] == []
    text = read_text(made.of("epub"))
    assert "An API and the Service Level Objective." in text
    assert "(API)" not in text


def test_an_acronym_is_spelled_out_in_each_chapter_if_the_book_says_so(tmp_path: Path) -> None:
    manifest = FILES["book.yaml"] + "\nglossary: {first-use: chapter}\n"
    made = BookTest(tmp_path / "book", {**FILES, "book.yaml": manifest}).build("epub")
    assert read_text(made.of("epub")).count("Application Programming Interface (API)") == 2


def test_no_file_shows_how_marks_are_written(built: Built) -> None:
    with ZipFile(built.of("epub")) as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist() if "xhtml" in n)
    for word in ("data-mark", "data-written", "data-use", "\\index", ".index"):
        assert word not in text
