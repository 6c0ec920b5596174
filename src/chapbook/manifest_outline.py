"""A Markdown file as headings, linked entries and lines of prose, as far as a list of contents
needs it: code and comments are passed over, an entry knows how deep it is nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from chapbook.book import Place


@dataclass(frozen=True)
class Heading:
    """A heading without its marks and attributes; `unnumbered` where it has `{-}`."""

    level: int
    text: str
    line: int
    unnumbered: bool = False


@dataclass(frozen=True)
class Entry:
    """A link that stands first in its line or list item.

    `depth` is 0 outside a list and counts linked items only. `target` is without its anchor,
    empty for an entry whose file is yet to be written. `label` is what stands before the link.
    """

    title: str
    target: str
    line: int
    depth: int = 0
    ordered: bool = False
    label: str = ""


@dataclass(frozen=True)
class Prose:
    """Any other line."""

    text: str
    line: int


Piece = Heading | Entry | Prose

_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
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
    short = title
    if place is Place.APPENDIX:
        short = re.sub(r"^(Appendix(\s+([A-Z]|\d+))?\s*[:.–—-]|[A-Z]\s+[–—-])\s+", "", title)
    elif place is Place.CHAPTER:
        short = re.sub(r"^Chapter\s+\d+\s*[:.–—-]\s+", "", title, flags=re.IGNORECASE)
    return short or title


def bare_part_title(heading: str) -> str:
    """A Part's title without `Part II:`."""
    said = re.sub(
        r"^Part\s+([IVXLC]+|\d+|[A-Z][a-z]+)\s*[:.–—-]\s+", "", heading, flags=re.IGNORECASE
    )
    return said or heading


def is_appendix(title: str) -> bool:
    """Whether a title is that of an appendix or of their list."""
    return re.match(r"(appendix|appendices)\b", title, re.IGNORECASE) is not None


def is_front_matter(title: str) -> bool:
    """Whether a title is that of a piece before the first chapter."""
    words = r"(preface|foreword|acknowledge?ments?|dedication)\b"
    return re.match(words, title, re.IGNORECASE) is not None


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
        return Prose(item[2], number)
    depth = sum(linked for _, linked in parents)
    return _entry(link, number, depth, item[1][0].isdigit(), item[2][: link.start()])


def _line(line: str, number: int) -> Piece:
    link = _LINK.match(line)
    if link is None or link.end() != len(line):
        return Prose(line, number)
    return _entry(link, number, 0, False, "")


def _entry(link: re.Match[str], number: int, depth: int, ordered: bool, label: str) -> Entry:
    target = unquote(link[2].strip("<>").partition("#")[0])
    return Entry(plain_title(link[1]), target, number, depth, ordered, plain_title(label))
