"""LaTeX is told which matter of the book begins, whatever the order of its pieces."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import panflute as pf
import pytest

from chapbook.book import Book, Chapter, Metadata, Place, Target
from chapbook.filters.numbering import Numbering
from chapbook.outline import number_book
from chapbook.roles import Context
from chapbook.survey import Survey

AGAIN = "mainmattertrue"


def switches(*places: Place) -> list[str]:
    """The raw LaTeX before the last of chapters in these places."""
    chapters = tuple(Chapter(PurePosixPath(f"{i}.md"), place) for i, place in enumerate(places))
    book = Book(Path("book"), Metadata("B"), chapters, PurePosixPath("book.yaml"))
    surveys = {chapter.path: Survey() for chapter in chapters}
    outline = number_book(book, surveys)
    included = frozenset(chapter.path for chapter in chapters)
    context = Context(
        book, outline.plans[-1], outline, Survey(), Target("pdf", "pdf"), "latex", included=included
    )
    blocks = Numbering().apply(pf.Doc(), context).content
    raw = [block.text for block in blocks if isinstance(block, pf.RawBlock)]
    return [AGAIN if AGAIN in text else text for text in raw if "setcounter" not in text]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([Place.FRONT], [r"\frontmatter"]),
        ([Place.FRONT, Place.CHAPTER], [r"\mainmatter"]),
        ([Place.CHAPTER, Place.CHAPTER], []),
        ([Place.CHAPTER, Place.APPENDIX], [r"\appendix"]),
        ([Place.FRONT, Place.APPENDIX], [r"\mainmatter", r"\appendix"]),
        ([Place.APPENDIX, Place.BACK], [r"\backmatter"]),
        ([Place.BACK, Place.APPENDIX], [AGAIN, r"\appendix"]),
        ([Place.BACK, Place.CHAPTER], [AGAIN]),
        ([Place.APPENDIX, Place.CHAPTER], [AGAIN]),
    ],
)
def test_each_matter_begins_with_its_command(places: list[Place], expected: list[str]) -> None:
    assert switches(*places) == expected
