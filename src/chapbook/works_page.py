"""Write the page of works cited: each chapter's entries as they are, and the works cited often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.citing import names_chapter
from chapbook.naming import label_text
from chapbook.outline import ChapterPlan, Outline
from chapbook.roles import BibliographyReader, Entry, Resolved
from chapbook.work_lists import short_name

PAGE = PurePosixPath("WORKS_CITED.md")
_FREQUENT = "Frequently Cited Works"
_ITEM = re.compile(r" {0,3}(?:\d+[.)]|[-*+])[ \t]+|[ \t]{2,}\S")
_SECTION = re.compile(r"^## .*$", re.M)


@dataclass(frozen=True)
class _Section:
    title: str
    text: str
    entries: tuple[Entry, ...]


def write_page(
    before: str,
    book: Book,
    outline: Outline,
    resolved: Mapping[PurePosixPath, tuple[Resolved, ...]],
    entries: Sequence[Entry],
    reader: BibliographyReader,
) -> str:
    """The page anew; what is neither an entry nor the table of works cited often is kept."""
    head, sections = _read(before, reader)
    loose = reader.read(head, PAGE)[0]
    known = {entry.key: entry for entry in entries}
    places = {(e.path, e.line): e.key for e in entries}
    cited = {plan: _cited(resolved.get(plan.chapter.path, ()), known) for plan in outline.plans}
    every = {key for keys in cited.values() for key in keys}
    keys = _Keys({_told(entry): entry.key for entry in entries}, places)
    parts = ["\n\n".join(_prose(head)) or "# Works Cited"]
    used: set[str] = set()
    for plan, wanted in cited.items():
        names = chapter_names(plan, book)
        own_sections = (s for s in sections if s.entries and names_chapter(s.title, names))
        section = next(own_sections, None)
        own = {keys.of(e): e for e in section.entries} if section else {}
        kept = [key for key in own if key in wanted or key not in every]
        if section is not None:
            used.add(section.title)
        listed = [*kept, *(key for key in wanted if key not in own)]
        if not listed:
            continue
        texts = [(own.get(key) or known[key]).raw for key in listed if key in own or key in known]
        title = section.title if section else _title(plan, book)
        said = _prose(section.text)[1:] if section else []
        parts.append("\n\n".join([f"## {title}", *said, *_numbered(texts)]))
    for section in sections:
        if section.title not in used and section.title != _FREQUENT:
            parts += _rest(section, [e.raw for e in section.entries if keys.of(e) not in every])
    if left := [entry.raw for entry in loose if keys.of(entry) not in every]:
        parts.append("\n\n".join(["## Other Works", *_numbered(left)]))
    if rows := list(_frequent(cited, known)):
        table = "\n".join(["| Work | Chapters |", "|------|----------|", *rows])
        parts.append(f"## {_FREQUENT}\n\n{table}")
    return "\n\n".join(re.sub(r"\n+---\s*$", "", part) for part in parts) + "\n"


def chapter_names(plan: ChapterPlan, book: Book) -> str:
    """What a heading of the page may call a chapter, one a line.

    Its title, its number with the word for it, both together, its anchor and its file's name.
    """
    label, numbers = plan.label, []
    if label.number is not None:
        numbers = [label_text(label, book), f"{label.kind} {label.number}", label.number]
    titled = [f"{number} {label.title}" for number in numbers]
    return "\n".join([label.title, *titled, *numbers, plan.slug, plan.chapter.path.stem])


def _numbered(texts: Sequence[str]) -> list[str]:
    return [f"{count}. {text}" for count, text in enumerate(texts, 1)]


def _rest(section: _Section, uncited: Sequence[str]) -> list[str]:
    """A section that is no chapter's: as it is, or with the works that no chapter cites."""
    if not section.entries:
        return [section.text.rstrip()]
    said = _prose(section.text)
    return ["\n\n".join([*said, *_numbered(uncited)])] if uncited or len(said) > 1 else []


def _prose(text: str) -> list[str]:
    """The paragraphs of a text that are no list of entries."""
    blocks = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", text))
    return [block for block in blocks if block.strip(" -") and not _ITEM.match(block)]


@dataclass(frozen=True)
class _Keys:
    """Finds the key that an entry of one section has in the whole bibliography."""

    by_words: Mapping[str, str]
    by_place: Mapping[tuple[PurePosixPath, int], str]

    def of(self, entry: Entry) -> str:
        return (
            self.by_place.get((entry.path, entry.line))
            or self.by_words.get(_told(entry))
            or f"{entry.path}:{entry.line}"
        )


def _told(entry: Entry) -> str:
    author = (entry.csl.get("author") or [{}])[0]
    name = author.get("family", author.get("literal", ""))
    issued = entry.csl.get("issued", {}).get("date-parts", [[""]])[0]
    return f"{name}|{issued[:1]}|{entry.csl.get('title')}".lower()


def _read(text: str, reader: BibliographyReader) -> tuple[str, list[_Section]]:
    """What stands before the first section, and the sections with their entries."""
    marks = list(_SECTION.finditer(text))
    if not marks:
        return text, []
    sections = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        part = text[mark.start() : following.start() if following else None]
        blank = "\n" * text.count("\n", 0, mark.start())
        found, _ = reader.read(blank + part, PAGE)
        sections.append(_Section(mark.group()[3:].strip(), part, found))
    return text[: marks[0].start()], sections


def _cited(found: Sequence[Resolved], known: Mapping[str, Entry]) -> tuple[str, ...]:
    """The keys of a chapter's works in the order of their first citation."""
    keys = (entry.key for resolved in found for entry in resolved.entries)
    return tuple(dict.fromkeys(key for key in keys if key in known))


def _title(plan: ChapterPlan, book: Book) -> str:
    shown = label_text(plan.label, book) if plan.label.number else ""
    return ": ".join(filter(None, (shown, plan.label.title)))


def _frequent(
    cited: Mapping[ChapterPlan, tuple[str, ...]], known: Mapping[str, Entry]
) -> Iterator[str]:
    chapters: dict[str, list[str]] = {}
    for plan, keys in cited.items():
        for key in keys:
            chapters.setdefault(key, []).append(plan.label.number or plan.label.title)
    often = [(key, where) for key, where in chapters.items() if len(where) > 1]
    for key, where in sorted(often, key=lambda item: (-len(item[1]), item[0])):
        name = short_name(known[key]).replace("|", r"\|")
        yield f"| {name} | {', '.join(where)} |"
