"""Marks of unresolved references are told from those that the manuscript has itself."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Metadata
from chapbook.readback import marks_in
from chapbook.unresolved import line_of, texts_of_document, texts_of_files, unresolved


def shown(file: str, *own: str) -> list[str]:
    return [mark.shown for mark in unresolved(marks_in(file), own)]


def test_a_mark_is_told_with_the_words_around_it() -> None:
    assert shown("The lamp of Figure ?? burns.") == ["The lamp of Figure ?? burns."]


def test_words_own_message_is_a_mark() -> None:
    assert shown("See Error! Reference source not found. Then go.") == [
        "See Error! Reference source not found. Then go."
    ]


@pytest.mark.parametrize(
    ("file", "own"),
    [
        ("Did it burn?? Nobody knew.", "Did it burn?? Nobody knew."),
        ("14 let a = b ?? c;\n15 return", "let a = b ?? c;\nreturn"),
        (
            "Did the first of the lamps\nburn??\n17\nThe Lamps",
            "the first of the lamps burn?? Nobody",
        ),
        ("Oil??", "Oil??"),
        ("1\n??\n2", "??"),
        ("“Did it burn??” – asked", 'Did it "burn"?? asked'),
    ],
)
def test_what_the_manuscript_says_itself_is_no_mark(file: str, own: str) -> None:
    assert shown(file, own) == []


def test_the_manuscripts_own_mark_does_not_hide_another() -> None:
    own = "Did it burn?? And a ?? b."
    assert shown("Did it burn?? And a ?? b. See Figure ?? on page 3.", own) == [
        "burn?? And a ?? b. See Figure ?? on page 3."
    ]


def test_letters_that_the_file_does_not_show_tell_nothing() -> None:
    marks = list(marks_in("The lamp?? So."))
    own = "The lamp灯塔?? 塔 So."
    assert list(unresolved(marks, [own], set("thelampso"))) == []


def test_words_from_right_to_left_tell_nothing() -> None:
    assert shown("The lamp אבג?? So it is.", "The lamp גבא?? So it is.") == []


def test_a_question_is_no_mark() -> None:
    assert shown("Does it burn? It does.") == []


def document(*blocks: object) -> bytes:
    return json.dumps({"blocks": blocks}).encode()


def test_code_and_formulas_are_texts_of_the_document() -> None:
    text = document(
        {"t": "Para", "c": [{"t": "Str", "c": "Why??"}, {"t": "Space"}, {"t": "Str", "c": "So."}]},
        {"t": "CodeBlock", "c": [["", [], []], "a ?? b"]},
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, "x = ??"]}]},
    )
    said = "".join(texts_of_document(text))
    assert "Why?? So.\n" in said
    assert "a ?? b" in said
    assert "x = ??" in said
    assert "   ?? \n" in said


def test_a_document_without_a_mark_is_not_read() -> None:
    assert list(texts_of_document(document({"t": "Para", "c": [{"t": "Str", "c": "So."}]}))) == []


def test_drawings_are_texts_of_the_book(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg><text>What ??</text></svg>")
    (tmp_path / "b.svg").write_text("<svg/>")
    book = Book(tmp_path, Metadata("Lamps"), (), PurePosixPath("book.yaml"))
    files = [PurePosixPath("a.svg"), PurePosixPath("b.svg"), PurePosixPath("a.svg")]
    assert list(texts_of_files(book, files)) == ["What ??"]


def test_the_line_is_the_one_with_the_letters_before_the_mark() -> None:
    (mark,) = marks_in("Whale oil burns as in Figure ?? here.")
    assert line_of(mark, "# Oil\n\nOil burns as in Figure \\ref{x}.\n") == 3
    assert line_of(mark, "# Oil\n\nNothing of it.\n") is None
