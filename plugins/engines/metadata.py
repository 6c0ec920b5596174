"""The book's metadata as Pandoc metadata, so that Pandoc escapes it for whatever it writes."""

from __future__ import annotations

import re
from typing import Any

from chapbook.book import Metadata


def pandoc_metadata(metadata: Metadata) -> dict[str, Any]:
    """Title, authors, language and imprint; a key is there only where the book says something."""
    said = {
        "title": _text(metadata.title),
        "subtitle": _text(metadata.subtitle),
        "author": _list(metadata.authors),
        "date": _text(metadata.date),
        "edition": _text(metadata.edition),
        "publisher": _text(metadata.publisher),
        "subject": _text(metadata.description),
        "lang": _text(metadata.language),
        "imprint": _list(imprint(metadata)),
    }
    return {key: value for key, value in said.items() if value is not None}


def imprint(metadata: Metadata) -> tuple[str, ...]:
    """The lines of the copyright page below title and authors."""
    lines = (
        metadata.edition,
        metadata.date,
        metadata.publisher,
        metadata.rights,
        _identifier(metadata.identifier),
    )
    return tuple(line for line in lines if line)


def _identifier(identifier: str | None) -> str | None:
    if not identifier:
        return None
    bare = re.sub(r"^(?:urn:)?isbn[:\s]*", "", identifier, flags=re.IGNORECASE)
    if re.fullmatch(r"(?:\d{9}[\dXx]|\d{13})", bare.replace("-", "").replace(" ", "")):
        return f"ISBN {bare}"
    return identifier


def _text(text: str | None) -> dict[str, Any] | None:
    return {"t": "MetaInlines", "c": _inlines(text)} if text else None


def _list(texts: tuple[str, ...]) -> dict[str, Any] | None:
    items = [_text(text) for text in texts if text]
    return {"t": "MetaList", "c": items} if items else None


def _inlines(text: str) -> list[dict[str, Any]]:
    inlines: list[dict[str, Any]] = []
    for word in re.sub(r'(?<![^\s(\[])"(?=\S)', "“", text).replace('"', "”").split():
        inlines += [{"t": "Space"}] if inlines else []
        inlines.append({"t": "Str", "c": word})
    return inlines
