"""Compare what a finished file shows with what it must show.

Comparisons are of letters and digits: line breaks, hyphens, quotation marks and ligatures are not
the manuscript's. Numbers are compared with their dots.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

from chapbook.amounts import amount
from chapbook.book import Book
from chapbook.lacking import lacking, left_over
from chapbook.naming import forms_of, label_text, name
from chapbook.outline import Label
from chapbook.readback import Readback, Seen, squeeze
from chapbook.wanted import Expected, Wanted

#: Letters that may stand between a number and its title: the `章` of `第5章`.
_GAP = 12
#: So much of a footnote is looked for: a long one may go on at the foot of the next page.
_OPENING = 60
#: Pages over which a text may be torn apart: floats may fill the ones between.
_REACH = 3
#: Lines over which a link may be torn apart, such as a long address on a small page.
_LINES = 24
#: So many characters of a text are quoted.
_QUOTED = 60


@dataclass(frozen=True)
class Difference:
    """What a file does not show as it should; `anchor` tells the label that it belongs to."""

    anchor: str
    message: str


def compare(expected: Expected, seen: Readback, book: Book) -> Iterator[Difference]:
    """Every difference, those of labels first."""
    yield from _labels(expected, seen, book)
    yield from _links(expected, seen)
    yield from _notes(expected, seen)
    yield from _alts(expected, seen)
    yield from _phrases(expected, seen)


def _labels(expected: Expected, seen: Readback, book: Book) -> Iterator[Difference]:
    equations = [e.number for e in expected.labels if e.kind == "equation" and e.number]
    for label in expected.labels:
        title = expected.titles[label.anchor]
        if label.number is None and not title.pieces:
            continue
        wanted = _wording(label, title, book)
        shown = seen.labels.get(label.anchor)
        if shown is None:
            yield Difference(label.anchor, f"'{wanted}' is missing")
        elif not _agrees(label, title, shown, equations, _word(label, seen, book)):
            yield Difference(label.anchor, f"shows {_found(shown)} for '{wanted}'")


def _wording(label: Label, title: Wanted, book: Book) -> str:
    said = label_text(label, book)
    return ": ".join(filter(None, (said, title.text))) or name(label, book)


def _word(label: Label, seen: Readback, book: Book) -> str:
    """The word before a caption, empty where there is none or the file's fonts lack its letters."""
    if label.level > 0 or label.kind in ("subfigure", "equation"):
        return ""
    word = squeeze(forms_of(label.kind, book).word)
    return word if word.isascii() or set(word) <= seen.letters else ""


def _agrees(label: Label, title: Wanted, shown: Seen, equations: list[str], word: str) -> bool:
    if label.number is None:
        return _in_order(title.pieces, squeeze(shown.text))
    if word not in squeeze(shown.text):
        return False
    numbers = _letters(label.number) if label.kind == "subfigure" else [label.number]
    if shown.number is not None:
        said = normalize("NFKC", shown.number)
        is_right = any(_token(number).search(said) for number in numbers)
        return is_right and _in_order(title.pieces, squeeze(shown.text))
    text = normalize("NFKC", shown.text)
    if label.kind == "equation":
        # The one before may reach into the text at a place; none that follows may.
        later = equations[equations.index(label.number) :]
        found = (n for n in re.findall(r"\(([^()\s]+)\)", text) if n in later)
        return next(found, None) == label.number
    found = (match for number in numbers for match in _token(number).finditer(text))
    return any(_entitles(title, text[match.end() :]) for match in found)


def _letters(number: str) -> list[str]:
    """What may be the letters of a figure's part: `aa` of `5.1aa`, of `5.bc` either `bc` or `c`."""
    end = re.search(r"[a-z]*$", number)
    letters = end[0] if end else ""
    is_sure = number.removesuffix(letters)[-1:].isdigit()
    return [letters[place:] for place in range(1 if is_sure else len(letters))]


def _found(shown: Seen) -> str:
    is_apart = shown.number is not None and squeeze(shown.number) not in squeeze(shown.text)
    return _quoted(f"{shown.number} {shown.text}" if is_apart else shown.text)


def _token(number: str) -> re.Pattern[str]:
    """A number that is no piece of another: `1.1` is in `Figure 1.1:`, not in `11.1` or `1.1.2`."""
    before = r"(?<![\d.])" if number[0].isdigit() else r"(?<![A-Za-z\d.])"
    after = r"(?!\.?\d)" if number[-1].isdigit() else r"(?![A-Za-z]|\.\d)"
    return re.compile(before + re.escape(number) + after, re.IGNORECASE)


def _entitles(title: Wanted, after: str) -> bool:
    """Whether the text after a number begins with its title."""
    if not title.pieces:
        return True
    text = squeeze(after)
    place = text.find(title.pieces[0], 0, _GAP + len(title.pieces[0]))
    if place < 0 or any(map(str.isdigit, text[:place])):
        return False
    return _in_order(title.pieces, text[place:])


def _in_order(pieces: Sequence[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def _links(expected: Expected, seen: Readback) -> Iterator[Difference]:
    shown: dict[str, list[str]] = defaultdict(list)
    for text, target in seen.links:
        for key in {target, _address(target)}:
            shown[key].append(text)
    wanted: dict[str, list[Wanted]] = defaultdict(list)
    for link in expected.links:
        is_inside = link.target.startswith("#")
        wanted[link.target[1:] if is_inside else _address(link.target)].append(link)
    for key, links in wanted.items():
        yield from _same_links(links, shown[key])
    for target in dict.fromkeys(t for t in seen.dead if t not in expected.loose):
        at = next((link.near for link in wanted[target]), "")
        yield Difference(at, f"a link leads to '{target}', which is not there")


def _same_links(wanted: Sequence[Wanted], texts: Sequence[str]) -> Iterator[Difference]:
    """The links with one target: those that differ from all that the file has."""
    asked = ["".join(link.pieces) for link in wanted]
    squeezed = [squeeze(text) for text in texts]
    torn, used = _torn_links(wanted, asked, squeezed)
    whole = [place for place in range(len(wanted)) if place not in torn]
    asked = [asked[place] for place in whole]
    rest = [place for place in range(len(texts)) if place not in used]
    squeezed = [squeezed[place] for place in rest]
    others = [_quoted(texts[rest[place]]) for place in left_over(asked, squeezed)[:3]]
    shown = f"the file shows {', '.join(others)}" if others else "the file shows no such link"
    for link in (wanted[whole[place]] for place in lacking(asked, squeezed)):
        if link.pieces or not texts:
            yield Difference(link.near, f"the link '{link.text}' to {link.target}: {shown}")


def _torn_links(
    wanted: Sequence[Wanted], asked: Sequence[str], texts: Sequence[str]
) -> tuple[set[int], set[int]]:
    """The places of links that line breaks have torn apart, and those of their parts in `texts`.

    A part may read like another, whole link and be taken for it: what is then found to be torn
    takes the part back, and the other link is looked for among what is left.
    """
    torn: set[int] = set()
    used: set[int] = set()
    more = True
    while more:
        whole = [place for place in range(len(wanted)) if place not in torn]
        rest = [place for place in range(len(texts)) if place not in used]
        left = [asked[place] for place in whole], [texts[place] for place in rest]
        spare = [rest[place] for place in left_over(*left)]
        before = len(torn)
        for place in (whole[place] for place in lacking(*left)):
            # A part that is not to spare stands in order with the others.
            for candidates, least in ((spare, 1), (rest, 2)):
                free = [one for one in candidates if one not in used]
                run = _torn_link(wanted[place], [texts[one] for one in free], least)
                if run is not None:
                    torn.add(place)
                    used.update(free[run])
                    break
        more = len(torn) > before
    return torn, used


def _torn_link(link: Wanted, texts: Sequence[str], least: int) -> slice | None:
    """Which texts, one after the other, make up a link that line breaks have torn apart."""
    for first in range(len(texts)):
        for end in range(first + least, min(first + _LINES, len(texts)) + 1):
            text = "".join(texts[first:end])
            if not link.pieces or not text.startswith(link.pieces[0]):
                continue
            if text.endswith(link.pieces[-1]) and _in_order(link.pieces, text):
                is_whole = len(link.pieces) > 1 or text == link.pieces[0]
                if is_whole:
                    return slice(first, end)
    return None


def _address(target: str) -> str:
    return squeeze(unquote(target))


def _notes(expected: Expected, seen: Readback) -> Iterator[Difference]:
    count = len(expected.notes)
    lost = list(_unsaid([_opening(note) for note in expected.notes], seen))
    for note in lost:
        yield Difference(note.near, f"the footnote {_quoted(note.text)} is missing")
    if seen.notes is not None and seen.notes != count and not lost:
        there = f"there {'is' if seen.notes == 1 else 'are'} {amount(seen.notes, 'footnote')}"
        yield Difference("", f"{there}, not {count}")


def _opening(note: Wanted) -> Wanted:
    pieces = tuple(piece[:_OPENING] for piece in note.pieces[:1])
    return Wanted(note.text, pieces, note.near)


def _alts(expected: Expected, seen: Readback) -> Iterator[Difference]:
    if seen.alts is None:
        return
    said = ["".join(alt.pieces) for alt in expected.alts]
    for place in lacking(said, [squeeze(alt) for alt in seen.alts]):
        alt = expected.alts[place]
        if alt.pieces:
            yield Difference(alt.near, f"the alternative text {_quoted(alt.text)} is missing")


def _phrases(expected: Expected, seen: Readback) -> Iterator[Difference]:
    for phrase in _unsaid(expected.phrases, seen):
        yield Difference(phrase.near, f"'{phrase.text}' is missing in its place")


def _unsaid(wanted: Sequence[Wanted], seen: Readback) -> Iterator[Wanted]:
    """What the file's text does not say, or not as often as it should."""
    text = "\n".join(seen.pages)
    times = Counter(piece for one in wanted for piece in one.pieces)
    found: dict[str, int] = {}
    for one in wanted:
        for piece in one.pieces:
            if piece not in found:
                # Repeated sentences overlap, for a piece begins with the words before it.
                overlapping = rf"(?={re.escape(piece)})"
                is_one = times[piece] == 1
                found[piece] = int(piece in text) if is_one else len(re.findall(overlapping, text))
                if found[piece] < times[piece]:
                    found[piece] += _torn(piece, seen.pages)
            found[piece] -= 1
        if any(found[piece] < 0 for piece in one.pieces):
            yield one


def _torn(piece: str, pages: Sequence[str]) -> int:
    """How often a text begins on one page and ends on a later one."""
    rest = [page.replace(piece, "") for page in pages]
    begun = [_longest(piece, page) for page in rest]
    ended = [_longest(piece[::-1], page[::-1]) for page in rest]
    return sum(
        begun[place] + max(ended[place + 1 : place + 1 + _REACH], default=0) >= len(piece)
        and begun[place] > 0
        for place in range(len(rest))
    )


def _longest(piece: str, page: str) -> int:
    """How many of a text's first characters are on a page together."""
    length = 0
    while length < len(piece) and piece[: length + 1] in page:
        length += 1
    return length


def _quoted(text: str) -> str:
    said = " ".join(text.split())
    return f"'{said[:_QUOTED]}…'" if len(said) > _QUOTED else f"'{said}'"
