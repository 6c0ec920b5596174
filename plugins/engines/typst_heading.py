"""A heading as Typst: whole where it stands, its words alone where it is repeated."""

from __future__ import annotations

import json

from chapbook.plugins.engines.document import Node, raw_inline
from chapbook.plugins.engines.titles import heading_words


def book_heading(
    role: str, level: int, number: str, said: str, title: list[Node], anchor: str
) -> Node:
    """The call of the template's `book-heading`; `said` is the word that stands above the title."""
    facts = f"{quote(role)}, {level}, {quote(number)}, {quote(said)}"
    words = heading_words(title)
    if words == title:
        shown = [raw_inline("typst", f"#book-heading({facts}, ["), *title]
    else:
        between = raw_inline("typst", "], [")
        shown = [raw_inline("typst", f"#book-heading({facts}, words: ["), *words, between, *title]
    return {"t": "Para", "c": [*shown, raw_inline("typst", f"]) #label({quote(anchor)})")]}


def quote(text: str) -> str:
    """A Typst string."""
    return json.dumps(text, ensure_ascii=False)
