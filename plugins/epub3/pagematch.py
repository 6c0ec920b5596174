"""Find in a book's running text where each printed page begins.

Every page is looked for by its own words. Those whose first words the book has but once are the
frame, as far as their places are in order; the others are looked for between them. A page that
cannot be found has no place, and none is put where its neighbors say that it cannot be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.page_starts import PageStart
from chapbook.plugins.epub3.flow import Flow, key_of

#: So many letters tell a place, and so many tell it for sure.
_LENGTH, _SURE = 24, 48
#: Places that are looked at are so far from each other.
_STEP = 6
#: So many known words of a page are compared.
_HITS = 12
#: A running head is not longer.
_LONGEST_HEAD = 120
_LONGEST_LABEL = 6
#: The next pages of the same side of a sheet, which may have the same running head.
_NEIGHBORS = (-4, -2, 2, 4)
#: A chapter's title has its word before it (`Chapter`), which is not longer.
_LONGEST_WORD = 12
#: A shorter heading than this is not looked for at the top of a page.
_SHORTEST = 4


@dataclass(frozen=True)
class _Page:
    """A page's letters, those of the page before it, where its running head ends and may end."""

    text: str
    before: str
    top: int
    head: int

    def agrees(self, flow: Flow, offset: int, place: int) -> bool:
        """Whether so much is the same in page and book that it is no quotation."""
        return flow.letters.startswith(self.text[offset : offset + _SURE], place)


def find_pages(flow: Flow, pages: Sequence[PageStart]) -> list[int | None]:
    """For each page the place in `flow.letters` where it begins, None where it is not found."""
    known = [flow.ids.get(page.anchor) if page.anchor else None for page in pages]
    read = list(_read(pages))
    found = _frame(flow, known, read)
    last = -1
    for number, page in enumerate(read):
        place = found[number]
        if place is None:
            end = next((p for p in found[number + 1 :] if p is not None), len(flow.letters))
            found[number] = place = _between(flow, page, last + 1, end)
        last = last if place is None else place
    return found


def _read(pages: Sequence[PageStart]) -> Iterator[_Page]:
    texts = [key_of(page.text) for page in pages]
    for number, (page, text) in enumerate(zip(pages, texts, strict=True)):
        label = key_of(page.label)
        others = [texts[number + n] for n in _NEIGHBORS if 0 <= number + n < len(texts)]
        before = texts[number - 1] if number else ""
        yield _Page(text, before, *_end_of_head(text, label, others))


def _end_of_head(text: str, label: str, others: Sequence[str]) -> tuple[int, int]:
    """Where a running head ends for sure, and where it may end: behind the page's number.

    A number that other pages continue in the same words is a head's for sure.
    """
    if not text.startswith(label):
        found = text.find(label, 0, _LONGEST_HEAD)
        return 0, found + len(label) if found > 0 else 0
    rest = text[len(label) :]
    same = sorted((_same_head(rest, other) for other in others), reverse=True)
    # Two pages may begin with the same letters by chance, too; three do so less often.
    length = next((n for n in (*same[1:2], *same[:1]) if n >= _SHORTEST), 0)
    return (len(label) + length if length else 0), len(label) + length


def _same_head(rest: str, other: str) -> int:
    """How many letters two pages have in common behind their numbers."""
    return max(_common(rest, other[n:]) for n in range(1, _LONGEST_LABEL))


def _common(first: str, second: str) -> int:
    """How many letters two texts have in common from the start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _frame(flow: Flow, known: Sequence[int | None], pages: Sequence[_Page]) -> list[int | None]:
    """The pages whose place is sure, in the longest order without contradiction."""
    index = _index(flow.letters)
    sure: list[tuple[int, int]] = []
    for number, (page, place) in enumerate(zip(pages, known, strict=True)):
        hit = None if place is not None else _first_known(flow, index, page)
        if hit is not None:
            place = _back(flow, page, *hit, 0)
        if place is not None:
            sure.append((number, place))
    found: list[int | None] = [None] * len(pages)
    for number, place in _increasing(sure):
        found[number] = place
    return found


def _index(letters: str) -> dict[str, int]:
    """The place of every few letters' words, -1 for those that come again."""
    index: dict[str, int] = {}
    for place in range(0, len(letters) - _LENGTH + 1, _STEP):
        words = letters[place : place + _LENGTH]
        index[words] = -1 if words in index else place
    return index


def _first_known(flow: Flow, index: dict[str, int], page: _Page) -> tuple[int, int] | None:
    """The first words of the page that the index knows, and their place; words that come from far
    off the rest of the page (a title that is quoted elsewhere) do not count."""
    hits: list[tuple[int, int]] = []
    offset = page.head
    while offset + _LENGTH <= len(page.text) and len(hits) < _HITS:
        place = index.get(page.text[offset : offset + _LENGTH], -1)
        if place >= 0 and page.text[offset : offset + _LENGTH] not in page.before:
            hits.append((offset, place))
            offset += _LENGTH
        offset += 1
    if not hits:
        return None
    middle = sorted(place for _, place in hits)[len(hits) // 2]
    near = [hit for hit in hits if abs(hit[1] - middle) < len(page.text)]
    return next((hit for hit in near if page.agrees(flow, *hit)), near[0])


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` in which the second values increase."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(tops[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        tops[at : at + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(flow: Flow, page: _Page, start: int, end: int) -> int | None:
    """Where a page begins, between two places. What stands on the page before, too, is a table's
    head that comes again, or code."""
    likely: int | None = None
    for offset in range(page.head, len(page.text) - _LENGTH + 1, _STEP):
        words = page.text[offset : offset + _LENGTH]
        place = None if words in page.before else _once(flow.letters, words, start, end)
        if place is not None and page.agrees(flow, offset, place):
            return _back(flow, page, offset, place, start)
        if place is not None and likely is None:
            likely = _back(flow, page, offset, place, start)
    return _by_blocks(flow, page, start, end) if likely is None else likely


def _once(letters: str, words: str, start: int, end: int) -> int | None:
    place = letters.find(words, start, end)
    if place < 0 or letters.find(words, place + 1, end) >= 0:
        return None
    return place


def _back(flow: Flow, page: _Page, offset: int, place: int, start: int) -> int:
    """Go back from a match to the first letter that page and book have in common, and over the
    headings and short blocks before it that stand on the page as well."""
    text = page.text
    while offset and place > start and text[offset - 1] == flow.letters[place - 1]:
        if offset <= page.top and flow.blocks_at(place):
            break
        offset, place = offset - 1, place - 1
    while flow.blocks_at(place):
        block = flow.block_before(place)
        if block is None or block < start:
            break
        words = flow.letters[block:place]
        at = text.rfind(words, page.top, offset)
        if len(words) < _SHORTEST or at < 0:
            break
        offset, place = at, block
    return place


def _by_blocks(flow: Flow, page: _Page, start: int, end: int) -> int | None:
    """A page that holds little: a title with a drawing, or nothing but figures.

    Of several figures the last one counts, for the text before it stands on an earlier page.
    """
    for block in reversed(flow.blocks_between(start, end + 1)):
        if block.is_figure:
            words, top = block.key, page.text
        elif block.is_heading and block.start < end:
            words = flow.text_of(block)
            top = page.text[: len(words) + _LONGEST_WORD]
        else:
            continue
        if len(words) >= _SHORTEST and words in top:
            return block.start
    return None
