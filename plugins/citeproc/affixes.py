"""What authors write before and after a cited work: Pandoc's inlines as marked text and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chapbook.plugins.citeproc.marks import QUOTE, UNQUOTE, tagged

_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc"}
_FIRST = 0xF000
_LAST = 0xF8FE


class Keeper:
    """Stands one character in for each inline that is more than formatted words."""

    def __init__(self) -> None:
        self._kept: list[Mapping[str, Any]] = []

    def marked(self, inlines: Iterable[Mapping[str, Any]]) -> str:
        """The inlines as marked text."""
        return "".join(self._one(inline) for inline in inlines)

    def _one(self, inline: Mapping[str, Any]) -> str:
        kind = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind in _TAGS:
            return tagged(_TAGS[kind], self.marked(content or ()))
        if kind == "Quoted" and content:
            return f"{QUOTE}{self.marked(content[1])}{UNQUOTE}"
        if _FIRST + len(self._kept) > _LAST:
            return ""
        self._kept.append(inline)
        return chr(_FIRST + len(self._kept) - 1)

    def restored(self, inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The inlines with what was kept back in its place."""
        if not self._kept:
            return inlines
        out: list[dict[str, Any]] = []
        for inline in inlines:
            content: Any = inline.get("c")
            if inline["t"] == "Str":
                out += self._split(str(content))
            elif inline["t"] in ("Span", "Link"):
                out.append({**inline, "c": [content[0], self.restored(content[1]), *content[2:]]})
            elif isinstance(content, list):
                out.append({**inline, "c": self.restored(content)})
            else:
                out.append(inline)
        return out

    def _split(self, text: str) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for char in text:
            place = ord(char) - _FIRST
            if 0 <= place < len(self._kept):
                out.append(dict(self._kept[place]))
            elif out and out[-1]["t"] == "Str" and not out[-1].get("kept"):
                out[-1] = {"t": "Str", "c": out[-1]["c"] + char}
            else:
                out.append({"t": "Str", "c": char})
        return out
