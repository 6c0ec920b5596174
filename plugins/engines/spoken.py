"""Inlines of Pandoc's JSON as the words that a reading aid speaks."""

from __future__ import annotations

from typing import Any

_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_SPACES = ("Space", "SoftBreak", "LineBreak")
_SILENT = ("Note", "RawInline", "Image")


def spoken(node: Any) -> str:
    """The text of inlines on one line; formulas as their source, no notes."""
    if isinstance(node, list):
        return "".join(map(spoken, node))
    if not isinstance(node, dict) or node["t"] in _SILENT:
        return ""
    content: Any = node.get("c")
    match node["t"]:
        case "Str":
            return str(content)
        case "Code" | "Math":
            return str(content[1])
        case kind if kind in _SPACES:
            return " "
        case "Quoted":
            before, after = _QUOTES[content[0]["t"]]
            return f"{before}{spoken(content[1])}{after}"
    return spoken(content)
