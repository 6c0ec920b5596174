"""Compare the sections that a chapter has with those that it should have, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.book import Parameter
from chapbook.chapter_view import Section
from chapbook.parameters import Limits, text

#: What stands in a list of sections for those that the list does not name.
ANY = ("…", "...", "*")

_FREE = Limits()
_CURLY = {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'}


@dataclass(frozen=True)
class Item:
    """A section that is asked for; without a title, so many sections of a chapter's `own`."""

    title: str = ""
    optional: bool = False
    own: Limits = _FREE
    paragraphs: Limits = _FREE
    sections: tuple[Item, ...] = ()

    @property
    def key(self) -> str:
        """The title without what does not matter: capitals, the form of quotation marks."""
        return " ".join(self.title.translate(_CURLY).casefold().split())


@dataclass(frozen=True)
class Trouble:
    """What is wrong at a section."""

    section: Section
    message: str
    hint: str


def read_items(said: Parameter) -> tuple[Item, ...]:
    """The list as `book.yaml` has it."""
    return tuple(map(_item, said)) if isinstance(said, tuple) else ()


def compare(items: Sequence[Item], found: Sequence[Section], parent: Section) -> Sequence[Trouble]:
    """Everything in which the sections `found` below `parent` differ from the list.

    Where the order can be set right in several ways, the one that leaves the least to say.
    """
    places = {item.key: place for place, item in enumerate(items) if item.title}
    named = [(places[key], s) for s in found if (key := Item(s.title).key) in places]
    forward = _longest_ordered([place for place, _ in named])
    backward = _longest_ordered([-place for place, _ in reversed(named)])
    orders = (forward, [len(named) - 1 - index for index in reversed(backward)])
    told = [list(_compare(items, found, parent, named, order)) for order in orders]
    return min(told, key=len)


def _compare(
    items: Sequence[Item],
    found: Sequence[Section],
    parent: Section,
    named: Sequence[tuple[int, Section]],
    order: Sequence[int],
) -> Iterator[Trouble]:
    """The same, with the sections of the list that `order` points to taken for well placed."""
    ordered = [named[index] for index in order]
    kept = {section: place for place, section in ordered}
    there = dict(ordered)
    for place, section in named:
        if section in kept:
            continue
        if place in there:
            message = f"“{section.title}” is there twice, also on line {there[place].line}"
            yield Trouble(section, message, "join the two, or give one another title")
        else:
            above = [p for p, s in ordered if found.index(s) < found.index(section)]
            yield _misplaced(items, there, place, section, above)
            there[place] = section
    for place, item in enumerate(items):
        if item.title and not item.optional and place not in there:
            yield _missing(item, _before(there, place), parent)
    listed = {section for _, section in named}
    own = [s for s in found if s in kept or s not in listed]
    yield from _compare_own(items, own, kept, parent)


def _item(said: Parameter) -> Item:
    if not isinstance(said, Mapping):
        return Item() if text(said) in ANY else Item(text(said))
    title = text(said.get("title"))
    return Item(
        title="" if title in ANY else title,
        optional=bool(said.get("optional")),
        own=Limits.of(said.get("any")),
        paragraphs=Limits.of(said.get("paragraphs")),
        sections=read_items(said.get("sections")),
    )


def _longest_ordered(places: Sequence[int]) -> list[int]:
    """The indexes of the most of the numbers that stand in ascending order."""
    best: list[list[int]] = []
    for index, place in enumerate(places):
        before = [best[i] for i in range(index) if places[i] < place]
        best.append([*max(before, key=len, default=[]), index])
    return max(best, key=len, default=[])


def _before(there: Mapping[int, Section], place: int) -> Section | None:
    """The section behind which the one of this place belongs, None where it is the first."""
    return next((there[p] for p in range(place - 1, -1, -1) if p in there), None)


def _misplaced(
    items: Sequence[Item],
    there: Mapping[int, Section],
    place: int,
    section: Section,
    above: Sequence[int],
) -> Trouble:
    """What to say of a section that is not where it should be; `above` it stand those places."""
    later = [other for other in above if other > place]
    earlier = [other for other in there if other < place and other not in above]
    near, where = (there[min(later)], "before") if later else (there[max(earlier)], "behind")
    listed = ", ".join(item.title or "…" for item in items)
    return Trouble(
        section, f"“{section.title}” belongs {where} “{near.title}”", f"the order is: {listed}"
    )


def _missing(item: Item, before: Section | None, parent: Section) -> Trouble:
    marks = "#" * (parent.level + 1)
    where = f"behind “{before.title}”" if before else f"first in “{parent.title}”"
    message = f"“{parent.title}” has no section “{item.title}”"
    return Trouble(before or parent, message, f"write {marks} {item.title} {where}")


def _compare_own(
    items: Sequence[Item], found: Sequence[Section], kept: Mapping[Section, int], parent: Section
) -> Iterator[Trouble]:
    """The sections that the list does not name, in the gaps between those that it does."""
    start, last, gap = 0, parent, []
    for section in (*found, None):
        if section is not None and section not in kept:
            gap.append(section)
            continue
        end = kept[section] if section else len(items)
        yield from _compare_gap(items[start:end], gap, last, section)
        if section is not None:
            start, last, gap = end + 1, section, []


def _compare_gap(
    between: Sequence[Item], gap: Sequence[Section], last: Section, following: Section | None
) -> Iterator[Trouble]:
    """The sections `gap` stand where the list has the items `between`."""
    slots = [item for item in between if not item.title]
    if not slots:
        for section in gap:
            where = f"before “{following.title}”" if following else f"behind “{last.title}”"
            message = f"“{section.title}” stands {where}, where the book's chapters have no section"
            yield Trouble(section, message, "move it, or make it a subsection")
    elif len(slots) == 1 and (broken := slots[0].own.broken_by(len(gap))):
        most = slots[0].own.most
        place = gap[most] if most is not None and len(gap) > most else last
        message = f"there are {len(gap)} sections of the chapter's own, {broken}"
        yield Trouble(place, message, "join some, divide some, or make some subsections")
