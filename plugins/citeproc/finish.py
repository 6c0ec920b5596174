"""The last step: punctuation where pieces meet, quotes and fonts by their depth, and the output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from chapbook.plugins.citeproc.marks import (
    ANY_MARK,
    CLOSE,
    QUOTE,
    SEAM,
    TAGS,
    TERM,
    UNQUOTE,
    tagged,
)

_M = f"(?:{ANY_MARK})*"
#: What is left of two marks of punctuation where pieces meet; pairs not listed stay.
_PAIRS = {
    "..": ".", "!.": "!", "?.": "?", "!:": "!", "?:": "?", "::": ":", ":.": ":", ":!": "!",
    ":?": "?", ";.": ";", ";:": ";", ";;": ";", ",,": ",", "!!": "!", "??": "?", ";!": "!",
    ";?": "?",
}  # fmt: skip
_COLLISION = re.compile(rf"([.,:;!?])((?:{ANY_MARK})+)([.,:;!?])")
_SPACES = re.compile(rf"( )((?:{ANY_MARK})*{SEAM}{_M})( +)")
_BEFORE = re.compile(rf" ((?:{ANY_MARK})*{SEAM}{_M})([.,;:!?])(?!\w)")
_MOVED = re.compile(rf"((?:[{CLOSE}{SEAM}])*{UNQUOTE}(?:[{CLOSE}{SEAM}{UNQUOTE}])*)([.,])")
_RAISED = re.compile("[ª²³¹ºʰ-ʸˠ-ˤᴬ-ᵡᶛ-ᶿ⁰-ⁿ]")


#: A comma that would follow a question within quotes.
_ASKED = re.compile(rf"([?!])((?:[{CLOSE}{SEAM}])*{UNQUOTE}(?:[{CLOSE}{SEAM}{UNQUOTE}])*),")


def settle(text: str, inside_quotes: bool) -> str:
    """Drop doubled punctuation and spaces at the seams; move stops and commas into quotes."""
    text = _collide(_RAISED.sub(_raise, text))
    if inside_quotes:
        text = _ASKED.sub(r"\1\2", text)
        text = _MOVED.sub(lambda m: f"{SEAM}{m[2]}{m[1]}", text)
        text = _collide(text)
    else:
        closing = rf"([?!])((?:[{CLOSE}{SEAM}])*{UNQUOTE}(?:[{CLOSE}{SEAM}{UNQUOTE}])*)\.(?!\.)"
        text = re.sub(closing, r"\1\2", text)
    while (changed := _SPACES.sub(r"\1\2", text)) != text:
        text = changed
    return text


def _raise(found: re.Match[str]) -> str:
    """`ª` → a raised `a`: few fonts have all of these letters."""
    kind, _, code = unicodedata.decomposition(found[0]).partition(" ")
    return tagged("sup", chr(int(code, 16))) if kind == "<super>" else found[0]


def _collide(text: str) -> str:
    def settle_pair(found: re.Match[str]) -> str:
        if SEAM not in found[2] or (UNQUOTE in found[2] and found[1] + found[3] not in _PAIRS):
            return found[0]
        pair = found[1] + found[3]
        kept = _PAIRS.get(pair, pair)
        if len(kept) == 2:
            return found[0]
        return kept + found[2] if kept == found[1] else found[2] + kept

    while (changed := _COLLISION.sub(settle_pair, text)) != text:
        text = changed
    return _BEFORE.sub(r"\1\2", text)


@dataclass
class Node:
    """Formatted text: a tag (empty at the root) and what is in it."""

    tag: str
    children: list[Node | str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Put text at the end."""
        if self.children and isinstance(self.children[-1], str):
            self.children[-1] += text
        elif text:
            self.children.append(text)


_NORMAL = {
    "normal-style": "i",
    "normal-weight": "b",
    "normal-variant": "sc",
    "normal-decoration": "u",
}


def tree(text: str, quotes: tuple[str, str, str, str]) -> Node:
    """Read marked text: formatting in the same formatting is undone, quotes alternate."""
    root = Node("")
    stack = [root]
    depth = 0
    for piece in re.split(f"({ANY_MARK})", text):
        if piece == QUOTE:
            stack[-1].add(quotes[0 if depth % 2 == 0 else 2])
            depth += 1
        elif piece == UNQUOTE:
            depth = max(0, depth - 1)
            stack[-1].add(quotes[1 if depth % 2 == 0 else 3])
        elif piece == CLOSE:
            if len(stack) > 1:
                stack.pop()
        elif piece in TAGS or "\ue100" <= piece[:1] <= "\ue4ff":
            named = TAGS.get(piece) or f"cited:{ord(piece) - 0xE100}"
            node = Node(_effective(named, stack))
            stack[-1].children.append(node)
            stack.append(node)
        elif piece and piece not in (SEAM, TERM):
            stack[-1].add(piece)
    return root


def _effective(tag: str, stack: list[Node]) -> str:
    """`i` in `i` is upright; `normal-style` outside `i` is nothing."""
    asked = _NORMAL.get(tag, tag)
    on = False
    for node in stack:
        if node.tag == asked:
            on = True
        elif node.tag == f"not-{asked}":
            on = False
    if tag in _NORMAL:
        return f"not-{asked}" if on else ""
    if tag in ("i", "b", "sc") and on:
        return f"not-{tag}"
    return "" if tag == "nocase" else tag


_HTML = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "u": ('<span style="text-decoration:underline;">', "</span>"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>"),
    "not-i": ('<span style="font-style:normal;">', "</span>"),
    "not-b": ('<span style="font-weight:normal;">', "</span>"),
    "not-sc": ('<span style="font-variant:normal;">', "</span>"),
    "not-u": ('<span style="text-decoration:none;">', "</span>"),
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}


def to_html(node: Node) -> str:
    """The text as the CSL test-suite writes it."""
    opening, closing = _HTML.get(node.tag, ("", ""))
    inner = "".join(
        escape(child, quote=False).replace("&amp;", "&#38;").replace("&lt;", "&#60;")
        .replace("&gt;", "&#62;")
        if isinstance(child, str)
        else to_html(child)
        for child in node.children
    )  # fmt: skip
    return f"{opening}{inner}{closing}" if inner else ""


_INLINE = {
    "i": "Emph",
    "b": "Strong",
    "sup": "Superscript",
    "sub": "Subscript",
    "u": "Underline",
    "sc": "SmallCaps",
}
_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,;:)\]]")


def to_inlines(node: Node, keys: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The text as Pandoc's inlines in JSON form; `keys` names the works of a citation."""
    content: list[dict[str, Any]] = []
    for child in node.children:
        content += words(child) if isinstance(child, str) else to_inlines(child, keys)
    if not content or not node.tag:
        return content
    if node.tag in _INLINE:
        return [{"t": _INLINE[node.tag], "c": content}]
    if node.tag.startswith("not-"):
        # Upright in italics: Pandoc's writers turn emphasis within emphasis upright.
        inner = _INLINE[node.tag[4:]]
        return [{"t": inner, "c": content}] if inner == "Emph" else content
    if node.tag.startswith("cited:"):
        place = int(node.tag[6:])
        return [span("cited", content, key=keys[place])] if place < len(keys) else content
    return [span(f"csl-{node.tag}", content)]


def span(kind: str, content: list[dict[str, Any]], **attributes: str) -> dict[str, Any]:
    """A Span of that class."""
    return {"t": "Span", "c": [["", [kind], [list(pair) for pair in attributes.items()]], content]}


def words(text: str) -> list[dict[str, Any]]:
    """Plain text as inlines, with web addresses as links."""
    out: list[dict[str, Any]] = []
    end = 0
    for found in _URL.finditer(text):
        out += _plain(text[end : found.start()])
        address = [{"t": "Str", "c": found[0]}]
        out.append({"t": "Link", "c": [["", [], []], address, [found[0], ""]]})
        end = found.end()
    return out + _plain(text[end:])


def _plain(text: str) -> list[dict[str, Any]]:
    pieces = re.findall(r"[ \t\r\n]+|[^ \t\r\n]+", text)
    return [
        {"t": "Space"} if piece[0] in " \t\r\n" else {"t": "Str", "c": piece} for piece in pieces
    ]
