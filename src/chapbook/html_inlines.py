"""Turn the small HTML that citation engines write into Pandoc inlines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from chapbook.roles import Inlines

_PLAIN = {
    "i": "Emph",
    "em": "Emph",
    "b": "Strong",
    "strong": "Strong",
    "sup": "Superscript",
    "sub": "Subscript",
    "u": "Underline",
}


def read_inlines(html: str) -> Inlines:
    """`<i>Title</i> &amp; more` → Pandoc's Emph, Space, Str …; unknown tags keep their content."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while len(reader.stack) > 1:
        reader.end()
    return tuple(reader.stack[0].content)


@dataclass
class _Open:
    tag: str
    wrapper: dict[str, Any] | None = None
    content: list[dict[str, Any]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [_Open("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack.append(_Open(tag, _wrapper(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if any(opened.tag == tag for opened in self.stack[1:]):
            while self.stack[-1].tag != tag:
                self.end()
            self.end()

    def handle_data(self, data: str) -> None:
        # A no-break space is part of its word, as in Pandoc's own reader.
        for piece in re.findall(r"[ \t\r\n]+|[^ \t\r\n]+", data):
            self._add({"t": "Space"} if piece.isspace() and piece != "\u00a0" else _str(piece))

    def end(self) -> None:
        closed = self.stack.pop()
        if closed.wrapper is None:
            for inline in closed.content:
                self._add(inline)
        elif closed.content:
            parts = closed.wrapper["c"]
            full = [*parts[:1], closed.content, *parts[1:]] if parts else closed.content
            self._add({"t": closed.wrapper["t"], "c": full})

    def _add(self, inline: dict[str, Any]) -> None:
        content = self.stack[-1].content
        if inline["t"] == "Str" and content and content[-1]["t"] == "Str":
            content[-1] = _str(content[-1]["c"] + inline["c"])
        else:
            content.append(inline)


def _wrapper(tag: str, attributes: dict[str, str | None]) -> dict[str, Any] | None:
    """The element around the content: its `c` holds what stands before and after the content."""
    if tag in _PLAIN:
        return {"t": _PLAIN[tag], "c": []}
    if tag == "a" and attributes.get("href"):
        return {"t": "Link", "c": [["", [], []], [attributes["href"], ""]]}
    if "small-caps" in (attributes.get("style") or ""):
        return {"t": "SmallCaps", "c": []}
    return None


def _str(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}
