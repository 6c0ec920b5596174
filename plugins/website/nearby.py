"""The contents of a long book: what is near each page, and the whole in a script that all share.

A sidebar of a thousand lines in each of a thousand pages would make a site of 140 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chapbook.plugins.epub3.navigation import NavEntry
from chapbook.plugins.website.navigation import GAP, PAGES, line_address
from chapbook.plugins.website.pages import split_target
from chapbook.plugins.website.search import safe_in_script

#: With fewer Parts and chapters than this, each page has them all.
_LONG = 60
#: How many lines before and after that of the page are kept in a list, and the longest whole list.
_BESIDE, _WHOLE = 15, 40

#: A line as `contents.js` reads it: kind, number, title, address, the lines below.
_Line = tuple[str, str, str, str, list["_Line"]]


@dataclass(frozen=True)
class Nearby:
    """Chooses the lines that a page's own sidebar has; `rest` leads to all the others."""

    entries: Sequence[NavEntry]
    rest: NavEntry
    paths: Mapping[str, tuple[int, ...]]

    def lines(self, page: str | None) -> Sequence[NavEntry]:
        """The Part of the page open, the others closed; of a long list what is near the page."""
        if page is None:
            return self._cut(self.entries, ())
        return self._cut(self.entries, self.paths.get(page, ()))

    def _cut(self, entries: Sequence[NavEntry], path: tuple[int, ...]) -> Sequence[NavEntry]:
        here = path[0] if path else 0
        start, end = 0, len(entries)
        if end > _WHOLE:
            start, end = max(0, here - _BESIDE), min(end, here + _BESIDE + 1)
        kept = [replace(entry, entries=()) for entry in entries[start:end]]
        if path:
            kept[here - start] = self._open(entries[here], path[1:])
        before, after = start > 0, end < len(entries)
        return (*[self.rest] * before, *kept, *[self.rest] * after)

    def _open(self, entry: NavEntry, path: tuple[int, ...]) -> NavEntry:
        if entry.kind != "part":
            return entry
        return replace(entry, entries=tuple(self._cut(entry.entries, path)))


def plan_nearby(entries: Sequence[NavEntry], contents: str, words: str) -> Nearby | None:
    """What chooses the lines, None for a book that is not long; `contents` is their own page."""
    if sum(1 for _ in _pages(entries)) < _LONG:
        return None
    paths: dict[str, tuple[int, ...]] = {}
    for path, entry in _walk(entries, ()):
        name, _ = split_target(entry.href) or ("", "")
        paths.setdefault(name, path)
    return Nearby(entries, NavEntry(GAP, None, words, contents), paths)


def contents_script(entries: Sequence[NavEntry]) -> str:
    """The script that tells every page all Parts and chapters."""
    said = json.dumps(_lines(entries), ensure_ascii=False, separators=(",", ":"))
    return f"window.chapbookContents = {safe_in_script(said)};\n"


def _pages(entries: Sequence[NavEntry]) -> Iterator[NavEntry]:
    return (entry for _, entry in _walk(entries, ()) if entry.kind in PAGES)


def _walk(
    entries: Sequence[NavEntry], path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], NavEntry]]:
    for place, entry in enumerate(entries):
        yield (*path, place), entry
        yield from _walk(entry.entries, (*path, place))


def _lines(entries: Sequence[NavEntry]) -> list[_Line]:
    return [
        (entry.kind, entry.number or "", entry.title, line_address(entry), _lines(entry.entries))
        for entry in entries
        if entry.kind in PAGES
    ]
