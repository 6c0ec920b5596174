"""Whether the parts of a Word file are whole: well-formed, of a known type, and related rightly."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from chapbook.plugins.ooxml.names import NAMESPACES, qualified
from chapbook.plugins.ooxml.package import Package, relations_of

_TYPES = "[Content_Types].xml"
#: Attributes that name a relation of their part.
_USES = [
    etree.XPath(f"//@r:{name}", namespaces=NAMESPACES) for name in ("id", "embed", "link", "pict")
]


def broken_parts(package: Package) -> Iterator[str]:
    """A message for each part that is not well-formed; nothing else can be looked at then."""
    for name in package.names():
        if name.endswith((".xml", ".rels")):
            try:
                package.tree(name)
            except etree.XMLSyntaxError as error:
                yield f"{name} is not well-formed: {error.msg}"


def lost_parts(package: Package) -> Iterator[str]:
    """A message for each relation that leads nowhere, or is used and not there."""
    names = frozenset(package.names())
    yield from _untyped(package)
    for name in sorted(names):
        relations = relations_of(name)
        known: set[str] = set()
        if relations in names:
            for relation in package.tree(relations):
                known.add(relation.get("Id", ""))
                target = relation.get("Target", "")
                is_inside = relation.get("TargetMode") != "External"
                if is_inside and part_at(name, target) not in names:
                    yield f"{name} is related to {target}, which is not there"
        if not name.endswith(".xml") or name == _TYPES:
            continue
        for use in sorted(set(_uses(package.tree(name))) - known - {""}):
            yield f"{name} uses the relation {use}, which is not there"


def part_at(source: str, target: str) -> str:
    """The part that a relation of `source` leads to."""
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def _untyped(package: Package) -> Iterator[str]:
    types = package.tree(_TYPES)
    endings = {e.get("Extension", "").lower() for e in types.iterfind(qualified("ct:Default"))}
    parts = {e.get("PartName", "").lstrip("/") for e in types.iterfind(qualified("ct:Override"))}
    for name in package.names():
        ending = posixpath.splitext(name)[1].lstrip(".").lower() or posixpath.basename(name)[1:]
        if name != _TYPES and name not in parts and ending not in endings:
            yield f"{name} has no type in {_TYPES}"
    for name in sorted(parts - set(package.names())):
        yield f"{_TYPES} names {name}, which is not there"


def _uses(tree: etree._Element) -> Iterator[str]:
    # One after the other: to put attributes into the order of the document takes long.
    for find in _USES:
        found = find(tree)
        yield from map(str, found if isinstance(found, list) else ())
