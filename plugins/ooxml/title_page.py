"""What Pandoc prints on the title page of a Word document."""

from __future__ import annotations

import re
from typing import Any

from chapbook.book import Metadata

#: A Pandoc element in its JSON form.
Node = dict[str, Any]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.I)


def title_page(metadata: Metadata) -> Node:
    """Title, subtitle, authors and date, as Pandoc's metadata."""
    fields: Node = {"title": _meta(metadata.title), "lang": _meta(metadata.language)}
    if metadata.subtitle:
        fields["subtitle"] = _meta(metadata.subtitle)
    if metadata.authors:
        fields["author"] = {"t": "MetaList", "c": [_meta(author) for author in metadata.authors]}
    if metadata.date:
        fields["date"] = _meta(metadata.date)
    return fields


def imprint(metadata: Metadata) -> list[Node]:
    """What else the title page says: edition, publisher, rights, and an identifier for people."""
    identifier = metadata.identifier
    if identifier and _UUID.search(identifier):
        identifier = None
    said = (metadata.edition, metadata.publisher, metadata.rights, identifier)
    lines = [{"t": "Para", "c": [{"t": "Str", "c": line}]} for line in said if line]
    if not lines:
        return []
    return [{"t": "Div", "c": [["", [], [["custom-style", "Imprint"]]], lines]}]


def _meta(text: str) -> Node:
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": text}]}
