r"""Make every mark of an index a Span of class `index`, wherever and however it is written."""

from __future__ import annotations

from collections.abc import Sequence

import panflute as pf

from chapbook.index_entries import INDEX, WRITTEN, commands_in, span_of_command
from chapbook.tree import ancestors, iter_elements, plain_text, rewrite

_SPACES = (pf.Space, pf.SoftBreak)
#: What holds paragraphs of text, so that the mark of a heading may be put into the first of them.
_HOLDERS = (pf.Doc, pf.Div, pf.ListItem)
_REQUEST = r"\printindex"


def is_candidate(element: pf.Element) -> bool:
    """Whether an element has to do with an index, so that a chapter has to be looked through."""
    match element:
        case pf.Span() | pf.Div():
            return INDEX in element.classes or element.identifier == INDEX
        case pf.RawInline() | pf.RawBlock():
            return r"\index" in element.text or _REQUEST in element.text
    return False


def read_raw(raw: pf.RawBlock | pf.RawInline) -> object:
    r"""Raw `\index{…}` as Spans, and `\printindex` as a Div; None for any other markup."""
    if raw.format not in ("tex", "latex"):
        return None
    if isinstance(raw, pf.RawBlock) and raw.text.strip() == _REQUEST:
        return pf.Div(classes=[INDEX])
    commands = list(commands_in(raw.text))
    rest = raw.text
    for command, _ in commands:
        rest = rest.replace(command, "", 1)
    if not commands or rest.strip():
        return None
    spans = []
    for command, inside in commands:
        spans.append(span_of_command(inside))
        spans[-1].attributes[WRITTEN] = command
    return pf.Plain(*spans) if isinstance(raw, pf.RawBlock) else spans


def raise_request(para: pf.Para) -> object:
    r"""A paragraph that is nothing but `\printindex` as a request."""
    first = para.content[0] if len(para.content) == 1 else None
    is_request = isinstance(first, pf.RawInline) and first.text.strip() == _REQUEST
    return pf.Div(classes=[INDEX]) if is_request else None


def find_request(div: pf.Div) -> None:
    """Give the class to a Div that asks for the index by its id alone."""
    if div.identifier == INDEX and not div.content and INDEX not in div.classes:
        div.classes = [*div.classes, INDEX]
    if INDEX in div.classes and div.identifier == INDEX:
        div.identifier = ""  # the heading above it has that id


def without_marks(element: pf.Element) -> None:
    """An alternative text, which repeats a caption, marks nothing."""
    rewrite(element, (pf.Span,), lambda span: list(span.content) if is_mark(span) else None)


def free_headings(doc: pf.Doc) -> None:
    """Put the marks of headings into the paragraph below: tables of contents repeat headings."""
    waiting: list[pf.Span] = []
    below: pf.Block | None = None
    for element in list(iter_elements(doc, (pf.Header, pf.Para, pf.Plain))):
        if isinstance(element, pf.Header):
            _settle(waiting, below)
            waiting, below = _taken(element), element
        elif isinstance(element, pf.Plain) and _is_only_marks(element) and _is_text(element):
            waiting += [item for item in element.content if is_mark(item)]
            if below is None:
                below = element
            else:
                element.content = []
        elif waiting and isinstance(element, pf.Para | pf.Plain) and _is_text(element):
            _insert(element, waiting)
            if isinstance(below, pf.Plain):
                below.content = []
            waiting, below = [], None
    _settle(waiting, below)
    rewrite(doc, (pf.Plain,), lambda plain: None if plain.content else [])


def tidy(doc: pf.Doc) -> None:
    """Leave one space around a mark that shows nothing, and none before the first word."""
    for element in list(iter_elements(doc, (pf.Span,))):
        if not (is_mark(element) and not element.content):
            continue
        before, after = element.prev, element.next
        if isinstance(after, _SPACES) and (before is None or isinstance(before, _SPACES)):
            holder = element.parent
            if holder is not None and isinstance(holder.content, pf.ListContainer):
                holder.content = [item for item in holder.content if item is not after]


def is_mark(element: pf.Element) -> bool:
    """Whether an element is a mark of the index."""
    return isinstance(element, pf.Span) and INDEX in element.classes


def written(span: pf.Span) -> str:
    """What stands in the source where the mark is."""
    entry = span.attributes.get("entry")
    return f'entry="{entry}"' if entry else f"[{plain_text(span)}]{{.{INDEX}"


def _taken(header: pf.Header) -> list[pf.Span]:
    """The marks of a heading, which keeps their words."""
    taken: list[pf.Span] = []

    def take(span: pf.Span) -> object:
        if not is_mark(span):
            return None
        said = {"entry": plain_text(span).replace('"', '""'), **span.attributes}
        said.setdefault(WRITTEN, written(span))
        taken.append(pf.Span(classes=span.classes, attributes=said))
        return list(span.content)

    rewrite(header, (pf.Span,), take)
    inlines = list(header.content)
    while inlines and isinstance(inlines[-1], _SPACES):
        inlines.pop()
    header.content = inlines
    return [mark for mark in taken if mark.attributes["entry"]]


def _settle(waiting: Sequence[pf.Span], below: pf.Block | None) -> None:
    """Marks below whose heading no text stands get a line of their own right behind it."""
    if not waiting or below is None:
        return
    if isinstance(below, pf.Plain):
        below.content = list(waiting)
        return
    holder = below.parent
    place = next(i for i, block in enumerate(holder.content) if block is below)
    holder.content.insert(place + 1, pf.Plain(*waiting))


def _insert(block: pf.Para | pf.Plain, marks: Sequence[pf.Span]) -> None:
    """Behind the first word, so that what a paragraph begins with stays its beginning."""
    place = 1 if block.content and isinstance(block.content[0], pf.Str) else 0
    block.content = [*list(block.content)[:place], *marks, *list(block.content)[place:]]


def _is_only_marks(block: pf.Plain) -> bool:
    return bool(block.content) and all(is_mark(i) and not i.content for i in block.content)


def _is_text(block: pf.Block) -> bool:
    return isinstance(block.parent, _HOLDERS) and not any(
        isinstance(around, pf.Figure | pf.Table) for around in ancestors(block)
    )
