"""Make mentions in prose, such as `see Chapter 6`, links to what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.mention_grammar import Stated
from chapbook.mention_targets import find_goal
from chapbook.mentions import circle_of, iter_mentions
from chapbook.outline import ChapterPlan, Label
from chapbook.passage import Passage
from chapbook.roles import Context, Filter, Phase


@dataclass(frozen=True)
class Mentions:
    """The filter `mentions`. It has to come after `links` and `crossref`, whose links it leaves."""

    name: str = "mentions"
    phase: Phase = Phase.NUMBER

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Link each number to its label; one that the file does not have stays as it is."""
        if context.book.mentions != "link":
            return doc
        places = [
            place
            for found in iter_mentions(doc, circle_of(context.book))
            if found.skipped is None
            for place in _places(found.passage, found.stated, context)
        ]
        # From the last to the first, so that the indices of those still to come stay true.
        for place in reversed(places):
            _link(place)
        return doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Mentions()]


@dataclass(frozen=True)
class _Place:
    """What becomes a link: `container[first:last]` from and to these characters of its ends."""

    container: pf.ListContainer
    first: int
    last: int
    from_: int
    to: int
    anchor: str


def _places(passage: Passage, stated: Stated, context: Context) -> Iterator[_Place]:
    last = len(stated.spans) - 1
    for index, (number, start, end) in enumerate(stated.spans):
        label = find_goal(stated.kind, number, context.outline, context.plan).label
        if label is None or not _is_elsewhere(label, context):
            continue
        # The word goes with the number that it stands by: `[Chapters 1]`, `[8]`; `[第3]`, `[5章]`.
        begin = stated.start if index == 0 else start
        stop = stated.end if index == last else end
        place = _place(passage, begin, stop, label.anchor)
        if place is not None:
            yield place


def _is_elsewhere(label: Label, context: Context) -> bool:
    """Whether a link makes sense: to what the file has, and not to the chapter that it is in."""
    if label.anchor == _own_chapter(context).slug:
        return False
    return not context.included or context.outline.holder(label) in context.included


def _own_chapter(context: Context) -> ChapterPlan:
    """The chapter itself, or the one that its file continues."""
    plans = context.outline.plans
    openers = [p for p in plans[: plans.index(context.plan) + 1] if p.chapter.depth == 1]
    return openers[-1] if openers else context.plan


def _place(passage: Passage, start: int, end: int, anchor: str) -> _Place | None:
    """Where the characters stand, None where they are not all in one list of inlines."""
    first, last = passage.piece_at(start), passage.piece_at(end - 1)
    if first is None or last is None or first.container is not last.container:
        return None
    items = first.container.list[first.index : last.index + 1]
    if not all(isinstance(item, pf.Str | pf.Space | pf.SoftBreak | pf.LineBreak) for item in items):
        return None
    if not isinstance(items[0], pf.Str) or not isinstance(items[-1], pf.Str):
        return None
    return _Place(
        first.container, first.index, last.index, start - first.start, end - last.start, anchor
    )


def _link(place: _Place) -> None:
    items = list(place.container)[place.first : place.last + 1]
    first, last = str(items[0].text), str(items[-1].text)
    tail = last[place.to :]
    items[-1] = pf.Str(last[: place.to])
    items[0] = pf.Str(str(items[0].text)[place.from_ :])
    link = pf.Link(*items, url=f"#{place.anchor}", classes=["mention"])
    before = [pf.Str(first[: place.from_])] if place.from_ else []
    after = [pf.Str(tail)] if tail else []
    place.container[place.first : place.last + 1] = [*before, link, *after]
