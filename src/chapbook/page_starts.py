"""Where the pages of the print edition begin, for formats that mark the places in their text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageStart:
    """One page of the print edition.

    `label` is what is printed on it (`xii`, `84`); `text` is its text in reading order, squeezed or
    not, with or without running head and folio. `anchor` names the heading that the page begins
    with, where that is known.
    """

    label: str
    anchor: str | None
    text: str
