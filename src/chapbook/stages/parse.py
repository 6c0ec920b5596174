"""Stages 2 and 3 for one chapter: Markdown → Pandoc AST → survey, both kept in the store."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from chapbook.ast_json import dump, load
from chapbook.book import Book, Chapter, Target
from chapbook.errors import BookError
from chapbook.manifest_files import LEANPUB
from chapbook.mentions import circle_of, find_mentions
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.pandoc import read_markdown
from chapbook.prose import FRONT_MATTER
from chapbook.roles import Context, Phase
from chapbook.stages.dialects import translate
from chapbook.stages.filtering import apply_filters, nested_too_deeply
from chapbook.stages.headings import settle_headings
from chapbook.stages.survey import survey_chapter
from chapbook.stages.worker import plugins_digest, registry_for
from chapbook.store import Store, digest, program_digest
from chapbook.survey import Survey

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class ParseTask:
    """One chapter to parse, whole in itself so that another process can do it."""

    book: Book
    chapter: Chapter
    text: str
    store: Store
    timeout: float


@dataclass(frozen=True)
class Parsed:
    """A parsed chapter: the key of its AST in the store, and its survey."""

    chapter: Chapter
    key: str
    survey: Survey


def read_chapter(root: Path, path: PurePosixPath) -> str:
    """A chapter's text with Unix line ends; raises `BookError` where it is not UTF-8.

    Control characters become spaces: XML, and so EPUB and DOCX, cannot hold them.
    """
    data = (root / path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BookError(
            f"{path} is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
            path=root / path,
            line=line,
            hint="save the file as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`",
        ) from error
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse_key(book: Book, text: str, title: str | None = None) -> str:
    """What the AST and survey of a chapter depend on, which the manifest calls `title`."""
    return digest(
        "parse",
        program_digest(),
        plugins_digest(book),
        book.filters_off,
        repr(book.numbering),
        [(companion.name, companion.aliases) for companion in book.companions],
        book.metadata.language,
        book.metadata.title,
        book.citations.references,
        book.diagrams.get("blocks"),
        book.citations.bibliography,
        book.manifest.name,
        title,
        text,
    )


def stored_parse(book: Book, chapter: Chapter, text: str, store: Store) -> Parsed | None:
    """The chapter as parsed by an earlier build, None where this text is new."""
    key = parse_key(book, text, chapter.title)
    found = store.get("survey", key, ".json")
    if found is None or store.find("ast", key, ".json") is None:
        return None
    return Parsed(chapter, key, Survey.from_json(json.loads(found)))


def parse_chapter(task: ParseTask) -> Parsed:
    """Parse one chapter and survey it."""
    key = parse_key(task.book, task.text, task.chapter.title)
    markdown = translate(
        without_front_matter(task.text),
        leanpub=task.book.manifest.name == LEANPUB,
        drawn=registry_for(task.book).diagram_classes,
    )
    ast = read_markdown(markdown, timeout=task.timeout)
    context = blank_context(task.book, task.chapter)
    filters = registry_for(task.book).filters
    try:
        doc = load(ast)
        doc = apply_filters(doc, filters, context, lambda phase: phase is Phase.INCLUDE)
        doc = settle_headings(doc, task.book.metadata.title, task.chapter.title)
        survey = survey_chapter(doc, task.text, task.book.numbering, task.book.metadata.language)
        mentions = find_mentions(doc, task.text, circle_of(task.book))
        survey = replace(survey, mentions=mentions)
        task.store.put("ast", key, dump(doc), ".json")
    except RecursionError as error:
        raise nested_too_deeply(context) from error
    task.store.put("survey", key, json.dumps(survey.to_json()).encode(), ".json")
    return Parsed(task.chapter, key, survey)


def without_front_matter(text: str) -> str:
    """The text with a leading YAML block blanked out, so that line numbers stay."""
    match = FRONT_MATTER.match(text)
    return "\n" * match.group().count("\n") + text[match.end() :] if match else text


def blank_context(book: Book, chapter: Chapter) -> Context:
    """The context of an INCLUDE filter, which runs before there is an outline."""
    label = Label(chapter.place.value, chapter.name, None, chapter.title or "", chapter.path)
    plan = ChapterPlan(chapter, chapter.name, 0, None, (label,))
    classes = registry_for(book).diagram_classes
    return Context(
        book, plan, Outline((), ()), Survey(), Target("", ""), "", diagram_classes=classes
    )
