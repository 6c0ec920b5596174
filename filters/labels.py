r"""Read labels that Pandoc leaves in the text, own kinds of things, and requests for lists.

`: Caption {#tbl:x}` and bookdown's `(\#tab:x)`; a Div of an own kind's class or label; the commands
`\listoffigures`, `\listoftables`, `\listoflistings` and `\listof{algorithm}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.labels import kind_of
from chapbook.numbering import NumberingSettings
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_blocks, iter_elements, plain_text, rewrite

_BOOKDOWN = re.compile(r"^\(#(?P<id>\w+:[^\s()]+)\)$")
_PANDOC = re.compile(r"^\{#(?P<id>\w+[:-][^\s{}]+)\}$")
_LIST = re.compile(r"\\listof(?:\{(?P<kind>\w+)\}|(?P<name>[a-z]+?)s?)(?![a-z{])")
_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)
_CAPTIONED = (pf.Figure, pf.Table)


@dataclass(frozen=True)
class Labels:
    """The filter `labels`."""

    name: str = "labels"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Give every labeled thing its label as id; make list requests Divs of class `list-of`."""
        numbering = context.book.numbering
        for element in iter_blocks(doc):
            if isinstance(element, _CAPTIONED):
                _read_caption(element)
            elif isinstance(element, pf.Div):
                _read_kind(element, numbering)
        rewrite(doc, (pf.Div,), _unwrap_table)
        rewrite(doc, (pf.Para,), _raise_lists)
        rewrite(doc, (pf.Para,), _read_bare_figure)
        rewrite(doc, (pf.Code, pf.Link), _placed)
        rewrite(doc, (pf.Image,), _without_places)
        return rewrite(doc, (pf.RawBlock,), lambda raw: _lists(raw, numbering))


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Labels()]


def _read_caption(element: pf.Figure | pf.Table) -> None:
    block = element.caption.content[0] if element.caption and element.caption.content else None
    if block is None:
        return
    inlines = list(block.content)
    while inlines and isinstance(inlines[-1], _SPACES):
        inlines.pop()
    if not inlines:
        return
    for place, pattern in ((0, _BOOKDOWN), (-1, _PANDOC)):
        match = pattern.match(plain_text(inlines[place])) if inlines else None
        if match:
            inlines.pop(place)
            element.identifier = element.identifier or match["id"]
            _unlabel_alternative(element, match.group())
    while inlines and isinstance(inlines[0], _SPACES):
        inlines.pop(0)
    while inlines and isinstance(inlines[-1], _SPACES):
        inlines.pop()
    block.content = inlines


def _read_bare_figure(para: pf.Para) -> object:
    """A picture that stands alone with a figure's label: Pandoc makes figures of captions only."""
    image = para.content[0] if len(para.content) == 1 else None
    if not isinstance(image, pf.Image) or not re.match(r"fig[:-].", image.identifier):
        return None
    identifier, image.identifier = image.identifier, ""
    return pf.Figure(pf.Plain(image), caption=pf.Caption(), identifier=identifier)


def _placed(inline: pf.Code | pf.Link) -> object:
    """Code or a link with an id in a Span that has it: not every format can point to these."""
    if not inline.identifier:
        return None
    identifier, inline.identifier = inline.identifier, ""
    return pf.Span(inline, identifier=identifier)


def _without_places(image: pf.Image) -> None:
    """An alternative text, which repeats a caption, is no place that a link can lead to."""
    for element in iter_elements(image, (pf.Span,)):
        element.identifier = ""


def _unlabel_alternative(element: pf.Figure | pf.Table, label: str) -> None:
    """The image of a figure repeats its caption as alternative text, with the label."""
    for image in list(iter_elements(element, (pf.Image,))):
        words = [word for word in image.content if plain_text(word) != label]
        while words and isinstance(words[0], _SPACES):
            words.pop(0)
        image.content = words


def _read_kind(div: pf.Div, numbering: NumberingSettings) -> None:
    """A Div whose class or label is an own kind's gets the class, and its heading as title."""
    own = {kind.name for kind in numbering.own}
    named = kind_of(div.identifier, numbering)
    if named is not None and named.name in own and named.name not in div.classes:
        div.classes = [named.name, *div.classes]
    if not own.intersection(div.classes):
        return
    first = div.content[0] if div.content else None
    if isinstance(first, pf.Header) and "title" not in div.attributes:
        div.attributes["title"] = plain_text(first)
        div.content = list(div.content)[1:]


def _unwrap_table(div: pf.Div) -> object:
    """A Div labeled `tbl:x` gives its label to the only table in it."""
    tables = [block for block in div.content if isinstance(block, pf.Table)]
    if not re.match(r"^(?:tbl|tab)[:-].", div.identifier) or len(tables) != 1:
        return None
    table = tables[0]
    table.identifier = div.identifier
    table.attributes.update(div.attributes)
    others = [block for block in div.content if block is not table]
    if others and not (table.caption and table.caption.content):
        caption = others[-1] if isinstance(others[-1], pf.Para | pf.Plain) else None
        if caption is not None and div.content[-1] is caption:
            table.caption = pf.Caption(pf.Plain(*caption.content))
            others.remove(caption)
    return [block for block in div.content if block is table or block in others]


def _raise_lists(para: pf.Para) -> object:
    """A paragraph of nothing but list commands as a raw block."""
    items = [item for item in para.content if not isinstance(item, _SPACES)]
    raw = [item for item in items if isinstance(item, pf.RawInline) and _LIST.match(item.text)]
    if not items or len(raw) != len(items):
        return None
    return [pf.RawBlock(item.text, format="tex") for item in raw]


def _lists(raw: pf.RawBlock, numbering: NumberingSettings) -> object:
    found = list(_LIST.finditer(raw.text))
    if raw.format not in ("tex", "latex") or _LIST.sub("", raw.text).strip() or not found:
        return None
    names = [match["kind"] or match["name"] for match in found]
    kinds = [numbering.kind(name) or numbering.kind(name.removesuffix("s")) for name in names]
    if any(kind is None for kind in kinds):
        return None
    return [pf.Div(classes=["list-of"], attributes={"kind": kind.name}) for kind in kinds if kind]
