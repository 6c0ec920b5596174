"""First, subsequent, ibid: where in the document a work was cited before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.plugins.citeproc.style import Style


@dataclass(frozen=True)
class Place:
    """A cite's position in CSL's sense; `note` is the note that cited the work first."""

    position: str = "first"
    near: bool = False
    note: int = 0


def places(
    style: Style,
    citations: Sequence[tuple[Sequence[Any], int]],
    chapters: Sequence[str] = (),
    notes: str = "chapter",
) -> list[tuple[Place, ...]]:
    """The place of each work of each citation; `notes` are counted by `chapter` or `book`.

    Each chapter begins without a citation before, so that no "ibid." leads out of it.
    """
    distance = int(style.root.citation.get("near-note-distance") or 5)
    first: dict[str, tuple[str, int]] = {}
    last: dict[str, tuple[str, int]] = {}
    before: tuple[Sequence[Any], int] = ((), 0)
    found = []
    chapter = ""
    start = 0
    for number, (works, given) in enumerate(citations, 1):
        if chapters and chapters[number - 1] != chapter:
            chapter, before, start = chapters[number - 1], ((), 0), number - 1
        note = given if given or not style.is_note else number - start
        at = note if style.is_note else number
        counted = chapter if style.is_note and notes == "chapter" else ""
        here: list[Place] = []
        for index, work in enumerate(works):
            if work.key not in first:
                first[work.key] = (chapter, note)
                last[work.key] = (counted, at)
                here.append(Place())
                continue
            previous = works[index - 1] if index else _alone(before, note, style.is_note)
            position = "subsequent"
            if previous is not None and previous.key == work.key:
                position = _ibid(previous, work)
            near = last[work.key][0] == counted and at - last[work.key][1] <= distance
            last[work.key] = (counted, at)
            where, its_note = first[work.key]
            is_told = notes == "book" or where == chapter
            here.append(Place(position, near, its_note if is_told else 0))
        found.append(tuple(here))
        before = (works, note)
    return found


def _alone(before: tuple[Sequence[Any], int], note: int, is_note: bool) -> Any:
    """The one work of the citation before, if that has but one and is in the note before."""
    works, its_note = before
    if len({work.key for work in works}) != 1 or (is_note and abs(note - its_note) > 1):
        return None
    return works[-1]


def _ibid(previous: Any, work: Any) -> str:
    if not previous.locator:
        return "ibid-with-locator" if work.locator else "ibid"
    if not work.locator:
        return "subsequent"
    same = (previous.locator, previous.label) == (work.locator, work.label)
    return "ibid" if same else "ibid-with-locator"
