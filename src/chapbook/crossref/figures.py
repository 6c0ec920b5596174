"""Figures and figures of several parts: number them and write their captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chapbook.crossref import latex
from chapbook.crossref.kinds import FIGURE
from chapbook.crossref.nodes import (
    Attr,
    Node,
    attr_of,
    inlines_of,
    is_space,
    join_all,
    lookup,
    plain,
    string,
    strip,
    with_value,
)
from chapbook.crossref.numbers import Entry, Numbers, Part, anchored
from chapbook.crossref.subfigure_layout import Cell, as_columns, as_grid
from chapbook.crossref.templates import fill


def number_figure(block: Node, numbers: Numbers) -> Node:
    """A figure with its number in its caption; in LaTeX, which numbers it itself, as it is."""
    settings = numbers.settings
    attr, image_attr = attr_of(block["c"][0]), _image_attr(block["c"][2])
    title = inlines_of(block["c"][1][1])
    said: Attr = (attr[0], [], [*attr[2], *image_attr[2]])
    entry = numbers.count(FIGURE, said, title)
    numbers.add(entry)
    attr = anchored(attr)
    if settings.flag("setLabelAttribute"):
        attr = with_value(attr, "label", latex.label_text(entry, settings))
    if settings.latex:
        return _figure(attr, block["c"][1][1], block["c"][2])
    caption = caption_of(entry, "figureTemplate", numbers)
    content = [_with_alt(item, title, caption, numbers) for item in block["c"][2]]
    return _figure(attr, _same_kind(block["c"][1][1], caption), content)


def lone_image(block: Node, numbers: Numbers) -> Node:
    """A paragraph of one labeled image, which Pandoc takes for no figure, as a figure."""
    image = strip(block["c"])[0]
    attr, alt, target = attr_of(image["c"][0]), image["c"][1], image["c"][2]
    inner: Node = {"t": "Image", "c": [["", attr[1], attr[2]], alt, target]}
    # LaTeX counts a figure only if it has a caption, be it an empty one.
    empty = [{"t": "RawInline", "c": ["latex", ""]}] if numbers.settings.latex else []
    return _figure((attr[0], [], []), [plain(list(alt) or empty)], [plain([inner])])


def is_lone_image(block: Node, numbers: Numbers) -> bool:
    """Is this a paragraph of one image with a figure's label?"""
    items = strip(block["c"])
    return (
        len(items) == 1
        and items[0]["t"] == "Image"
        and numbers.settings.kind_of(items[0]["c"][0][0]) is FIGURE
    )


def caption_of(entry: Entry, template: str, numbers: Numbers, **more: list[Node]) -> list[Node]:
    """A caption by a template, with the number and the title of an entry."""
    settings = numbers.settings
    variables = {
        "i": entry.index(settings),
        "t": list(entry.title),
        "title": settings.inlines(f"{entry.kind.name}Title"),
        **more,
    }
    return fill(settings.inlines(template), variables, settings)


def number_subfigures(block: Node, numbers: Numbers) -> list[Node]:
    """A Div of images whose last paragraph is the caption: each image gets a letter."""
    settings = numbers.settings
    attr, blocks = attr_of(block["c"][0]), list(block["c"][1])
    title: list[Node] = []
    if blocks and blocks[-1]["t"] in ("Para", "Plain") and not _images(blocks[-1]):
        title = _without_marks(blocks.pop()["c"])
    parent = numbers.count(FIGURE, attr, title)
    numbers.add(parent)
    attr = anchored(attr)
    rows = [row for row in (_row(item) for item in blocks) if row]
    cells: list[list[Cell]] = []
    for row in rows:
        cells.append([_letter(image, figure, parent, numbers) for image, figure in row])
    if settings.flag("setLabelAttribute"):
        attr = with_value(attr, "label", latex.label_text(parent, settings))
    if settings.latex:
        found = iter(cells)
        body = [next(found) if _row(block) else [block] for block in blocks]
        return latex.subfigures(attr[0], title, body)
    every = [cell for row in cells for cell in row]
    collected = [
        fill(
            settings.inlines("ccsTemplate"),
            {"i": [string(c.letter.text)], "t": c.title},
            settings,
        )
        for c in every
        if c.title
    ]
    ccs = join_all(collected, settings.inlines("ccsDelim"))
    caption = caption_of(parent, "subfigureTemplate", numbers, ccs=ccs)
    if settings.flag("subfigGrid"):
        content = as_grid(cells)
    elif settings.flag("subfigColumns"):
        content = as_columns(cells)
    else:
        content = _as_written(blocks, iter(every))
    attr = (attr[0], ["subfigures", *attr[1]], attr[2])
    return [_figure(attr, [{"t": "Para", "c": caption}], content)]


def _letter(image: Node, figure: Node | None, parent: Entry, numbers: Numbers) -> Cell:
    settings = numbers.settings
    own = attr_of(image["c"][0])
    outer = attr_of(figure["c"][0]) if figure else own
    title = inlines_of(figure["c"][1][1]) if figure else list(image["c"][1])
    said: Attr = (outer[0], [], [*outer[2], *own[2]])
    number = numbers.next_sub(parent, lookup(said, "number"))
    label = lookup(said, "label")
    letter = Part(number, settings.numbered("subfigLabels", number) if label is None else label)
    outer = anchored(outer)
    name = outer[0] if settings.kind_of(outer[0]) is FIGURE else ""
    hidden = numbers.is_hidden(said) or (parent.hidden and lookup(said, "hidden") is None)
    entry = replace(parent, label=name, title=tuple(title), sub=letter, hidden=hidden)
    numbers.add(entry)
    caption = fill(
        settings.inlines("subfigureChildTemplate"),
        {"i": [string(letter.text)], "t": title},
        settings,
    )
    if "nocaption" in own[1] or "nocaption" in outer[1]:
        caption = []
    attr = with_value(own, "label", letter.text) if settings.flag("setLabelAttribute") else own
    if settings.flag("preserveAltText") and title and lookup(attr, "alt") is None:
        attr = with_value(attr, "alt", latex.plain_text(title))
    return Cell(image, attr, outer, title, caption, letter, figure is not None)


def _row(block: Node) -> list[tuple[Node, Node | None]]:
    if block["t"] == "Figure":
        images = [image for item in block["c"][2] for image in _images(item)]
        return [(images[0], block)] if images else []
    return [(image, None) for image in _images(block)]


def _images(block: Node) -> list[Node]:
    if block["t"] not in ("Para", "Plain"):
        return []
    return [item for item in block["c"] if item["t"] == "Image"]


def _as_written(blocks: Sequence[Node], cells: Iterator[Cell]) -> list[Node]:
    """The blocks as they were, each image with its letter."""
    made: list[Node] = []
    for block in blocks:
        if block["t"] == "Figure" and _row(block):
            made.append(next(cells).as_figure())
        elif _images(block):
            items = [
                next(cells).as_image() if item["t"] == "Image" else item for item in block["c"]
            ]
            made.append({"t": block["t"], "c": items})
        else:
            made.append(block)
    return made


def _with_alt(block: Node, title: list[Node], caption: list[Node], numbers: Numbers) -> Node:
    """The image of a figure, with the caption as its alternative text where the title was it."""
    if not _images(block):
        return block

    def changed(item: Node) -> Node:
        if item["t"] != "Image" or (item["c"][1] and item["c"][1] != title):
            return item
        attr = attr_of(item["c"][0])
        if numbers.settings.flag("preserveAltText") and title and lookup(attr, "alt") is None:
            attr = with_value(attr, "alt", latex.plain_text(title))
        return {"t": "Image", "c": [list(attr), caption, item["c"][2]]}

    return {"t": block["t"], "c": [changed(item) for item in block["c"]]}


def _image_attr(blocks: Sequence[Node]) -> Attr:
    images = [image for block in blocks for image in _images(block)]
    return attr_of(images[0]["c"][0]) if images else ("", [], [])


def _same_kind(old: Sequence[Node], caption: list[Node]) -> list[Node]:
    return [{"t": old[0]["t"] if old and old[0]["t"] == "Para" else "Plain", "c": caption}]


def _without_marks(items: list[Node]) -> list[Node]:
    """A caption without the `:` before it and what closes it there (`: Caption. []{}`)."""
    if items and items[0] == string(":"):
        items = strip(items[1:])
        if items and items[-1]["t"] == "Span" and not items[-1]["c"][1]:
            items = strip(items[:-1])
        if items and items[-1]["t"] == "Str" and items[-1]["c"].endswith("."):
            items = [*items[:-1], string(items[-1]["c"][:-1])]
    return [item for item in items if not (is_space(item) and len(items) == 1)]


def _figure(attr: Attr, caption: Sequence[Node], content: Sequence[Node]) -> Node:
    return {"t": "Figure", "c": [list(attr), [None, list(caption)], list(content)]}
