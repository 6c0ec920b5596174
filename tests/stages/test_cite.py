"""Bibliographies are read, and citations printed in reading order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from support import BookTest, contents

from chapbook.pipeline import Settings, examine
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
        "WORKS_CITED.md": b"a\n\ncaf\xe9",
        "works.xyz": "",
    }
    found = [(f.place, f.message) for f in new_book(files).check()]
    assert ("WORKS_CITED.md:3", "the bibliography file is not UTF-8") in found
    assert ("works.xyz", "no plugin reads this kind of bibliography") in found


def test_an_engine_that_nobody_offers_is_an_error(new_book: Callable[..., BookTest]) -> None:
    files = {
        "book.yaml": MANIFEST + "citations: {engine: nonsense}\n",
        "a.md": "# A\n\nOne [Source: Hale, 2019].",
        "b.md": "# B\n\nTwo.",
        "WORKS_CITED.md": WORKS,
    }
    said = new_book(files).publish("build", "BOOK", "--to", "epub", "--out", "OUT")
    said.ends(2).says("there is no citation engine 'nonsense'", "citeproc-py")


KEYED = """\
# A

One [@hale-2019-lamps, p. 3], @hale-2019-lamps, and @someone at me@example.org; [@hale-2019-lanps].
Two [Source: @hale-2019-lamps; Source: Hale, 2019, p. 4].^[Three [-@hale-2019-lamps].]
"""


def test_citations_of_pandoc_s_form_are_resolved_and_handles_stay_text(
    new_book: Callable[..., BookTest],
) -> None:
    files = {
        "book.yaml": MANIFEST,
        "a.md": KEYED,
        "b.md": "# B\n\n[@hale-2019-lamps; @nobody].",
        "WORKS_CITED.md": WORKS,
    }
    book = new_book(files)
    built = book.build("epub", keep_going=True)
    built.reads("and @someone at me@example.org; [@hale-2019-lanps].")
    built.reads("[@hale-2019-lamps; @nobody].")
    built.lacks("[@hale-2019-lamps, p. 3]", "@hale-2019-lamps,", "-@hale")
    found = {(f.code, f.place, f.hint) for f in built.findings}
    near = "the nearest: Hale, “On Lamps” (2019), WORKS_CITED.md:3"
    assert ("unresolved-source", "a.md:3:82", near) in found
    assert {code for code, _, _ in found} == {"unresolved-source"}
    assert len(found) == 2


def test_works_keep_their_locators_and_what_stands_around_them(
    new_book: Callable[..., BookTest],
) -> None:
    files = {
        "book.yaml": MANIFEST,
        "a.md": "# A\n\n[see @hale-2019-lamps, pp. 33-35, and *more*]. [Source: Hale, 2019, p. 4]",
        "b.md": "# B\n\nNote.^[One @hale-2019-lamps.]",
        "WORKS_CITED.md": WORKS,
    }
    examined = examine(new_book(files).root, Settings())
    (keyed, short), (noted,) = (examined.surveys[c.path].notes for c in examined.book.chapters)
    (work,) = keyed.cited
    assert (work.label, work.locator, work.mode) == ("page", "33-35", "normal")
    assert work.prefix == ({"t": "Str", "c": "see"},)
    assert work.suffix[0] == {"t": "Str", "c": ","}
    assert examined.resolved[examined.book.chapters[0].path][1].locators == (("page", "4"),)
    assert (short.footnote, noted.footnote, noted.cited[0].mode) == (0, 1, "in-text")


def test_a_citation_knows_the_notes_before_it_and_whether_it_stands_in_a_heading(
    new_book: Callable[..., BookTest],
) -> None:
    files = {
        "book.yaml": MANIFEST,
        "a.md": "# A [@hale-2019-lamps]\n\nN.^[One.] [@hale-2019-lamps] N.^[@hale-2019-lamps]",
        "b.md": "# B\n\nNone.",
        "WORKS_CITED.md": WORKS,
    }
    survey = examine(new_book(files).root, Settings()).surveys[PurePosixPath("a.md")]
    known = [(note.titled, note.after, note.footnote) for note in survey.notes]
    assert known == [(True, 0, 0), (False, 1, 0), (False, 0, 2)]
    assert survey.footnotes == 2
