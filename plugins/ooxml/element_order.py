"""Whether the elements of a Word file stand in the order of the schema, which Word insists on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from chapbook.plugins.ooxml.names import NAMESPACES, ORDER, prefixed, qualified
from chapbook.plugins.ooxml.package import Package

_PREFIX = f"{{{NAMESPACES['w']}}}"
#: Properties whose order the schema leaves open.
_MIXED = {"headerReference": "footerReference"}
_ORDERED = {name: order.split() for name, order in ORDER.items() if name != "w:style"}
#: What has to come first, or last, in what it stands in.
_PLACES = (
    (
        "the properties of a paragraph are not its first element",
        "//w:p/w:pPr[preceding-sibling::*]",
    ),
    ("the properties of a run are not its first element", "//w:r/w:rPr[preceding-sibling::*]"),
    ("a table begins without its properties", "//w:tbl/*[1][not(self::w:tblPr)]"),
    ("a table cell does not end with a paragraph", "//w:tc/*[last()][not(self::w:p)]"),
    ("a table cell is empty", "//w:tc[not(*)]"),
    ("a table row has no cell", "//w:tr[not(w:tc or w:sdt)]"),
)
_FOUND = [(said, etree.XPath(path, namespaces=NAMESPACES)) for said, path in _PLACES]


def wrong_order(package: Package) -> Iterator[str]:
    """A message for each kind of disorder in each part."""
    for name in package.names():
        if name.startswith("word/") and name.endswith(".xml"):
            tree = package.tree(name)
            for said in dict.fromkeys([*_misplaced(tree), *_disordered(tree)]):
                yield f"{name}: {said}"


def _misplaced(tree: etree._Element) -> Iterator[str]:
    for said, find in _FOUND:
        if find(tree):
            yield said


def _disordered(tree: etree._Element) -> Iterator[str]:
    for owner in tree.iter(*map(qualified, _ORDERED)):
        fault = _fault(prefixed(owner), tuple(str(child.tag) for child in owner))
        if fault:
            yield fault


@cache
def _fault(owner: str, tags: tuple[str, ...]) -> str | None:
    """What is wrong with the children of an element; most elements have the same few."""
    order = _ORDERED[owner]
    named = (tag.removeprefix(_PREFIX) for tag in tags if tag.startswith(_PREFIX))
    names = [_MIXED.get(name, name) for name in named]
    places = [order.index(name) for name in names if name in order]
    if places != sorted(places):
        return f"{owner} has its elements out of order: {', '.join(names)}"
    return None
