"""A picture as Typst: with its alternative text, and no larger than there is room."""

from __future__ import annotations

import re

from chapbook.plugins.engines.document import Node, raw_inline
from chapbook.plugins.engines.spoken import spoken
from chapbook.plugins.engines.titles import PICTURE
from chapbook.plugins.engines.typst_heading import quote

_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d*)?|\.\d+) *(?P<unit>px|pt|pc|mm|cm|in|inch|em|)")
#: Units that Typst does not know, in points.
_POINTS = {"px": 0.75, "": 0.75, "pc": 12.0}


def book_picture(image: Node) -> Node:
    """The picture, in calls of the template's `picture` and `limited` where it needs them."""
    return _described(_limited(image), spoken(image["c"][1]).strip())


def typst_length(length: str) -> str | None:
    """A length as Typst knows it; None for what is none, such as a part of the line."""
    match = _LENGTH.fullmatch(length.strip())
    if match is None:
        return None
    number, unit = float(match["number"]), match["unit"]
    if unit in _POINTS:
        return f"{number * _POINTS[unit]:g}pt"
    return f"{number:g}{'in' if unit == 'inch' else unit}"


def _limited(image: Node) -> Node:
    """The picture with a width of its own, which Typst would let run off the page."""
    (id, classes, pairs), *rest = image["c"]
    sizes = {name: typst_length(value) for name, value in pairs if name in ("width", "height")}
    if sizes.get("width") is None or None in sizes.values():
        return image
    kept = [[name, value] for name, value in pairs if name not in sizes]
    asked = ", ".join(f"{name}: {length}" for name, length in sorted(sizes.items(), reverse=True))
    image["c"] = [[id, classes, kept], *rest]  # the same picture, which may get a place yet
    return _called(f"#limited({asked})", image, [])


def _described(picture: Node, said: str) -> Node:
    return _called(f"#picture({quote(said)})", picture, [PICTURE]) if said else picture


def _called(call: str, content: Node, classes: list[str]) -> Node:
    inlines = [raw_inline("typst", f"{call}["), content, raw_inline("typst", "]")]
    return {"t": "Span", "c": [["", classes, []], inlines]}
