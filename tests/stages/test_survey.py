"""What a survey notes of a chapter."""

from __future__ import annotations

import io

import panflute as pf

from chapbook.pandoc import read_markdown
from chapbook.stages.survey import survey_chapter
from chapbook.survey import Survey

CHAPTER = """\
# Chapter 5: *Network* Speed

A [link](06-x.md#y) and a [Source: Smith, 2020].

![First](a.svg)

## Summary {-}

![Second](<a b.svg>){#own}
![](inline.png)

| a |
|---|
| 1 |

: The table

[The Table](#t), [Source: Jones, 2021; Smith, 2020] and [again](06-x.md#y).

```
![no](no.svg) [Source: No, 1] [no](no.md)
```

<!-- [Source: Hidden, 1] -->
"""


def survey(markdown: str) -> Survey:
    return survey_chapter(read(markdown), markdown)


def read(markdown: str) -> pf.Doc:
    return pf.load(io.StringIO(read_markdown(markdown).decode()))


def test_headings_with_level_id_typed_number_and_line() -> None:
    found = [
        (h.level, h.id, h.title, h.typed, h.unnumbered, h.line) for h in survey(CHAPTER).headings
    ]
    assert found == [
        (1, "chapter-5-network-speed", "Network Speed", "Chapter 5", False, 1),
        (2, "summary", "Summary", None, True, 7),
    ]


def test_images_with_caption_and_line_in_reading_order() -> None:
    found = [(i.src, i.caption, i.id, i.figure, i.line) for i in survey(CHAPTER).images]
    assert found == [
        ("a.svg", "First", "fig-a", True, 5),
        ("a%20b.svg", "Second", "own", False, 9),
        ("inline.png", "", "", False, 10),
    ]


def test_tables_links_and_source_notes() -> None:
    found = survey(CHAPTER)
    tables = [item for item in found.numbered if item.kind == "table"]
    assert [(t.caption, t.id) for t in tables] == [("The table", "tbl-1")]
    assert [(k.target, k.text, k.line) for k in found.links] == [
        ("06-x.md#y", "link", 3),
        ("#t", "The Table", 18),
        ("06-x.md#y", "again", 18),
    ]
    assert [(n.text, n.line) for n in found.notes] == [
        ("Smith, 2020", 3),
        ("Jones, 2021; Smith, 2020", 18),
    ]


def test_a_survey_survives_json() -> None:
    found = survey(CHAPTER)
    assert Survey.from_json(found.to_json()) == found


def test_ids_are_written_into_the_document_and_are_unique() -> None:
    doc = read("# A {#x}\n\n# B {#x}\n\n![c](x.svg)\n\n![d](y/x.svg)\n\n::: {#x}\ne\n:::")
    found = survey_chapter(doc, "")
    ids = [block.identifier for block in doc.content]
    assert ids == ["x", "x-2", "fig-x", "fig-x-2", "x-3"]
    assert set(found.ids) == set(ids)


def test_an_image_of_raw_html_has_a_description_and_no_caption() -> None:
    doc = pf.Doc(pf.Figure(pf.Plain(pf.Image(pf.Str("Long description"), url="a.svg"))))
    (image,) = survey_chapter(doc, "").images
    assert (image.figure, image.caption) == (True, "")


def test_an_empty_chapter_has_no_blocks() -> None:
    assert (survey("").blocks, survey("").words) == (0, 0)
    assert (survey("one two").blocks, survey("one two").words) == (1, 2)


def test_the_title_of_a_files_own_yaml_is_noted() -> None:
    assert survey("---\nlayout: page\ntitle: 'Lamps: a start'\n---\n\nText.\n").title == (
        "Lamps: a start"
    )
    assert survey("---\ntitle: >-\n  folded\n---\n").title is None
    assert survey("# A\n\ntitle: no\n").title is None


def test_digits_are_a_number_only_where_the_other_headings_make_it_plausible() -> None:
    found = survey(
        "# Speed\n\n## Before\n\n## 2.5 times faster\n\n## 2.5 Times\n\n## Then\n\n## End\n"
    )
    assert [(h.typed, h.title, h.sure) for h in found.headings[2:4]] == [
        (None, "2.5 times faster", True),
        ("2.5", "Times", False),
    ]


def test_everything_has_a_line_and_a_column() -> None:
    found = survey(
        "# A\n\n`[a](b.md)` [a](b.md) ![c](d.png) see @fig:e\n\n"
        "![F](g.png){#fig:e}\n\n[Source: X, 2020] <blink>h</blink> \\foo{}\n"
    )
    places = [
        *((heading.line, heading.column) for heading in found.headings),
        *((link.line, link.column) for link in found.links),
        *((image.line, image.column) for image in found.images),
        *((item.line, item.column) for item in found.numbered),
        *((note.line, note.column) for note in found.notes),
    ]
    assert places == [(1, 3), (3, 13), (3, 28), (5, 6), (5, 13), (7, 1)]
