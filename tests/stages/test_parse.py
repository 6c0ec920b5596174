"""Chapters are read and parsed once."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.book import Book, Chapter, Metadata
from chapbook.errors import BookError
from chapbook.stages.parse import (
    ParseTask,
    parse_chapter,
    parse_key,
    read_chapter,
    stored_parse,
    without_front_matter,
)
from chapbook.store import Store

NAME = PurePosixPath("a.md")
BOOK = Book(Path("book"), Metadata("B"), (Chapter(NAME),), PurePosixPath("book.yaml"))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# A\r\n\r\nB\rC\n", "# A\n\nB\nC\n"),
        ("a\x00b\x0cc\x1bd\te\u2028".encode(), "a b c d\te\u2028"),
        (b"", ""),
    ],
)
def test_a_chapter_is_read_with_unix_line_ends_and_no_control_characters(
    tmp_path: Path, data: bytes, text: str
) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_chapter(tmp_path, NAME) == text


def test_a_chapter_that_is_not_utf8_is_an_error_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(BookError, match="byte 0xff at offset 8") as caught:
        read_chapter(tmp_path, NAME)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("---\ntitle: x\n---\n# A\n", "\n\n\n# A\n"),
        ("---\ntitle: x\n...\n# A\n", "\n\n\n# A\n"),
        ("---\n---\n# A", "\n\n# A"),
        ("---\nopen\n", "---\nopen\n"),
        ("\n---\nx: y\n---\n", "\n---\nx: y\n---\n"),
        ("# A\n\n---\n\nB\n\n---\n", "# A\n\n---\n\nB\n\n---\n"),
    ],
)
def test_front_matter_is_blanked_and_lines_stay(text: str, left: str) -> None:
    assert without_front_matter(text) == left
    assert text.count("\n") == left.count("\n")


def test_a_parsed_chapter_is_found_again_by_its_text(tmp_path: Path) -> None:
    store, text = Store(tmp_path), "---\nx: y\n---\n# A\n\n![B](c.svg)\n"
    assert stored_parse(BOOK, BOOK.chapters[0], text, store) is None
    parsed = parse_chapter(ParseTask(BOOK, BOOK.chapters[0], text, store, 60))
    assert stored_parse(BOOK, BOOK.chapters[0], text, store) == parsed
    assert [heading.line for heading in parsed.survey.headings] == [4]
    assert parsed.key == parse_key(BOOK, text) != parse_key(BOOK, text + "\n")


def test_a_parse_of_which_half_is_lost_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    parsed = parse_chapter(ParseTask(BOOK, BOOK.chapters[0], "# A", store, 60))
    store.path("ast", parsed.key, ".json").unlink()
    assert stored_parse(BOOK, BOOK.chapters[0], "# A", store) is None
