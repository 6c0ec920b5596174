"""Read the book's bibliography, and resolve every citation of the book."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.citing import resolver, split_note
from chapbook.entry_markup import printable
from chapbook.finding import Finding, Severity
from chapbook.outline import Outline
from chapbook.registry import Registry
from chapbook.roles import Entry, Resolved
from chapbook.store import Store, digest, program_digest
from chapbook.survey import SourceNote, Survey
from chapbook.works_page import chapter_names

#: A name that says how a chapter's own list is to be read.
_LIST = PurePosixPath("WORKS_CITED.md")
_REFERENCES = re.compile(
    r"^(?P<level>#{1,4})[ \t]+(?:References|Works Cited|Bibliography|Sources)"
    r"[ \t]*(?:\{.*\})?[ \t]*$",
    re.M | re.I,
)

#: A function of note and chapter title.
Resolver = Callable[[str, str], Resolved]


@dataclass(frozen=True)
class Bibliography:
    """Every entry of the book's bibliography files, and what could not be read of them.

    `own` holds the entries of each chapter's own list of references, which a citation in that
    chapter may mean where the book's bibliography does not list the work.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    own: Mapping[PurePosixPath, tuple[Entry, ...]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Entry, ...]:
        """The bibliography's entries, then those of the chapters' lists."""
        return (*self.entries, *(entry for entries in self.own.values() for entry in entries))


def read_bibliography(
    book: Book, registry: Registry, texts: Mapping[PurePosixPath, str] | None = None
) -> Bibliography:
    """Read the book's bibliography files and the lists of references in its chapters' `texts`.

    A file that is missing or unreadable is a finding; an entry of a chapter's list that cannot be
    read is none, for it is printed there as it stands.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    read: list[str] = []
    for path in book.bibliography:
        reader = registry.reader_for(path)
        if reader is None:
            findings.append(_unread(path, "no plugin reads this kind of bibliography"))
            continue
        try:
            data = (book.root / path).read_bytes()
            text = printable(data.decode("utf-8-sig"))
        except FileNotFoundError:
            findings.append(_unread(path, "the bibliography file does not exist"))
            continue
        except OSError as error:
            said = f"the bibliography file cannot be read: {error.strerror}"
            findings.append(_unread(path, said))
            continue
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            findings.append(_unread(path, "the bibliography file is not UTF-8", line))
            continue
        read.append(text)
        found, troubles = reader.read(text, path)
        entries += found
        findings += troubles
    own = {
        path: reader.read(listed, path)[0]
        for path, text in (texts or {}).items()
        if (listed := reference_list(text)) and (reader := registry.reader_for(_LIST)) is not None
    }
    own = {path: _with_own_keys(path, found) for path, found in own.items() if found}
    total = digest(*read, sorted((str(path), [e.raw for e in own[path]]) for path in own))
    return Bibliography(tuple(entries), tuple(findings), total, own)


def reference_list(text: str) -> str:
    """A chapter's own list of references, on its own lines; empty where there is none."""
    if "[Source" not in text and "@" not in text:
        return ""
    heading = _REFERENCES.search(text)
    if heading is None:
        return ""
    level = len(heading.group("level"))
    after = re.compile(rf"^#{{1,{level}}}[ \t]", re.M).search(text, heading.end())
    listed = text[heading.start() : after.start() if after else None]
    return "\n" * text.count("\n", 0, heading.start()) + listed


def _with_own_keys(path: PurePosixPath, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Keys that no entry of another list can have."""
    return tuple(replace(entry, key=f"{path.stem}:{entry.key}") for entry in entries)


def resolve_notes(
    book: Book,
    surveys: Mapping[PurePosixPath, Survey],
    outline: Outline,
    bibliography: Bibliography,
    store: Store,
) -> dict[PurePosixPath, tuple[Resolved, ...]]:
    """What each `[Source: …]` of each chapter names; empty where the book has no bibliography."""
    entries = bibliography.all
    if not entries:
        return {}
    names = {plan.chapter.path: chapter_names(plan, book) for plan in outline.plans}
    asked = [(str(path), names[path], repr(s.notes)) for path, s in surveys.items()]
    key = digest("resolved", program_digest(), bibliography.digest, asked, book.metadata.language)
    kept = store.get("resolved", key, ".json")
    if kept is not None:
        return _recall(json.loads(kept), entries)
    language = book.metadata.language
    find = resolver(bibliography.entries, language)
    found = {}
    for path, survey in surveys.items():
        own = bibliography.own.get(path, ())
        find_own = resolver(own, language)
        keyed = _by_key(bibliography.entries, own)
        found[path] = tuple(
            _named(note, keyed)
            if note.cited
            else _in_either(note.text, names[path], find, find_own)
            for note in survey.notes
        )
    store.put("resolved", key, json.dumps(_as_json(found, entries)).encode(), ".json")
    return found


def _by_key(entries: tuple[Entry, ...], own: tuple[Entry, ...]) -> dict[str, Entry]:
    """Entries by key; those of the chapter's own list by the key without the chapter's name."""
    return {
        **{entry.key.partition(":")[2]: entry for entry in own},
        **{entry.key: entry for entry in (*own, *entries)},
    }


def _named(note: SourceNote, keyed: Mapping[str, Entry]) -> Resolved:
    """What a citation of Pandoc's form names; a bare `@name` that is no key names nothing."""
    unknown = tuple(cited.key for cited in note.cited if cited.key not in keyed)
    if unknown and note.may_be_text:
        return Resolved()
    return Resolved(
        tuple(keyed[cited.key] for cited in note.cited if cited.key in keyed),
        tuple(f"@{key}" for key in unknown),
        nearest=tuple(
            tuple(keyed[near] for near in difflib.get_close_matches(key, keyed, 3, 0.5))
            for key in unknown
        ),
        locators=tuple((c.label, c.locator) for c in note.cited if c.key in keyed),
    )


def _in_either(text: str, chapter: str, find: Resolver, find_own: Resolver) -> Resolved:
    """What a note names: each of its works in the bibliography, else in the chapter's own list."""
    entries: list[Entry] = []
    unknown: list[str] = []
    ambiguous: list[tuple[str, tuple[Entry, ...]]] = []
    nearest: list[tuple[Entry, ...]] = []
    locators: list[tuple[str, str]] = []
    for piece in split_note(text):
        found = find(piece, chapter)
        if not found.complete:
            own = find_own(piece, chapter)
            if own.complete or (own.ambiguous and not found.ambiguous):
                found = own
            elif found.unknown and own.unknown:
                near = (*own.nearest[0], *found.nearest[0])
                found = replace(found, nearest=(tuple({e.key: e for e in near}.values())[:3],))
        entries += found.entries
        unknown += found.unknown
        ambiguous += found.ambiguous
        nearest += found.nearest
        locators += found.locators
    return Resolved(
        tuple(entries), tuple(unknown), tuple(ambiguous), tuple(nearest), tuple(locators)
    )


#: One resolved note as JSON: entries by their place in the bibliography.
_Note = tuple[
    list[int], list[str], list[tuple[str, list[int]]], list[list[int]], list[tuple[str, str]]
]


def _as_json(
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]], entries: tuple[Entry, ...]
) -> dict[str, list[_Note]]:
    place = {id(entry): index for index, entry in enumerate(entries)}

    def places(found: tuple[Entry, ...]) -> list[int]:
        return [place[id(entry)] for entry in found]

    return {
        str(path): [
            (
                places(found.entries),
                list(found.unknown),
                [(piece, places(candidates)) for piece, candidates in found.ambiguous],
                [places(near) for near in found.nearest],
                list(found.locators),
            )
            for found in notes
        ]
        for path, notes in resolved.items()
    }


def _recall(
    value: dict[str, list[_Note]], entries: tuple[Entry, ...]
) -> dict[PurePosixPath, tuple[Resolved, ...]]:
    def named(places: list[int]) -> tuple[Entry, ...]:
        return tuple(entries[place] for place in places)

    return {
        PurePosixPath(path): tuple(
            Resolved(
                named(found),
                tuple(unknown),
                tuple((piece, named(candidates)) for piece, candidates in ambiguous),
                tuple(named(near) for near in nearest),
                tuple((label, locator) for label, locator in locators),
            )
            for found, unknown, ambiguous, nearest, locators in notes
        )
        for path, notes in value.items()
    }


def _unread(path: PurePosixPath, message: str, line: int | None = None) -> Finding:
    hint = "save the file as UTF-8" if line else None
    return Finding("bibliography-file", message, path, line, severity=Severity.ERROR, hint=hint)
