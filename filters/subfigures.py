"""Group figures: a Div labeled `fig:x` of images and a last paragraph is one figure of several.

Before the survey it becomes a Figure of class `subfigures`, which holds a Div of class `row` for
each paragraph of images, and in it a Figure for each image.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.latex_text import latex_label
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_blocks, iter_elements, rewrite

#: Twips of a line of text in a Word document.
_WORD_LINE = 9072
_LABEL = re.compile(r"^fig[:-].")
_SPACES = (pf.Space, pf.SoftBreak, pf.LineBreak)
#: The space between two figures of a row, as a share of the line.
_GAP = 0.04
#: A little less than the whole line, so that no rounding breaks it.
_LINE = 0.999


@dataclass(frozen=True)
class SubfigureGroups:
    """The filter `subfigure-groups`: finds figures that consist of several."""

    name: str = "subfigure-groups"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make each labeled Div of figures a Figure."""
        return rewrite(doc, (pf.Div,), _group)


@dataclass(frozen=True)
class Subfigures:
    """The filter `subfigures`: sets figures that consist of several."""

    name: str = "subfigures"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each group of figures by what the writer makes of it."""

        def replace(figure: pf.Figure) -> object:
            if "subfigures" in figure.classes:
                return _typeset(figure, context)
            plain = {"latex": _unfloated, "docx": _unboxed, "typst": _at_left}.get(context.writer)
            return plain(figure) if plain else None

        return rewrite(doc, (pf.Figure,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [SubfigureGroups(), Subfigures()]


def _typeset(figure: pf.Figure, context: Context) -> object:
    match context.writer:
        case "latex":
            return _for_latex(figure, context)
        case "typst":
            return _for_typst(figure, context)
        case "docx":
            return _for_word(figure, context)
    return _for_html(figure, context)


def _for_latex(figure: pf.Figure, context: Context) -> object:
    """For each row its pictures, all standing on one line, and below them their captions."""
    pieces: list[pf.Inline] = []
    for row in _rows(figure):
        for place, (part, width) in enumerate(row):
            anchor = (
                rf"\phantomsection\label{{{latex_label(part.identifier)}}}"
                if part.identifier
                else ""
            )
            pieces += [*_minipage("b", width, place, anchor), *_images(part), _end()]
        pieces.append(_latex(r"\par\nobreak"))
        for place, (part, width) in enumerate(row):
            begin = _minipage("t", width, place, r"\subfigurecaption{")
            pieces += [*begin, *_caption_of(part), _latex("}"), _end()]
        pieces.append(_latex(r"\par\vspace{6pt}"))
    figure.content = [pf.Plain(*pieces)]
    return None


def _unfloated(figure: pf.Figure) -> object:
    """A figure that holds a table: in LaTeX tables break over pages, and no float can hold one."""
    if not any(isinstance(element, pf.Table) for element in iter_blocks(figure)):
        return None
    caption = _caption_of(figure)
    below = [pf.Plain(_latex(r"\subfigurecaption{"), *caption, _latex("}"))] if caption else []
    return pf.Div(*figure.content, *below, identifier=figure.identifier)


def _unboxed(figure: pf.Figure) -> object:
    """A figure of code, text or a table: Pandoc would center it in a table of Word's."""
    if _images(figure):
        return None
    caption = _caption_of(figure)
    below = [_styled("Image Caption", caption)] if caption else []
    return pf.Div(*figure.content, *below, identifier=figure.identifier)


def _at_left(figure: pf.Figure) -> object:
    """A figure of code: Typst would center its lines."""
    if any(isinstance(block, pf.CodeBlock) for block in figure.content):
        begin, end = (pf.RawBlock(text, format="typst") for text in ("#align(start)[", "]"))
        figure.content = [begin, *figure.content, end]
    return None


def _minipage(align: str, width: float, place: int, inside: str) -> list[pf.Inline]:
    gap = _latex(rf"\hspace{{{_GAP:.3f}\linewidth}}")
    box = rf"\begin{{minipage}}[{align}]{{{width:.4f}\linewidth}}\centering{inside}"
    return [gap, _latex(box)] if place else [_latex(box)]


def _end() -> pf.RawInline:
    return _latex(r"\end{minipage}")


def _latex(text: str) -> pf.RawInline:
    return pf.RawInline(text, format="latex")


def _for_typst(figure: pf.Figure, context: Context) -> object:
    """A grid for each row."""
    rows: list[pf.Block] = []
    for row in _rows(figure):
        columns = " ".join(f"{width:.3f}fr," for _, width in row)
        pieces = [_typst(f"#grid(columns: ({columns}), column-gutter: 4%, align: bottom,")]
        for part, _ in row:
            named = pf.Span(*_images(part), identifier=part.identifier, classes=["subfigure"])
            pieces += [_typst("["), named, _typst("],")]
        for part, _ in row:
            pieces += [_typst("[#subfigure-caption["), *_caption_of(part), _typst("]],")]
        rows.append(pf.Para(*pieces, _typst(")")))
    figure.content = rows
    return None


def _typst(text: str) -> pf.RawInline:
    return pf.RawInline(text, format="typst")


def _rows(figure: pf.Figure) -> list[list[tuple[pf.Figure, float]]]:
    """The figures of each row with their shares of the line, which leave some space between."""
    rows = [[part for part in row.content if isinstance(part, pf.Figure)] for row in figure.content]
    return [list(zip(row, _shares(row), strict=True)) for row in rows if row]


def _shares(row: list[pf.Figure]) -> list[float]:
    """What authors ask for (`width=30%`), equal shares otherwise, never more than there is."""
    even = 1 / len(row)
    asked = [_percentage(part) or even for part in row]
    scale = min(1, (_LINE - _GAP * (len(row) - 1)) / sum(asked))
    return [share * scale for share in asked]


def _percentage(part: pf.Figure) -> float | None:
    """The share of the line that a figure's picture asks for; the picture then fills it."""
    for image in _images(part):
        width = image.attributes.get("width", "")
        if re.fullmatch(r"\d+(?:\.\d+)?%", width):
            image.attributes["width"] = "100%"
            return float(width[:-1]) / 100 if width != "100%" else None
    return None


def _caption_of(part: pf.Figure) -> list[pf.Inline]:
    blocks = part.caption.content if part.caption else []
    return [inline for block in blocks for inline in block.content]


def _for_html(figure: pf.Figure, context: Context) -> object:
    """Rows are made by the style; a picture's share of its row is that of its figure."""
    for part in iter_elements(figure, (pf.Figure,)):
        for image in _images(part):
            share = image.attributes.get("width", "")
            if share.endswith("%"):
                del image.attributes["width"]
                part.attributes["style"] = f"flex: 0 1 {share}"
    return None


def _for_word(figure: pf.Figure, context: Context) -> object:
    """A table without lines for each row, and below them the caption of the whole."""
    rows = [block for row in _rows(figure) for block in _word_row(row)]
    caption = _caption_of(figure)
    below = [_styled("Image Caption", caption)] if caption else []
    return pf.Div(*rows, *below, identifier=figure.identifier)


def _word_row(row: list[tuple[pf.Figure, float]]) -> list[pf.Block]:
    """Word's table is written as it stands, Pandoc's own would be a table of data."""
    widths = [round(_WORD_LINE * share / sum(share for _, share in row)) for _, share in row]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    blocks: list[pf.Block] = [
        _word(f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid><w:tr>")
    ]
    for (part, _), width in zip(row, widths, strict=True):
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        pictures = [_styled("Captioned Figure", block.content) for block in part.content]
        caption = _caption_of(part)
        below = [_styled("Subfigure Caption", caption)] if caption else []
        blocks += [_word(cell), pf.Div(*pictures, *below, identifier=part.identifier)]
        blocks.append(_word("</w:tc>"))
    return [*blocks, _word("</w:tr></w:tbl>")]


def _styled(style: str, inlines: Iterable[pf.Inline]) -> pf.Div:
    return pf.Div(pf.Para(*inlines), attributes={"custom-style": style})


def _word(xml: str) -> pf.RawBlock:
    return pf.RawBlock(xml, format="openxml")


def _group(div: pf.Div) -> object:
    if not _LABEL.match(div.identifier):
        return None
    blocks = list(div.content)
    last = blocks[-1] if blocks else None
    caption, body = pf.Caption(), blocks
    if isinstance(last, pf.Para | pf.Plain) and not _images(last):
        caption, body = pf.Caption(pf.Plain(*last.content)), blocks[:-1]
    if not body:
        return None
    rows = [_row(block) for block in body]
    figures = list(iter_elements(pf.Div(*body), (pf.Figure, pf.Image)))
    attributes = dict(div.attributes)
    if not figures or any(row is None for row in rows):
        return _content_figure(div, body, caption)
    only = body[0] if len(body) == 1 and isinstance(body[0], pf.Figure) else None
    if only is not None and (not only.identifier or "subfigures" in only.classes):
        own = only.caption if only.caption and not caption.content else caption
        return _content_figure(div, list(only.content), own)
    columns = int(attributes.get("layout-ncol", "0") or 0)
    cells = [cell for row in rows if row for cell in row]
    shaped = (
        [cells[i : i + columns] for i in range(0, len(cells), columns)]
        if columns > 0
        else [row for row in rows if row]
    )
    return pf.Figure(
        *(pf.Div(*row, classes=["row"]) for row in shaped),
        caption=caption,
        identifier=div.identifier,
        classes=["subfigures", *div.classes],
        attributes=attributes,
    )


def _content_figure(div: pf.Div, body: list[pf.Block], caption: pf.Caption) -> pf.Figure:
    """A figure of anything: a table, code, text (Quarto's `::: {#fig-x}`)."""
    return pf.Figure(
        *body,
        caption=caption,
        identifier=div.identifier,
        classes=list(div.classes),
        attributes=dict(div.attributes),
    )


def _images(block: pf.Block) -> list[pf.Image]:
    return list(iter_elements(block, (pf.Image,)))


def _row(block: pf.Block) -> list[pf.Figure] | None:
    """The figures of one paragraph, None where it is anything else."""
    if isinstance(block, pf.Figure):
        return [block]
    if isinstance(block, pf.Para | pf.Plain):
        items = [item for item in block.content if not isinstance(item, _SPACES)]
        if items and all(isinstance(item, pf.Image) for item in items):
            return [_figure(image) for image in items]
    return None


def _figure(image: pf.Image) -> pf.Figure:
    identifier, image.identifier = image.identifier, ""
    caption = pf.Caption(pf.Plain(*image.content)) if image.content else pf.Caption()
    return pf.Figure(pf.Plain(image), caption=caption, identifier=identifier)
