"""Inlines as one plain text with offsets, and changes at offsets of that text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import panflute as pf

_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_MARKS = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>\S(?:[^*]*\S)?)\*\*"
    r"|(?<!\w)(?P<mark>[*_])(?P<emph>\S(?:[^*_]*\S)?)(?P=mark)(?!\w)"
)
#: A formula as Pandoc reads it in the fields of CSL YAML and writes it from BibTeX: `$O(n)$`.
FORMULA = re.compile(r"(?<![\\$])\$(?=[^\s$])((?:\\.|[^$\\])*(?<!\s))\$(?![\d$])")
_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)
#: What a change must not reach into.
_CLOSED = (pf.Link, pf.Note, pf.Image, pf.Cite)


@dataclass(frozen=True)
class Change:
    """The text from `start` to `end` becomes `inlines`; nothing is replaced where both are one."""

    start: int
    end: int
    inlines: tuple[pf.Inline, ...]


def flat_text(inlines: Iterable[pf.Inline]) -> str:
    """The text as a reader sees it, one space for each space or line break."""
    return "".join(map(_text, inlines))


def apply_changes(inlines: Sequence[pf.Inline], changes: Iterable[Change]) -> list[pf.Inline]:
    """The inlines with all changes that are possible: none cuts a link or an emphasis in two."""
    kept = list(inlines)
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        done = _change(kept, change, 0)
        kept = kept if done is None else done
    return kept


def read_emphasis(text: str) -> list[pf.Inline]:
    """An attribute's value as Markdown, as far as captions need it: emphasis and code."""
    found: list[pf.Inline] = []
    place = 0
    for match in _MARKS.finditer(text):
        found += _words(text[place : match.start()])
        place = match.end()
        if match["code"]:
            found.append(pf.Code(match["code"]))
        elif match["strong"]:
            found.append(pf.Strong(*_words(match["strong"])))
        else:
            found.append(pf.Emph(*_words(match["emph"])))
    return [*found, *_words(text[place:])]


def with_formulas(text: str) -> list[pf.Inline]:
    """A field of a work as text and formulas."""
    pieces = enumerate(FORMULA.split(text))
    return [
        pf.Math(piece, format="InlineMath") if place % 2 else pf.Str(piece)
        for place, piece in pieces
        if piece
    ]


def can_change(inlines: Sequence[pf.Inline], start: int, end: int) -> bool:
    """Whether the text from `start` to `end` can be replaced without cutting anything in two."""
    return _change(list(inlines), Change(start, end, ()), 0, dry=True) is not None


def _change(
    inlines: list[pf.Inline], change: Change, offset: int, dry: bool = False
) -> list[pf.Inline] | None:
    before: list[pf.Inline] = []
    after: list[pf.Inline] = []
    place = offset
    for index, inline in enumerate(inlines):
        start, end = place, place + len(_text(inline))
        place = end
        if end <= change.start and not (end == start == change.start):
            before.append(inline)
        elif start >= change.end:
            after.append(inline)
        elif change.start <= start and end <= change.end:
            if isinstance(inline, _CLOSED):
                return None
        elif isinstance(inline, pf.Str):
            if start < change.start:
                before.append(pf.Str(inline.text[: change.start - start]))
            if end > change.end:
                after.append(pf.Str(inline.text[change.end - start :]))
        elif (start < change.start and change.end < end) or _holds(inline, start, change):
            return _inside(inlines, index, start, change, dry)
        else:
            return None
    return [*before, *change.inlines, *after]


def _holds(inline: pf.Inline, start: int, change: Change) -> bool:
    """Whether a change lies in an element with text around it: an emphasis, a quotation."""
    end = start + len(_text(inline))
    return start <= change.start and change.end <= end


def _inside(
    inlines: list[pf.Inline], index: int, start: int, change: Change, dry: bool
) -> list[pf.Inline] | None:
    outer = inlines[index]
    content = getattr(outer, "content", None)
    if content is None or isinstance(outer, _CLOSED):
        return None
    shift = 1 if isinstance(outer, pf.Quoted) else 0
    done = _change(list(content), change, start + shift, dry)
    if done is None:
        return None
    if not dry:
        outer.content = done
    return inlines


def _text(inline: pf.Element) -> str:
    if isinstance(inline, _SPACES):
        return " "
    if isinstance(inline, pf.Str | pf.Code):
        return str(inline.text)
    if isinstance(inline, pf.Note | pf.Image | pf.RawInline | pf.Math):
        return ""
    before, after = _QUOTES.get(getattr(inline, "quote_type", ""), ("", ""))
    return before + flat_text(getattr(inline, "content", ())) + after


def _words(text: str) -> list[pf.Inline]:
    pieces = re.findall(r"\s+|\S+", text)
    return [pf.Space() if piece.isspace() else pf.Str(piece) for piece in pieces]
