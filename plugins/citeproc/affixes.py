"""What no style may touch: what authors write around a cited work, and formulas in its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chapbook.inline_text import FORMULA
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
        return self._mark(inline, "")

    def fields(self, csl: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a work, with a character for each formula in its titles."""
        return {
            name: self.text(value) if "title" in name and isinstance(value, str) else value
            for name, value in csl.items()
        }

    def text(self, text: str) -> str:
        """The text, with a character for each formula."""
        return FORMULA.sub(lambda found: self._mark(_math(found[1]), found[0]), text)

    def _mark(self, inline: Mapping[str, Any], otherwise: str) -> str:
        if _FIRST + len(self._kept) > _LAST:
            return otherwise
        self._kept.append(inline)
        return chr(_FIRST + len(self._kept) - 1)

    def restored(self, nodes: list[Any]) -> list[Any]:
        """Pandoc's inlines or blocks with what was kept back in its place."""
        if not self._kept:
            return nodes
        out: list[Any] = []
        for node in nodes:
            content: Any = node.get("c") if isinstance(node, dict) else None
            if isinstance(node, list):
                out.append(self.restored(node))
            elif isinstance(content, str) and node["t"] == "Str":
                out += self._split(content)
            elif isinstance(content, list):
                out.append({**node, "c": self.restored(content)})
            else:
                out.append(node)
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


def _math(formula: str) -> dict[str, Any]:
    return {"t": "Math", "c": [{"t": "InlineMath"}, formula]}
