"""Bibliographies are read, and citations printed in reading order."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, contents

from chapbook.stages.cite import reference_list

MANIFEST = contents(chapters=["a.md", "b.md"])
WORKS = "# Works Cited\n\n- Hale, R. (2019). *On Lamps*. Shore Press.\n"


def test_citations_of_all_chapters_are_printed(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": MANIFEST,
        "a.md": "# A\n\nOne [Source: Hale, 2019].",
        "b.md": "# B\n\nTwo [Source: Nobody, 1999] and [Source: Hale, 2019].",
        "WORKS_CITED.md": WORKS,
    }
    built = new_book(files).build("epub", keep_going=True)
    built.reads("One (Hale 2019).", "Two [Source: Nobody, 1999] and (Hale 2019).")
    assert [(f.code, f.place) for f in built.findings] == [("unresolved-source", "b.md:3:5")]


OWN = """\
# A

One [Source: Wren, 2020; Source: Hale, 2019].

## References {-}

1. **Wren, T.** (2020). "On Oil." *Shore Press*.

## After

- **Nobody.** (1999). "Not Listed." *Nowhere*.
"""


def test_a_chapter_s_own_list_of_references_counts_in_that_chapter(
    new_book: Callable[..., BookTest],
) -> None:
    files = {
        "book.yaml": MANIFEST,
        "a.md": OWN,
        "b.md": "# B\n\nTwo [Source: Wren, 2020] and three [Source: Nobody, 1999].",
        "WORKS_CITED.md": WORKS,
    }
    built = new_book(files).build("epub", keep_going=True)
    built.reads("One (Wren 2020; Hale 2019).", "Two [Source: Wren, 2020]")
    assert {(f.code, f.place) for f in built.findings} == {
        ("unresolved-source", "b.md:3:5"),
        ("unresolved-source", "b.md:3:36"),
    }


def test_the_list_of_references_keeps_its_lines_and_ends_with_its_section() -> None:
    listed = reference_list(OWN)
    assert listed.splitlines()[6] == '1. **Wren, T.** (2020). "On Oil." *Shore Press*.'
    assert "Nobody" not in listed
    assert reference_list("# A\n\n## References\n\n- x\n") == ""


def test_a_bibliography_that_cannot_be_read_is_a_finding(
    new_book: Callable[..., BookTest],
) -> None:
    files = {
        "book.yaml": MANIFEST + "bibliography: [WORKS_CITED.md, works.xyz]\n",
        "a.md": "# A\n\nOne.",
        "b.md": "# B\n\nTwo.",
        "WORKS_CITED.md": b"caf\xe9",
        "works.xyz": "",
    }
    found = [(f.code, f.message) for f in new_book(files).check()]
    assert ("bibliography-file", "the bibliography file is not UTF-8") in found
    assert ("bibliography-file", "no plugin reads this kind of bibliography") in found


def test_an_engine_that_nobody_offers_is_an_error(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": MANIFEST + "citations: {engine: nonsense}\n",
        "a.md": "# A\n\nOne [Source: Hale, 2019].",
        "b.md": "# B\n\nTwo.",
        "WORKS_CITED.md": WORKS,
    }
    said = new_book(files).publish("build", "BOOK", "--to", "epub", "--out", "OUT")
    said.ends(2).says("there is no citation engine 'nonsense'", "citeproc-py")
