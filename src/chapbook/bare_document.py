"""A document that belongs to no book, taken as a book of one chapter, for filters that run alone.

Its metadata is laid aside while filters work, and its ids stay as Pandoc made them: there is no
second chapter from which they would have to differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import panflute as pf

from chapbook.ast_json import dump, load
from chapbook.book import Book, Chapter, Metadata, Place
from chapbook.errors import ChapbookError
from chapbook.images import ImageFile, find_image
from chapbook.manifest_files import default_bibliography
from chapbook.outline import ChapterPlan, Outline, anchor_of, number_book
from chapbook.survey import Survey
from chapbook.words import words_for

#: Stands for the document where a chapter's file name would; no text holds it by chance.
_NAME = "chapbook-bare-document"
#: The oldest form of Pandoc's JSON that panflute reads.
_OLDEST_API = [1, 23]
#: Numbers that an author typed are believed up to here.
_MOST_CHAPTERS = 999


@dataclass(frozen=True)
class BareDocument:
    """Pandoc's JSON in two halves: the document without metadata, and the metadata as it came."""

    doc: pf.Doc
    meta: dict[str, Any]

    @property
    def language(self) -> str:
        """The document's `lang`, English where it names none."""
        return _text(self.meta.get("lang")) or Metadata.language


def read_document(data: bytes) -> BareDocument:
    """Read what Pandoc hands to a filter; raises `ChapbookError` where it is something else."""
    try:
        value = json.loads(data)
        version, blocks, meta = value["pandoc-api-version"], value["blocks"], value["meta"]
    except (ValueError, KeyError, TypeError) as error:
        raise ChapbookError(
            "the input is not a document in Pandoc's JSON",
            hint="let Pandoc start the filter: pandoc chapter.md --filter NAME -o chapter.docx",
        ) from error
    if version[:2] < _OLDEST_API:
        raise ChapbookError(
            f"this Pandoc is too old: its JSON is version {'.'.join(map(str, version))}",
            hint="`publish doctor` shows the Pandoc that comes with chapbook",
        )
    # Without its metadata, in which panflute cannot read a key named `t`.
    bare = json.dumps({"pandoc-api-version": version, "meta": {}, "blocks": blocks})
    return BareDocument(load(bare), meta)


def write_document(doc: pf.Doc, meta: dict[str, Any]) -> bytes:
    """The document as Pandoc's JSON again, with its metadata."""
    return json.dumps({**json.loads(dump(doc)), "meta": meta}, ensure_ascii=False).encode()


def book_around(cwd: Path, language: str) -> Book:
    """A book of one chapter whose root is `cwd`, or the folder above where `cwd` is `chapters`."""
    root = cwd.parent if cwd.name == "chapters" else cwd
    path = PurePosixPath((cwd / f"{_NAME}.md").relative_to(root))
    return Book(
        root=root,
        metadata=Metadata(_NAME, language=language),
        chapters=(Chapter(path),),
        manifest=path,
        bibliography=default_bibliography(root),
    )


def placed(book: Book, sources: Iterable[str]) -> Book:
    """The book with its chapter in `chapters/`, if the images are found from there alone."""
    inside = PurePosixPath("chapters", f"{_NAME}.md")
    here, names = book.chapters[0], list(sources)

    def count(path: PurePosixPath) -> int:
        return sum(isinstance(find_image(book.root, path, name), ImageFile) for name in names)

    if count(inside) <= count(here.path):
        return book
    return replace(book, chapters=(replace(here, path=inside),))


def plan_document(book: Book, survey: Survey) -> tuple[Book, ChapterPlan, Outline]:
    """Number the document: from 1, or from the number that its author typed before its title."""
    levels = [heading.level for heading in survey.headings]
    place, number = _typed_place(survey, book.metadata.language)
    # A document without a level-1 heading is no chapter: it gets no title and no numbers.
    chapter = replace(book.chapters[0], place=place, depth=min(levels, default=2))
    before = [Chapter(PurePosixPath(f"{_NAME}-{i}.md"), place) for i in range(1, number)]
    chapters = (*before, chapter)
    surveys = {c.path: Survey() for c in before} | {chapter.path: survey}
    plan = number_book(replace(book, chapters=chapters), surveys).plans[-1]
    plan = replace(plan, added_title=None)
    return replace(book, chapters=(chapter,)), plan, Outline((), (plan,))


def restore_ids(doc: pf.Doc, plan: ChapterPlan) -> pf.Doc:
    """Give every id, and every link to one, the form that it has without a book."""

    ids = {anchor_of(plan.slug, id): id for id in plan.ids} | {plan.slug: plan.label.id}

    def own(anchor: str) -> str:
        return ids.get(anchor, anchor.removeprefix(f"{plan.slug}--"))

    def restore(element: pf.Element, doc: pf.Doc) -> None:
        if getattr(element, "identifier", ""):
            element.identifier = own(element.identifier)
        if isinstance(element, pf.Link) and element.url.startswith("#"):
            element.url = "#" + own(element.url[1:])

    return doc.walk(restore)


def add_to_head(meta: dict[str, Any], format: str, text: str) -> dict[str, Any]:
    """The metadata with `text` among its `header-includes`, once."""
    block = {"t": "RawBlock", "c": [format, text]}
    if json.dumps(block) in json.dumps(meta):
        return meta
    known = meta.get("header-includes")
    items = known["c"] if known and known["t"] == "MetaList" else [known] if known else []
    added = {"t": "MetaBlocks", "c": [block]}
    return {**meta, "header-includes": {"t": "MetaList", "c": [*items, added]}}


def _typed_place(survey: Survey, language: str) -> tuple[Place, int]:
    first = survey.headings[0] if survey.headings else None
    words = (first.typed or "").split() if first and first.level == 1 else []
    if not words:
        return Place.CHAPTER, 1
    last = words[-1]
    if words[0] in ("Appendix", words_for(language).kinds["appendix"].word):
        return Place.APPENDIX, ord(last) - ord("A") + 1 if re.fullmatch("[A-Z]", last) else 1
    number = int(last) if re.fullmatch(r"\d{1,3}", last) else 1
    return Place.CHAPTER, min(max(number, 1), _MOST_CHAPTERS)


def _text(value: Any) -> str:
    """The words of a metadata value."""
    match value:
        case {"t": "Str" | "MetaString", "c": str(text)}:
            return text
        case {"t": "MetaInlines", "c": list(items)}:
            return "".join(map(_text, items))
    return ""
