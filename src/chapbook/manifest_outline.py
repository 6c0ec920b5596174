"""A Markdown file as headings, linked entries and lines of prose, as far as a list of contents
needs it: code and comments are passed over, an entry knows how deep it is nested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import unquote

from chapbook.book import Place
from chapbook.typed import is_appendix, split_headings, split_part, split_typed


@dataclass(frozen=True)
class Heading:
    """A heading without its marks and attributes; `unnumbered` where it has `{-}`.

    A `group` stands for a list item without a link above linked ones; without text it ends them.
    """

    level: int
    text: str
    line: int
    unnumbered: bool = False
    group: bool = False


@dataclass(frozen=True)
class Entry:
    """A link that stands first in its line or list item.

    `depth` is 0 outside a list and counts linked items only. `target` is without its anchor,
    empty for an entry whose file is yet to be written. `label` is what stands before the link;
    `nesting` counts all items around this one and itself.
    """

    title: str
    target: str
    line: int
    depth: int = 0
    ordered: bool = False
    label: str = ""
    anchored: bool = False
    nesting: int = 0


@dataclass(frozen=True)
class Item:
    """A list item without a link."""

    text: str
    line: int
    nesting: int


@dataclass(frozen=True)
class Prose:
    """Any other line."""

    text: str
    line: int


Piece = Heading | Entry | Item | Prose

_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(<[^<>]*>|[^()<>\n]+\.(?:md|markdown)(?=[\s)])|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_ITEM = re.compile(r"^([-*+]|\d{1,9}[.)])\s+(.*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def read_pieces(text: str) -> Iterator[Piece]:
    """Every heading, entry and other line that is not empty, in order."""
    parents: list[tuple[int, bool]] = []
    lines = list(_visible_lines(text))
    for index, (number, line) in enumerate(lines):
        if not line.strip() or re.fullmatch(r"=+", line.strip()):
            continue
        heading = _heading(line, number, lines[index + 1][1] if index + 1 < len(lines) else "")
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line.strip())
        if heading or (not item and not indent):
            parents.clear()
        if heading:
            yield heading
        elif item:
            yield _item(item, number, indent, parents)
        else:
            yield _line(line.strip(), number)


def plain_title(markdown: str) -> str:
    """Inline Markdown as text: links, emphasis and code without their marks."""
    text = _LINK.sub(r"\1", markdown)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"(`+) ?(.+?) ?\1", r"\2", text)
    return re.sub(r"\\([^\w\s])", r"\1", text).strip()


def bare_title(title: str, place: Place) -> str:
    """A title without the number that its author typed: `Appendix A: Keys` → `Keys`."""
    if place is Place.APPENDIX:
        title = re.sub(r"^[A-Z]\s+[–—-]\s+", "", title) or title
    if place not in (Place.APPENDIX, Place.CHAPTER):
        return title
    ((_, rest, _),) = split_headings([(1, title)])
    return rest or title


def bare_part_title(heading: str) -> str:
    """A Part's title without `Part II:`."""
    return split_part(heading)[1] or heading


def with_groups(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with list items that stand above linked ones as headings of these.

    Where some of the items are labeled as Parts, the others say nothing. Where headings name
    Parts already, no item does.
    """
    if any(isinstance(piece, Heading) and split_part(piece.text)[0] for piece in pieces):
        return list(pieces)
    groups = [piece for piece, after in pairwise(pieces) if _is_group(piece, after)]
    labeled = any(split_part(group.text)[0] for group in groups if isinstance(group, Item))
    found: list[Piece] = []
    open_at: int | None = None
    for piece in pieces:
        nesting = piece.nesting if isinstance(piece, Item | Entry) else 0
        if open_at is not None and nesting <= open_at:
            found.append(Heading(6, "", piece.line, group=True))
            open_at = None
        if isinstance(piece, Item) and piece in groups and open_at is None:
            means_part = split_part(piece.text)[0] or not (labeled or split_typed(piece.text)[0])
            if means_part or is_appendix(piece.text):
                found.append(Heading(6, piece.text, piece.line, group=True))
                open_at = piece.nesting
                continue
        found.append(piece)
    return found


def _is_group(piece: Piece, after: Piece) -> bool:
    return isinstance(piece, Item) and isinstance(after, Entry) and after.nesting > piece.nesting


def _visible_lines(text: str) -> Iterator[tuple[int, str]]:
    without_comments = re.sub(r"<!--.*?(-->|\Z)", _keep_line_ends, text, flags=re.DOTALL)
    fence = ""
    for number, line in enumerate(without_comments.split("\n"), 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        yield number, line.rstrip().expandtabs(4)


def _keep_line_ends(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _heading(line: str, number: int, following: str) -> Heading | None:
    marked = _HEADING.match(line)
    if marked:
        return _without_attributes(len(marked[1]), marked[2], number)
    if re.fullmatch(r"=+", following) and not line.startswith(" "):
        return _without_attributes(1, line, number)
    return None


def _without_attributes(level: int, text: str, number: int) -> Heading:
    attributes = _ATTRIBUTES.search(text)
    words = attributes[1].split() if attributes else []
    title = plain_title(_ATTRIBUTES.sub("", text))
    return Heading(level, title, number, "-" in words or ".unnumbered" in words)


def _item(item: re.Match[str], number: int, indent: int, parents: list[tuple[int, bool]]) -> Piece:
    while parents and indent < parents[-1][0] + 2:
        parents.pop()
    link = _LINK.search(item[2])
    parents.append((indent, link is not None))
    if link is None:
        return Item(plain_title(item[2]), number, len(parents))
    depth = sum(linked for _, linked in parents)
    entry = _entry(link, number, depth, item[1][0].isdigit(), item[2][: link.start()])
    return replace(entry, nesting=len(parents))


def _line(line: str, number: int) -> Piece:
    link = _LINK.match(line)
    if link is None or link.end() != len(line):
        return Prose(line, number)
    return _entry(link, number, 0, False, "")


def _entry(link: re.Match[str], number: int, depth: int, ordered: bool, label: str) -> Entry:
    target, _, anchor = link[2].strip("<>").partition("#")
    title, before = plain_title(link[1]), plain_title(label)
    return Entry(title, unquote(target), number, depth, ordered, before, bool(anchor))
