"""Make a book's index of the marks in its chapters: merged, sorted and grouped by letter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from chapbook.book import Book
from chapbook.collation import letter_of, sort_key
from chapbook.index_entries import IndexMark, Levels, index_anchor, plain
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.survey import Survey


@dataclass(frozen=True)
class Locator:
    """A place that an entry names: its anchor, and the section in which it is.

    `end` and `end_label` are those of the end of a passage, empty for a single place.
    """

    anchor: str
    label: str
    end: str = ""
    end_label: str = ""
    main: bool = False


@dataclass(frozen=True)
class Referral:
    """An entry that another one refers to, and its anchor, empty where there is none."""

    entry: Levels
    anchor: str = ""


@dataclass(frozen=True)
class IndexEntry:
    """A line of an index with the lines below it; `anchor` is given where a referral leads here."""

    text: str
    locators: tuple[Locator, ...] = ()
    see: tuple[Referral, ...] = ()
    also: tuple[Referral, ...] = ()
    entries: tuple[IndexEntry, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class IndexGroup:
    """The entries of one letter, of `symbols` or of `numbers`."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class ChapterIndex:
    """What a chapter needs of the index: its groups where it is printed, else none of them.

    `ranges` has a number for each mark of the chapter: of the passage that it begins, the same
    below zero for the one that it ends, else 0. `entries` has the entry of each as it is printed,
    and `sorts` what that is sorted by.
    """

    groups: tuple[IndexGroup, ...] = ()
    ranges: tuple[int, ...] = ()
    entries: tuple[Levels, ...] = ()
    sorts: tuple[Levels, ...] = ()


def index_chapters(
    book: Book,
    outline: Outline,
    surveys: Mapping[PurePosixPath, Survey],
    included: Collection[PurePosixPath],
) -> Mapping[PurePosixPath, ChapterIndex]:
    """What each chapter needs of the index of the chapters that are included."""
    places = [
        _Place(path, number, mark, plan)
        for path, survey in surveys.items()
        if path in included and (plan := outline.plan(path)) is not None
        for number, mark in enumerate(survey.marks, 1)
    ]
    ends = pair_ranges(place.mark for place in places)
    root = _enter_all(places, ends)
    printed = next((path for path in surveys if path in included and surveys[path].indexes), None)
    plan = outline.plan(printed) if printed is not None else None
    groups = _groups(root, book.metadata.language, plan.slug) if plan is not None else ()
    numbers = _range_numbers(ends, len(places))
    found = {}
    for path, survey in surveys.items():
        own = [at for at, place in enumerate(places) if place.path == path]
        nodes = [_way(root, places[at].mark) for at in own]
        if own or survey.indexes:
            found[path] = ChapterIndex(
                groups if path == printed else (),
                tuple(numbers[at] for at in own),
                tuple(tuple(node.text for node in way) for way in nodes),
                tuple(tuple(node.sort for node in way) for way in nodes),
            )
    return found


def pair_ranges(marks: Iterator[IndexMark]) -> Mapping[int, int]:
    """The mark that ends each passage by the one that begins it, both as places among the marks."""
    begun: dict[Levels, list[int]] = {}
    ends = {}
    for place, mark in enumerate(marks):
        if mark.range == "start":
            begun.setdefault(entry_key(mark.entry), []).append(place)
        elif mark.range == "end" and begun.get(entry_key(mark.entry)):
            ends[begun[entry_key(mark.entry)].pop()] = place
    return ends


def entry_key(entry: Levels) -> Levels:
    """What tells an entry from others: its words, whatever capitals and styles they have."""
    return tuple(plain(level).casefold() for level in entry)


@dataclass(frozen=True)
class _Place:
    path: PurePosixPath
    number: int
    mark: IndexMark
    plan: ChapterPlan

    @property
    def anchor(self) -> str:
        return index_anchor(self.plan.slug, self.number)

    @property
    def section(self) -> str:
        """The number of the section around the mark; a chapter's title where it has none."""
        labels = [label for label in self.plan.labels if label.level > 0]
        added = self.plan.added_title is not None
        before = labels[: self.mark.after + added] or [self.plan.label]
        return _number(before) or self.plan.label.number or self.plan.label.title


@dataclass
class _Node:
    text: str
    sort: str
    locators: list[Locator] = field(default_factory=list)
    see: dict[Levels, Levels] = field(default_factory=dict)
    also: dict[Levels, Levels] = field(default_factory=dict)
    nodes: dict[str, _Node] = field(default_factory=dict)


def _enter_all(places: list[_Place], ends: Mapping[int, int]) -> _Node:
    """The tree of all entries with their locators in reading order."""
    root = _Node("", "")
    closing = set(ends.values())
    for at, place in enumerate(places):
        node = _enter(root, place.mark)
        for mine, said in ((node.see, place.mark.see), (node.also, place.mark.also)):
            mine.update((entry_key(target), target) for target in said)
        if place.mark.names_place and at not in closing:
            node.locators.append(_locator(place, places[ends[at]] if at in ends else None))
    return root


def _groups(root: _Node, language: str, slug: str) -> tuple[IndexGroup, ...]:
    targets = {key for node in _below(root) for key in (*node.see, *node.also)}
    anchors = {key: f"{slug}--entry--{number}" for number, key in enumerate(sorted(targets), 1)}
    groups: dict[str, list[IndexEntry]] = {}
    for sort, entry in _finished(root, (), anchors, _known(root, ()), language):
        groups.setdefault(letter_of(sort, language), []).append(entry)
    return tuple(IndexGroup(letter, tuple(found)) for letter, found in groups.items())


def _way(root: _Node, mark: IndexMark) -> list[_Node]:
    """The nodes of a mark's levels."""
    way = []
    for key in entry_key(mark.entry):
        root = root.nodes[key]
        way.append(root)
    return way


def _enter(root: _Node, mark: IndexMark) -> _Node:
    node = root
    for level, sort in zip(mark.entry, mark.sort, strict=True):
        key = plain(level).casefold()
        found = node.nodes.setdefault(key, _Node(level, sort))
        # At the beginning of a sentence a word has a capital that it has nowhere else.
        found.text = max(found.text, level, key=lambda text: (_styles(text), plain(text)))
        found.sort = found.sort or sort
        node = found
    return node


def _styles(text: str) -> int:
    return len(text) - len(plain(text))


def _locator(place: _Place, end: _Place | None) -> Locator:
    if end is None:
        return Locator(place.anchor, place.section, main=place.mark.main)
    is_main = place.mark.main or end.mark.main
    return Locator(place.anchor, place.section, end.anchor, end.section, is_main)


def _below(node: _Node) -> Iterator[_Node]:
    for child in node.nodes.values():
        yield child
        yield from _below(child)


def _known(node: _Node, path: Levels) -> frozenset[Levels]:
    found = {(*path, key) for key in node.nodes}
    for key, child in node.nodes.items():
        found |= _known(child, (*path, key))
    return frozenset(found)


def _finished(
    node: _Node,
    path: Levels,
    anchors: Mapping[Levels, str],
    known: frozenset[Levels],
    language: str,
) -> list[tuple[str, IndexEntry]]:
    """The entries below a node in order, each with what it is sorted by."""

    def referrals(targets: Mapping[Levels, Levels]) -> tuple[Referral, ...]:
        ordered = sorted(targets.items(), key=lambda item: [sort_key(k, language) for k in item[0]])
        return tuple(Referral(text, anchors[key] if key in known else "") for key, text in ordered)

    found = []
    for key, child in node.nodes.items():
        entry = IndexEntry(
            child.text,
            tuple(child.locators),
            referrals(child.see),
            referrals(child.also),
            tuple(e for _, e in _finished(child, (*path, key), anchors, known, language)),
            anchors.get((*path, key), ""),
        )
        found.append((child.sort or plain(child.text), entry))
    return sorted(found, key=lambda pair: sort_key(pair[0], language))


def merge_sections(locators: tuple[Locator, ...]) -> list[Locator]:
    """The locators where they are sections: one for each, and no passage within one section."""
    merged: dict[tuple[str, str], Locator] = {}
    for one in locators:
        end = one.end_label if one.end_label != one.label else ""
        key = (one.label, end)
        first = merged.get(key, one)
        is_main = one.main or first.main
        merged[key] = replace(first, end_label=end, end=first.end if end else "", main=is_main)
    return list(merged.values())


def _number(labels: list[Label]) -> str | None:
    """The number of the last heading, or of the section that it stands in."""
    level = labels[-1].level + 1
    for label in reversed(labels):
        if label.level < level:
            if label.number:
                return label.number
            level = label.level
    return None


def _range_numbers(ends: Mapping[int, int], count: int) -> list[int]:
    numbers = [0] * count
    for number, (start, end) in enumerate(sorted(ends.items()), 1):
        numbers[start], numbers[end] = number, -number
    return numbers
