"""What a figure may ask for: a page of its own, a place on it, to stay with what follows."""

from __future__ import annotations

import panflute as pf

from chapbook.tree import ancestors

#: By attribute, the values that mean something.
WISHES = {
    "page": ("landscape", "full"),
    "float": ("here", "top", "bottom", "page"),
    "keep-with-next": ("true", "yes", "on", "1", "keep-with-next"),
}
#: Classes of Divs that are boxes; a test holds that they are those of the filter.
BOXES = frozenset(
    {
        *("note", "tip", "important", "warning", "caution", "danger", "info", "example"),
        *("callout", "crossref"),
    }
)
_NAMES = {
    pf.ListItem: "a list",
    pf.DefinitionItem: "a list",
    pf.BlockQuote: "a quotation or box",
    pf.Table: "a table",
    pf.Note: "a footnote",
    pf.Header: "a heading",
}


def surroundings(element: pf.Element) -> str:
    """What a figure stands in that cannot be left for another page; empty for running text."""
    for outer in ancestors(element):
        if isinstance(outer, pf.Div) and BOXES.intersection(outer.classes):
            return "a box"
        name = next((name for kind, name in _NAMES.items() if isinstance(outer, kind)), "")
        if name:
            return name
    return ""
