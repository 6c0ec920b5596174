r"""Marks of a book's index: how authors write them, `[term]{.index}` or LaTeX's `\index{…}`.

In `entry`, levels are divided by `!`, and `sorted@printed` says what an entry is sorted by; a quote
mark takes the meaning from the sign behind it, as makeindex has it. Printed texts may hold code in
backticks and emphasis in asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import panflute as pf

from chapbook.tree import plain_text

#: The class of a Span that marks a place and of a Div that asks for the index.
INDEX = "index"
#: The attribute that counts the marks of a chapter, and the one that tells how a mark is written.
MARK, WRITTEN = "mark", "written"

_COMMAND = re.compile(r"\\index\s*\{")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_QUOTED = re.compile(r'"(["!@|])')
_STYLED = re.compile(r"`(?P<code>[^`]+)`|\*(?P<emph>[^\s*](?:[^*]*[^\s*])?)\*")
#: Signs that makeindex knows, where they are quoted.
_HIDDEN = 0xE000
_TEX = (
    (re.compile(r"\\(?:texttt|code|verb)\s*\{([^{}]*)\}"), r"`\1`"),
    (re.compile(r"\\(?:emph|textit)\s*\{([^{}]*)\}"), r"*\1*"),
    (re.compile(r"\\ss(?:\s*\{\}|\s+|(?![a-zA-Z]))"), "ß"),
    (re.compile(r"\\[a-zA-Z]+\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\([&%$#_{}])"), r"\1"),
    (re.compile(r"~"), " "),
)
_BOLD = ("textbf", "mainindex", "bold", "bf")
_SWITCHED_ON = ("true", "yes", "1", "on")
_SWITCHED_OFF = ("", "false", "no", "0", "off")
_ENDS = ("start", "end")

Levels = tuple[str, ...]


@dataclass(frozen=True)
class IndexMark:
    """A mark: the levels of its entry, what each is sorted by, and what kind of locator it makes.

    `see` and `also` are the entries that it refers to; a mark with `see` alone names no place.
    `range` is `start` or `end` of a passage, empty for a single place. `after` counts the headings
    before the mark. `unread` has the attributes whose values mean nothing, such as `main=perhaps`.
    """

    entry: Levels
    sort: Levels
    see: tuple[Levels, ...] = ()
    also: tuple[Levels, ...] = ()
    range: str = ""
    main: bool = False
    after: int = 0
    unread: tuple[str, ...] = ()
    line: int | None = None
    column: int | None = None

    @property
    def names_place(self) -> bool:
        """Whether the mark makes a locator."""
        return not self.see and not self.also

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> IndexMark:
        """Read back what a survey wrote."""
        lists = {name: tuple(value[name]) for name in ("entry", "sort", "unread")}
        seen = {name: tuple(map(tuple, value[name])) for name in ("see", "also")}
        return cls(**{**value, **lists, **seen})


def read_mark(span: pf.Span, after: int) -> IndexMark | None:
    """The mark that a Span stands for; None where it names no entry."""
    said = span.attributes
    entry, sort = read_entry(said["entry"]) if said.get("entry") else (_level(span), ("",))
    if not any(entry):
        return None
    kind, main = said.get("range", ""), said.get("main", "").lower()
    unread = {
        f"range={kind}": kind not in ("", *_ENDS),
        f"main={main}": main not in (*_SWITCHED_ON, *_SWITCHED_OFF),
    }
    for name in _ENDS:
        if f"index-{name}" in span.classes:
            kind = name
    return IndexMark(
        entry,
        sort,
        _targets(said.get("see", "")),
        _targets(said.get("see-also", "")),
        kind if kind in _ENDS else "",
        main in _SWITCHED_ON,
        after,
        tuple(sorted(said for said, is_unread in unread.items() if is_unread)),
    )


def read_entry(text: str) -> tuple[Levels, Levels]:
    """`s@printed!sub` → the printed levels and what each is sorted by, empty where it is itself."""
    printed, sorts = [], []
    for level in _hide(text).split("!"):
        sort, at, shown = level.partition("@")
        printed.append(_show(shown if at else sort))
        sorts.append(_show(sort) if at else "")
    return tuple(printed), tuple(sorts)


def commands_in(text: str) -> Iterator[tuple[str, str]]:
    r"""Each `\index{…}` of raw TeX: the whole command and what stands in its braces."""
    for match in _COMMAND.finditer(text):
        end = _closing(text, match.end())
        if end is not None:
            yield text[match.start() : end], text[match.end() : end - 1]


def unclosed_in(text: str) -> Iterator[int]:
    r"""Where an `\index{` begins whose brace is not closed in its paragraph: it is text."""
    for match in _COMMAND.finditer(text):
        before = text[: match.start()]
        is_text = (len(before) - len(before.rstrip("\\"))) % 2
        paragraph = _BLANK_LINE.split(text[match.end() :], maxsplit=1)[0]
        if not is_text and _closing(paragraph, 0) is None:
            yield match.start()


def span_of_command(inside: str) -> pf.Span:
    r"""What `\index{inside}` says, as a Span with our attributes."""
    entry, _, encap = _hide(inside).partition("|")
    attributes = {"entry": _untex(_unhide(entry))}
    opens = {"(": "start", ")": "end"}.get(encap[:1], "")
    if opens:
        attributes["range"] = opens
        encap = encap[1:]
    referred = re.fullmatch(r"\s*(see|seealso)\s*\{(.*)\}\s*", _unhide(encap), re.S)
    if referred:
        name = "see" if referred[1] == "see" else "see-also"
        attributes[name] = _untex(referred[2])
    elif encap.strip().lstrip("\\") in _BOLD:
        attributes["main"] = "true"
    return pf.Span(classes=[INDEX], attributes=attributes)


def styled(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a printed text, each with its style: `code`, `emph` or none."""
    place = 0
    for match in _STYLED.finditer(text):
        if match.start() > place:
            yield "", text[place : match.start()]
        yield ("code", match["code"]) if match["code"] else ("emph", match["emph"])
        place = match.end()
    if place < len(text):
        yield "", text[place:]


def plain(text: str) -> str:
    """A printed text without its styles."""
    return "".join(piece for _, piece in styled(text))


def index_anchor(slug: str, number: int) -> str:
    """The anchor of a chapter's mark with this number; no id that Pandoc makes has two dashes."""
    return f"{slug}--index--{number}"


def _closing(text: str, place: int) -> int | None:
    """The place behind the brace that closes what is open at `place`, None where none does."""
    depth = 1
    while place < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[place], 0) if text[place - 1 : place] != "\\" else 0
        place += 1
    return None if depth else place


def _targets(text: str) -> tuple[Levels, ...]:
    return tuple(read_entry(part.strip())[0] for part in text.split(";") if part.strip())


def _level(span: pf.Span) -> Levels:
    """The marked words as one level, whatever signs are in them."""
    return (" ".join("".join(_written(item) for item in span.content).split()),)


def _written(item: pf.Inline) -> str:
    match item:
        case pf.Code():
            return f"`{item.text}`"
        case pf.Emph():
            return f"*{plain_text(item)}*"
        case pf.Space() | pf.SoftBreak() | pf.LineBreak():
            return " "
    return plain_text(item)


def _untex(text: str) -> str:
    for pattern, plain_form in _TEX:
        text = pattern.sub(plain_form, text)
    return " ".join(text.split())


def _hide(text: str) -> str:
    """The text with quoted signs as characters that mean nothing to makeindex."""
    return _QUOTED.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)


def _show(text: str) -> str:
    shown = "".join(
        chr(ord(sign) - _HIDDEN) if _HIDDEN <= ord(sign) < _HIDDEN + 0x100 else sign
        for sign in text
    )
    return " ".join(shown.split())


def _unhide(text: str) -> str:
    """Quoted signs as they were written, for what is read once more."""
    return "".join(
        f'"{chr(ord(sign) - _HIDDEN)}' if _HIDDEN <= ord(sign) < _HIDDEN + 0x100 else sign
        for sign in text
    )
