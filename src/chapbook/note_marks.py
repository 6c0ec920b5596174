"""Put the marks of printed citations where the book's language has them: `text.¹`, `text¹.`

As Pandoc does (`notes-after-punctuation`), but for languages in which a mark comes first, or in
which its place says what it belongs to, so that its author has to choose it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import panflute as pf

from chapbook.tree import iter_elements, plain_text

#: Languages in which a mark before the stop is right.
_BEFORE = frozenset({"cs", "de", "es", "fr", "it", "pl"})
#: Those in which a stop or comma stands within the quotation marks.
_WITHIN = frozenset({"en", "en-us", "en-ca"})
_STOPS = re.compile(r"(?:[.,;:!?…]+[’”]*|”+)(?!\w)")
_CLOSING = re.compile(r"’?”$")
_HOLDERS = (pf.Span, pf.Link, pf.Emph, pf.Strong, pf.SmallCaps, pf.Underline, pf.Quoted)


def settle_marks(doc: pf.Doc, ends: Iterable[pf.Inline], language: str) -> None:
    """Settle the punctuation after each printed citation, of which `ends` are the last inlines."""
    asked = {id(end) for end in ends}
    after = language.partition("-")[0].lower() not in _BEFORE
    within = language.lower() in _WITHIN
    found = [end for end in iter_elements(doc) if id(end) in asked]
    # From the last to the first, so that the indices of those still to come stay true.
    for end in reversed(found):
        items, place = end.container, end.index
        mark = _mark(items, place)
        if mark is None and within:
            _stop_within(items, place)
        elif mark is not None:
            if after:
                _stop_before(items, place, *mark, within)
            place = _place(items, end)
            _part(items, place + 1)
            _part(items, place)


def _mark(items: pf.ListContainer, place: int) -> tuple[pf.ListContainer, int] | None:
    """The note that an inline is or ends with, and where its stop goes."""
    end = items[place]
    if isinstance(end, pf.Note):
        return items, place
    if not isinstance(end, pf.Span) or not end.content or not isinstance(end.content[-1], pf.Note):
        return None
    return (items, place) if len(end.content) == 1 else (end.content, len(end.content) - 1)


def _stop_before(
    items: pf.ListContainer, place: int, inner: pf.ListContainer, at: int, within: bool
) -> None:
    stops = _taken(items, place + 1, _STOPS)
    before = inner[at - 1] if at else None
    if stops and before is not None:
        ended = (before.text if isinstance(before, pf.Str) else plain_text(before))[-1:]
        is_ended = stops[0] == "." and ended in {".", "!", "?", "…"}
        if is_ended or (within and stops[0] in ".," and _take_in(before, stops[0])):
            stops = stops[1:]
    if stops and isinstance(before, pf.Str):
        before.text += stops
    elif stops:
        inner.insert(at, pf.Str(stops))


def _stop_within(items: pf.ListContainer, place: int) -> None:
    following = items[place + 1] if place + 1 < len(items) else None
    stop = following.text[0] if isinstance(following, pf.Str) else ""
    if stop in (".", ",") and _take_in(items[place], stop):
        _taken(items, place + 1, re.compile("[.,]"))


def _taken(items: pf.ListContainer, place: int, pattern: re.Pattern[str]) -> str:
    """Take what the word there begins with away from it."""
    word = items[place] if place < len(items) else None
    found = pattern.match(word.text) if isinstance(word, pf.Str) else None
    if word is None or found is None:
        return ""
    word.text = word.text[found.end() :]
    if not word.text:
        items.pop(place)
    return found.group()


def _take_in(item: pf.Inline, stop: str) -> bool:
    """Put a stop before the quotation mark that ends an inline; False if none does."""
    if isinstance(item, pf.Quoted):
        ended = plain_text(item).rstrip("’”")[-1:]
        if ended not in {".", ",", "!", "?", "…"} and not _take_in(item.content[-1], stop):
            item.content.append(pf.Str(stop))
        return True
    if isinstance(item, pf.Str):
        found = _CLOSING.search(item.text)
        if found is None:
            return False
        said = item.text[: found.start()]
        item.text = f"{said}{'' if said[-1:] in set('.,!?…') else stop}{found[0]}"
        return True
    return isinstance(item, _HOLDERS) and bool(item.content) and _take_in(item.content[-1], stop)


def _place(items: pf.ListContainer, end: pf.Inline) -> int:
    return next(place for place, item in enumerate(items.list) if item is end)


def _part(items: pf.ListContainer, place: int) -> None:
    """Two marks side by side, which would read as one number, get a comma between them."""
    if 0 < place < len(items) and all(_mark(items, at) is not None for at in (place - 1, place)):
        items.insert(place, pf.Superscript(pf.Str(",")))
