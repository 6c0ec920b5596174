"""The numbers and anchors of a book: each case is a book and the outline that it gets."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import panflute as pf
import pytest

from chapbook.book import Book, Chapter, Metadata, Part, Place
from chapbook.numerals import letters, roman
from chapbook.outline import Outline, anchor_of, is_opener, number_book
from chapbook.pandoc import read_markdown
from chapbook.stages.survey import survey_chapter
from chapbook.survey import Survey

FRONT, APPENDIX, BACK = Place.FRONT, Place.APPENDIX, Place.BACK


def chapter(name: str, place: Place = Place.CHAPTER, part: int | None = None) -> Chapter:
    return Chapter(PurePosixPath(name), place, part)


def survey(markdown: str) -> Survey:
    return survey_chapter(pf.load(io.StringIO(read_markdown(markdown).decode())), markdown)


def number(*files: tuple[Chapter, str], parts: tuple[str, ...] = ()) -> Outline:
    """The outline of a book of chapters, each with its Markdown."""
    chapters = tuple(chapter for chapter, _ in files)
    book = Book(
        Path("book"),
        Metadata("A Book"),
        chapters,
        PurePosixPath("book.yaml"),
        tuple(map(Part, parts)),
    )
    return number_book(book, {chapter.path: survey(text) for chapter, text in files})


def rows(outline: Outline) -> list[str]:
    """Each label as `number title #anchor`, `-` where it has no number."""
    return [f"{label.number or '-'} {label.title} #{label.anchor}" for label in outline]


def test_parts_are_roman_chapters_run_on_and_appendices_are_letters() -> None:
    outline = number(
        (chapter("00-preface.md", FRONT), "# Preface {-}\n\n## Thanks"),
        (chapter("01-one.md", part=0), "# One\n\n## A\n\n### Deep\n\n## B"),
        (chapter("02-two.md", part=0), "# Two"),
        (chapter("03-three.md", part=1), "# Three\n\n## A"),
        (chapter("90-x.md", APPENDIX), "# Appendix A: Signals\n\n## A"),
        (chapter("91-y.md", APPENDIX), "# Appendix: Tables"),
        (chapter("99-end.md", BACK), "# Glossary\n\n## G"),
        parts=("First", "Second"),
    )
    assert rows(outline) == [
        "- Preface #preface",
        "- Thanks #preface--thanks",
        "I First #part-1",
        "1 One #one",
        "1.1 A #one--a",
        "1.1.1 Deep #one--deep",
        "1.2 B #one--b",
        "2 Two #two",
        "II Second #part-2",
        "3 Three #three",
        "3.1 A #three--a",
        "A Signals #x",
        "A.1 A #x--a",
        "B Tables #y",
        "- Glossary #end",
        "- G #end--g",
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Chapter 7: One", ["1 One #one"]),
        ("# 7. One", ["1 One #one"]),
        ("# One {-}\n\n## A", ["- One #one", "- A #one--a"]),
        ("# One {.unnumbered}", ["- One #one"]),
        ("# One\n\n## 1.1 A\n\n## B {-}\n\n## C", [
            "1 One #one", "1.1 A #one--a", "- B #one--b", "1.2 C #one--c",
        ]),
        ("# One\n\n## A {-}\n\n### In A\n\n## B\n\n### In B", [
            "1 One #one", "- A #one--a", "- In A #one--in-a", "1.1 B #one--b",
            "1.1.1 In B #one--in-b",
        ]),
        ("# One\n\n### Skipped", ["1 One #one", "1.0.1 Skipped #one--skipped"]),
        ("# One\n\n## A\n\n### B\n\n#### C\n\n##### D", [
            "1 One #one", "1.1 A #one--a", "1.1.1 B #one--b", "- C #one--c", "- D #one--d",
        ]),
        ("Only text.", ["1 One #one"]),
        ("", ["1 One #one"]),
        ("## Title\n\n### A", ["1 Title #one", "1.1 A #one--a"]),
        ("## A\n\n## B", ["1 One #one", "1.1 A #one--a", "1.2 B #one--b"]),
        ("### A\n\n### B\n\n#### C", [
            "1 One #one", "1.1 A #one--a", "1.2 B #one--b", "1.2.1 C #one--c",
        ]),
        ("## Before\n\n# Title\n\n## A", [
            "- Before #one--before", "1 Title #one", "1.1 A #one--a",
        ]),
        ("# Title\n\n## A\n\n# More\n\n## A", [
            "1 Title #one", "1.1 A #one--a", "2 More #one--more", "2.1 A #one--a-1",
        ]),
        ("# One\n\n> ## Quoted\n\n- # Listed\n\n## A", ["1 One #one", "1.1 A #one--a"]),
        ("# One\n\n## Same {#x}\n\n## Same {#x}", [
            "1 One #one", "1.1 Same #one--x", "1.2 Same #one--x-2",
        ]),
        ("# One\n\n![F](a.svg)\n\n![](b.svg)\n\n![Open](x-opener.html)\n\n![G](a.svg)", [
            "1 One #one", "1.1 F #one--fig-a", "1.2 G #one--fig-a-2",
        ]),
        ("# One\n\n|a|\n|-|\n|1|\n\n: T\n\n|a|\n|-|\n|1|\n\n![F](f.svg)", [
            "1 One #one", "1.1 T #one--tbl-1", "1.1 F #one--fig-f",
        ]),
        ("# One\n\n## A\n\n## 2.5 Times\n\n## B\n\n## 1.4 C", [
            "1 One #one", "1.1 A #one--a", "1.2 2.5 Times #one--times", "1.3 B #one--b",
            "1.4 C #one--c",
        ]),
        ("# One {-}\n\n## 1. A\n\n## 2. B", [
            "- One #one", "- 1. A #one--a", "- 2. B #one--b",
        ]),
        ("---\ntitle: Mine\n---\nText.\n\n## A", ["1 Mine #one", "1.1 A #one--a"]),
        ("---\ntitle: Mine\n---\n# Own\n\n## A", ["1 Own #one", "1.1 A #one--a"]),
        ("# One {-}\n\n![F](a.svg)\n\n|a|\n|-|\n|1|\n\n: T", [
            "- One #one", "- F #one--fig-a", "- T #one--tbl-1",
        ]),
    ],
)  # fmt: skip
def test_a_chapters_labels(markdown: str, expected: list[str]) -> None:
    assert rows(number((chapter("01-one.md"), markdown))) == expected


def test_a_file_that_continues_a_chapter_is_a_section_of_it() -> None:
    deeper = Chapter(PurePosixPath("two.md"), depth=2)
    deepest = Chapter(PurePosixPath("three.md"), depth=3, title="Three")
    outline = number(
        (chapter("one.md"), "# One\n\n## A"),
        (deeper, "# Two\n\n## B"),
        (deepest, "No heading."),
        (Chapter(PurePosixPath("four.md"), depth=2), "## Four\n\n## Five"),
        (chapter("six.md"), "# Six"),
    )
    assert rows(outline) == [
        "1 One #one",
        "1.1 A #one--a",
        "1.2 Two #two",
        "1.2.1 B #two--b",
        "1.2.2 Three #three",
        "1.3 Four #four",
        "1.4 Five #four--five",
        "2 Six #six",
    ]


def test_the_manifests_title_is_taken_where_the_file_has_none() -> None:
    untitled = Chapter(PurePosixPath("01-x.md"), title="Said in the Manifest")
    assert rows(number((untitled, "Text."))) == ["1 Said in the Manifest #x"]
    assert rows(number((untitled, "# Own"))) == ["1 Own #x"]


def test_two_files_of_one_name_have_two_anchors() -> None:
    outline = number(
        (chapter("a/01-intro.md"), "# A"),
        (chapter("b/02-intro.md"), "# B"),
        (chapter("part-1.md", part=0), "# C"),
        (chapter("07.md"), "# D"),
        parts=("P",),
    )
    assert [plan.slug for plan in outline.plans] == ["intro", "intro-2", "part-1-2", "chapter-07"]


def test_anchors_stay_when_other_chapters_change() -> None:
    one, two = chapter("01-one.md"), chapter("02-two.md")
    before = number((one, "# One"), (two, "# Two\n\n## Summary"))
    after = number(
        (chapter("00-new.md"), "# New\n\n## Summary"), (one, "# Uno"), (two, "# Two\n\n## Summary")
    )
    wanted = [label.anchor for label in before.plans[1].labels]
    assert [label.anchor for label in after.plans[2].labels] == wanted


def test_a_plan_is_found_by_its_file_and_a_label_by_its_id() -> None:
    outline = number((chapter("01-one.md"), "# One\n\n## A"))
    path = PurePosixPath("01-one.md")
    plan = outline.plan(path)
    assert plan is outline.plans[0]
    assert outline.plan(PurePosixPath("02.md")) is None
    label = outline.find(path, "a")
    assert label is not None
    assert label.number == "1.1"
    assert outline.find(path, "b") is None


def test_a_part_is_opened_by_its_first_chapter_alone() -> None:
    outline = number(
        (chapter("a.md"), "# A"),
        (chapter("b.md", part=0), "# B"),
        (chapter("c.md", part=0), "# C"),
        parts=("P", "Empty"),
    )
    opened = [outline.opens_part(plan) for plan in outline.plans]
    assert [label.title if label else None for label in opened] == [None, "P", None]
    assert rows(outline) == ["1 A #a", "I P #part-1", "2 B #b", "3 C #c"]


@pytest.mark.parametrize(
    ("value", "roman_one", "letter"),
    [(1, "I", "A"), (4, "IV", "D"), (9, "IX", "I"), (26, "XXVI", "Z"), (27, "XXVII", "AA"),
     (40, "XL", "AN"), (52, "LII", "AZ"), (1994, "MCMXCIV", "BXR")],
)  # fmt: skip
def test_numerals(value: int, roman_one: str, letter: str) -> None:
    assert (roman(value), letters(value)) == (roman_one, letter)


@pytest.mark.parametrize(
    ("src", "opener"),
    [("../assets/ch05-opener.html", True), ("opener.svg", True), ("ch_opener.PNG", True),
     ("can-opener-use.svg", False), ("bottleopener.svg", False), ("opener", False)],
)  # fmt: skip
def test_an_opener_is_known_by_its_name(src: str, opener: bool) -> None:
    assert is_opener(src) is opener


def test_a_reference_finds_a_label_by_any_spelling_the_chapter_s_own_first() -> None:
    one = "# One\n\n![F](a.svg){#fig:x}\n\n## Wind {#sec:wind}\n\n![G](g.svg){#fig-only}"
    two = "# Two\n\n![F](b.svg){#fig:x}\n\n## Gale"
    three = "# Three"
    names = ("01-one.md", "02-two.md", "03-three.md")
    outline = number(
        *(
            (chapter(name, part=0), text)
            for name, text in zip(names, (one, two, three), strict=True)
        ),
        parts=("The Sea",),
    )

    def found(ref: str, name: str) -> list[str | None]:
        return [label.number for label in outline.resolve(ref, PurePosixPath(name))]

    assert found("fig:x", "01-one.md") == ["1.1"]
    assert found("Fig-x", "02-two.md") == ["2.1"]
    assert found("fig:x", "03-three.md") == ["1.1", "2.1"]
    assert found("fig:only", "03-three.md") == ["1.2"]
    assert found("sec:wind", "02-two.md") == ["1.1"]
    assert found("sec:gale", "02-two.md") == ["2.1"]
    assert found("sec:three", "01-one.md") == ["3"]
    assert found("part:the-sea", "01-one.md") == ["I"]
    assert found("part:1", "01-one.md") == ["I"]
    assert found("fig:none", "01-one.md") == []
    assert found("someone", "01-one.md") == []


def test_ids_of_labels_are_anchors_that_xml_allows() -> None:
    (plan,) = number(
        (chapter("01-one.md"), "# One\n\n![F](a.svg){#fig:x}\n\n![G](b.svg){#fig-x}")
    ).plans
    assert [label.anchor for label in plan.labels] == ["one", "one--fig-x", "one--fig-x-2"]


def test_anchors_have_no_marks_that_a_format_would_write_in_a_way_of_its_own() -> None:
    assert anchor_of("one", "tbl:a%b#c&d e") == "one--tbl-a-b-c-d-e"
    assert anchor_of("one", "tbl:कि+ö_x.y") == "one--tbl-कि+ö_x.y"


def test_listings_equations_and_figures_count_side_by_side_and_restart_with_a_chapter() -> None:
    text = (
        "# One\n\n![F](a.svg)\n\n# Two\n\n![G](b.svg)\n\n|a|\n|-|\n|1|\n\n: T {#tbl:t}\n\n"
        "![H](c.svg){.unnumbered}\n\n![I](d.svg){label=X}\n\n![J](e.svg)"
    )
    outline = number((chapter("01-one.md"), text))
    things = [(x.kind, x.number) for x in outline if x.level == 0]
    assert things == [
        ("figure", "1.1"), ("figure", "2.1"), ("table", "2.1"),
        ("figure", None), ("figure", "X"), ("figure", "2.2"),
    ]  # fmt: skip
