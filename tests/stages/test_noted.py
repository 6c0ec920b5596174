"""Numbers of notes: the author's and those that a style makes count together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from support import BookTest, contents

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Noted</title><id>noted</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation near-note-distance="3"><layout suffix="." delimiter="; "><choose>
<if position="ibid"><text value="Ibid"/></if>
<else-if position="near-note"><names variable="author"><name form="short"/></names>
<text variable="first-reference-note-number" prefix=" near n. "/></else-if>
<else-if position="subsequent"><names variable="author"><name form="short"/></names>
<text variable="first-reference-note-number" prefix=" n. "/></else-if>
<else><group delimiter=", "><names variable="author"><name form="short"/></names>
<text variable="title"/></group></else>
</choose></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title" prefix=", "/></layout>
</bibliography></style>
"""
WORKS = """\
# Works Cited

- Hale, R. (2019). *On Lamps*. Shore Press.
- Wren, T. (2020). *On Oil*. Shore Press.
"""
A = """\
# A

Own.[^1] Lamps [Source: Hale, 2019]. Again [Source: Hale, 2019]. Own.[^2] Lamps
[Source: Hale, 2019]. Oil [Source: Wren, 2020]. Own.[^3] Own.[^4] Own.[^5] Lamps
[Source: Hale, 2019].

[^1]: Nothing cited.
[^2]: Nothing cited.
[^3]: See [Source: Wren, 2020].
[^4]: Nothing cited.
[^5]: Nothing cited.
"""
B = "# B\n\nLamps [Source: Hale, 2019]. Own.[^1] Lamps [Source: Hale, 2019].\n\n[^1]: Nothing.\n"


def notes_of(new_book: Callable[..., BookTest], engine: str, footnotes: str) -> list[str]:
    """The text of each note of the finished book."""
    manifest = contents(chapters=["a.md", "b.md"])
    manifest += f"citations: {{style: noted, engine: {engine}}}\n"
    manifest += f"numbering: {{footnotes: {footnotes}}}\n"
    files = {"a.md": A, "b.md": B, "WORKS_CITED.md": WORKS, "csl/noted.csl": STYLE}
    path = new_book({"book.yaml": manifest, **files}).build("docx").path
    with ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    notes = ["".join(note.itertext()).strip() for note in root.iter(f"{_W}footnote")]
    return [note for note in notes if note]


@pytest.mark.parametrize("engine", ["citeproc-py", "pandoc"])
@pytest.mark.parametrize("footnotes", ["chapter", "book"])
def test_a_work_cited_again_names_the_note_that_cited_it_first(
    new_book: Callable[..., BookTest], engine: str, footnotes: str
) -> None:
    found = notes_of(new_book, engine, footnotes)
    # 2 is the first citation; 3 follows it; a note of the author's stands between 3 and 5.
    assert found[:10] == [
        "Nothing cited.", "Hale, On Lamps.", "Ibid.", "Nothing cited.", "Hale near n. 2.",
        "Wren, On Oil.", "See Ibid.",
        "Nothing cited.", "Nothing cited.", "Hale n. 2.",
    ]  # fmt: skip
    assert found[11] == "Nothing."
    assert not any("Ibid" in note for note in found[10:])


def test_a_note_of_another_chapter_is_named_only_where_notes_are_counted_through_the_book(
    new_book: Callable[..., BookTest],
) -> None:
    assert notes_of(new_book, "citeproc-py", "chapter")[10:] == ["Hale.", "Nothing.", "Hale."]
    told = ["Hale near n. 2.", "Nothing.", "Hale near n. 2."]
    assert notes_of(new_book, "citeproc-py", "book")[10:] == told
    assert notes_of(new_book, "pandoc", "book")[10:] == told


@pytest.mark.skipif(shutil.which("xelatex") is None, reason="no LaTeX here")
def test_a_note_stands_clear_of_its_number_of_three_digits(
    new_book: Callable[..., BookTest],
) -> None:
    manifest = contents(chapters=["a.md"])
    manifest += "citations: {style: chicago-notes-bibliography, references: book}\n"
    many = "# A\n\n" + "\n\n".join(f"Lamp {n} [Source: Hale, 2019]." for n in range(1, 102))
    files = {"book.yaml": manifest, "a.md": many, "WORKS_CITED.md": WORKS}
    # The gate reads the words of each link.
    built = new_book(files).build("pdf")
    assert {finding.code for finding in built.findings} == {"uncited-source"}
