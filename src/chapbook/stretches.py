"""What stands between one heading of a chapter and the next, counted: words, paragraphs, figures.

A word is what stands between spaces and holds a letter or a digit. Those of running text, headings,
lists, tables, captions, citations and notes count; code blocks, formulas, drawings, raw markup and
addresses do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.tree import iter_elements, plain_text

#: What opens a citation, and an address.
_OPENER = re.compile(r"\[Sources?:")
_ADDRESS = re.compile(r"\w+://\S+|\bwww\.\S+")

_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)
#: What a reader sees whatever is in it, and what no reader sees.
_SEEN = (pf.Str, pf.Code, pf.CodeBlock, pf.Math, pf.Image, pf.Table, pf.Figure)
_HIDDEN = (pf.RawBlock, pf.RawInline, pf.HorizontalRule, pf.Null, *_SPACES)
#: What holds no words that are read as such.
_SILENT = (pf.CodeBlock, pf.RawBlock, pf.RawInline, pf.Math, pf.Image)


@dataclass(frozen=True)
class Stretch:
    """What stands below one heading up to the next, whatever its level.

    `words` are its own and those of the heading. `opener` is the source of the figure that it
    begins with, None where it begins with something else.
    """

    words: int = 0
    paragraphs: int = 0
    figures: int = 0
    tables: int = 0
    opener: str | None = None


def find_stretches(doc: pf.Doc) -> tuple[Stretch, ...]:
    """The text before the first heading, then that of each heading, in reading order."""
    groups: list[list[pf.Block]] = [[]]
    for block in _flat(doc.content):
        if isinstance(block, pf.Header):
            groups.append([])
        groups[-1].append(block)
    return tuple(_count(group) for group in groups)


def _flat(blocks: Iterable[pf.Block]) -> Iterator[pf.Block]:
    """The blocks, with those of Divs that hold headings or say nothing of themselves."""
    for block in blocks:
        if isinstance(block, pf.Div) and (not block.classes or _holds_heading(block)):
            yield from _flat(block.content)
        else:
            yield block


def _holds_heading(div: pf.Div) -> bool:
    return any(
        isinstance(block, pf.Header) or (isinstance(block, pf.Div) and _holds_heading(block))
        for block in div.content
    )


def _count(blocks: list[pf.Block]) -> Stretch:
    body = [block for block in blocks if not _is_navigation(block)]
    below = [block for block in body if not isinstance(block, pf.Header) and _is_seen(block)]
    pictures = [_picture(block) for block in below]
    return Stretch(
        words=sum(_words(block) for block in body),
        paragraphs=sum(
            isinstance(block, pf.Para | pf.Plain) and picture is None
            for block, picture in zip(below, pictures, strict=True)
        ),
        figures=sum(len(list(_find(block, _is_picture))) for block in below),
        tables=sum(len(list(_find(block, _is_table))) for block in below),
        opener=pictures[0] if pictures else None,
    )


def _is_navigation(block: pf.Block) -> bool:
    return "navigation" in getattr(block, "classes", ())


def _is_seen(element: pf.Element) -> bool:
    """Whether a reader sees anything of it: a page break or a mark for the index is nothing."""
    if isinstance(element, _SEEN):
        return True
    if isinstance(element, _HIDDEN):
        return False
    return any(map(_is_seen, _children(element)))


def _picture(block: pf.Block) -> str | None:
    """The source of the first image of a figure, None where the block is none."""
    if isinstance(block, pf.Div):
        shown = [inner for inner in block.content if _is_seen(inner)]
        return _picture(shown[0]) if len(shown) == 1 else None
    if not _is_picture(block):
        return None
    return next((e.url for e in iter_elements(block, (pf.Image,))), None)


def _is_picture(block: pf.Block) -> bool:
    """Whether it is a figure, or an image that stands alone."""
    if isinstance(block, pf.Figure):
        return True
    if not isinstance(block, pf.Para | pf.Plain):
        return False
    shown = [item for item in block.content if not isinstance(item, _SPACES)]
    return bool(shown) and all(isinstance(item, pf.Image) for item in shown)


def _is_table(block: pf.Block) -> bool:
    return isinstance(block, pf.Table)


def _find(block: pf.Block, wanted: Callable[[pf.Block], bool]) -> Iterator[pf.Block]:
    """The outermost blocks of a kind: a figure's parts are not figures of their own."""
    if wanted(block):
        yield block
    elif isinstance(block, pf.Div | pf.BlockQuote | pf.ListItem | pf.BulletList | pf.OrderedList):
        for inner in block.content:
            yield from _find(inner, wanted)


def _words(block: pf.Block) -> int:
    text: list[str] = []
    _collect(block, text)
    said = "".join(text)
    if "://" in said or "www." in said:
        said = _ADDRESS.sub(" ", said)
    return sum(map(_is_word, _OPENER.sub(" ", said).split()))


def _is_word(said: str) -> bool:
    return said.isalpha() or any(map(str.isalnum, said))


def _collect(element: pf.Element, text: list[str]) -> None:
    """The text of an element and of the notes in it, which stand for a space there."""
    if isinstance(element, pf.Str | pf.Code):
        text.append(element.text)
    elif isinstance(element, _SPACES):
        text.append(" ")
    elif isinstance(element, pf.Cite):
        text.append(plain_text(element))
    elif isinstance(element, pf.Note):
        inner: list[str] = []
        for block in element.content.list:
            _collect(block, inner)
        text.append(f" {''.join(inner)}")
    elif not isinstance(element, _SILENT):
        for child in _children(element):
            _collect(child, text)
        if not isinstance(element, pf.Inline):
            text.append(" ")


def _children(element: pf.Element) -> Iterator[pf.Element]:
    for name in element._children:
        value = getattr(element, name)
        if isinstance(value, pf.ListContainer):
            yield from value.list
        elif value is not None:
            yield value
