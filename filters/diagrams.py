"""Put the drawings in their places: each image points to its converted file, sized to fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.block_diagrams import forget_code
from chapbook.drawing_size import default_width, is_size
from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.roles import Context, Drawing, Filter, Phase
from chapbook.store import digest
from chapbook.tree import ancestors, iter_elements, plain_text, rewrite
from chapbook.words import words_for

#: The kind of drawing that each writer embeds, the first that there is.
_KINDS = {
    "latex": ("pdf", "png", "jpg"),
    "typst": ("pdf", "png", "jpg", "outlines", "svg"),
    "docx": ("png", "jpg"),
    "html": ("svg", "png", "jpg"),
}
#: Where a long description waits for its figure.
_LONG = "long-description"


@dataclass(frozen=True)
class Diagrams:
    """The filter `diagrams`."""

    name: str = "diagrams"
    phase: Phase = Phase.DRAW

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Point each image at its drawing; one without a drawing becomes its description."""

        def place(element: pf.Image) -> object:
            drawing = context.drawings.get(element.url)
            forget_code(element)
            if drawing is None:
                return _description(element)
            _describe(element, drawing, context)
            return _placed(element, drawing, context.writer)

        word = words_for(context.book.metadata.language).description
        doc = rewrite(doc, (pf.Image,), place)
        return rewrite(doc, (pf.Figure,), lambda figure: _extend(figure, word))


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Diagrams()]


def _placed(image: pf.Image, drawing: Drawing, writer: str) -> pf.Image:
    kind = next((k for k in _KINDS.get(writer, ("svg", "png", "jpg")) if k in drawing.media), None)
    if kind is None:
        return _description(image)
    image.url = drawing.media[kind]
    if writer == "docx" and "outlines" in drawing.media:
        image.attributes["svg"] = drawing.media["outlines"]
    for side in ("width", "height"):
        if not is_size(image.attributes.get(side, "100%")):
            del image.attributes[side]
    if not {"width", "height"} & set(image.attributes):
        width = default_width(drawing.width, "opener" in _figure_classes(image))
        if width:
            image.attributes["width"] = width
    return image


def _describe(image: pf.Image, drawing: Drawing, context: Context) -> None:
    """Give an image its alternative text, and what describes it at length.

    On screens the long description is kept in an attribute until the figure shows it; elsewhere it
    is a part of the alternative text.
    """
    said = image.attributes.pop("alt", "") or ("" if image.content else drawing.alt)
    if said:
        image.content = [pf.Str(said)]
    long = image.attributes.pop("desc", "") or drawing.description
    if not long or long == plain_text(image):
        return
    if context.writer == "html" and any(isinstance(e, pf.Figure) for e in ancestors(image)):
        image.attributes[_LONG] = long
    else:
        image.content = [*image.content, *([pf.Str(". ")] if image.content else []), pf.Str(long)]


def _extend(figure: pf.Figure, word: str) -> None:
    """Show the long descriptions of a figure's images below them, to be opened by the reader."""
    images = list(iter_elements(figure, (pf.Image,)))
    for image in images:
        inner = next(a for a in ancestors(image) if isinstance(a, pf.Figure))
        said = image.attributes.get(_LONG, "")
        if not said or inner is not figure:
            continue
        del image.attributes[_LONG]
        identifier = f"{figure.identifier or digest(image.url)[:8]}-description"
        image.attributes["aria-details"] = identifier
        summary = enclose("summary", [pf.Plain(pf.Str(word))])
        paragraphs = [pf.Para(pf.Str(part)) for part in said.split("\n\n") if part.strip()]
        figure.content = [
            *figure.content,
            *enclose("details", [*summary, *paragraphs], identifier=identifier),
        ]


def _figure_classes(image: pf.Image) -> list[str]:
    figures = (e for e in ancestors(image) if isinstance(e, pf.Figure))
    return [name for figure in figures for name in figure.classes]


def _description(image: pf.Image) -> pf.Emph:
    words = plain_text(image) or image.url.partition(":")[2] or image.url
    return pf.Emph(pf.Str(f"[{words}]"))
