"""Put the drawings in their places: each image points to its converted file, sized to fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Drawing, Filter, Phase
from chapbook.tree import ancestors, plain_text, rewrite

#: The kind of drawing that each writer embeds, the first that there is.
_KINDS = {
    "latex": ("pdf", "png", "jpg"),
    "typst": ("pdf", "png", "jpg", "svg"),
    "docx": ("png", "jpg"),
    "html": ("svg", "png", "jpg"),
}
#: CSS pixels beyond which a drawing takes the whole text width.
_TEXT_WIDTH = 480


@dataclass(frozen=True)
class Diagrams:
    """The filter `diagrams`."""

    name: str = "diagrams"
    phase: Phase = Phase.DRAW

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Point each image at its drawing; one without a drawing becomes its description."""

        def place(element: pf.Image) -> object:
            drawing = context.drawings.get(element.url)
            if drawing is None:
                return _description(element)
            return _placed(element, drawing, context.writer)

        return rewrite(doc, (pf.Image,), place)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Diagrams()]


def _placed(image: pf.Image, drawing: Drawing, writer: str) -> pf.Image:
    kind = next((k for k in _KINDS.get(writer, ("svg", "png", "jpg")) if k in drawing.media), None)
    if kind is None:
        return _description(image)
    image.url = drawing.media[kind]
    if writer == "docx" and "svg" in drawing.media:
        image.attributes["svg"] = drawing.media["svg"]
    if not image.content and drawing.alt:
        image.content = [pf.Str(drawing.alt)]
    if not {"width", "height"} & set(image.attributes):
        wide = drawing.width >= _TEXT_WIDTH or "opener" in _figure_classes(image)
        if wide:
            image.attributes["width"] = "100%"
        elif drawing.width:
            image.attributes["width"] = f"{drawing.width:g}px"
    return image


def _figure_classes(image: pf.Image) -> list[str]:
    figures = (e for e in ancestors(image) if isinstance(e, pf.Figure))
    return [name for figure in figures for name in figure.classes]


def _description(image: pf.Image) -> pf.Emph:
    words = plain_text(image) or image.url
    return pf.Emph(pf.Str(f"[{words}]"))
