"""Text on its way through a style: plain characters with marks for formatting, quotes and seams.

A mark is one character of Unicode's private use area. So the text stays a string that can be
measured, joined and searched, and formatting is decided once, at the end (`finish.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

#: What each opening mark stands for.
TAGS = {
    "\ue010": "i",
    "\ue011": "b",
    "\ue012": "u",
    "\ue013": "sup",
    "\ue014": "sub",
    "\ue015": "sc",
    "\ue016": "normal-style",
    "\ue017": "normal-weight",
    "\ue018": "normal-variant",
    "\ue019": "nocase",
    "\ue01a": "normal-decoration",
    "\ue01b": "block",
    "\ue01c": "left-margin",
    "\ue01d": "right-inline",
    "\ue01e": "indent",
}
_MARK = {tag: mark for mark, tag in TAGS.items()}
CLOSE = "\ue001"
SEAM = "\ue002"
QUOTE = "\ue003"
UNQUOTE = "\ue004"
#: Before a word of the language, which is capitalized where it begins a note.
TERM = "\ue005"
#: Marks, and those from `\\ue100` on that open the text of one work of a citation.
ANY_MARK = "[\ue001-\ue01f\ue100-\ue4ff]"
_FORMATS = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "i",
    ("font-style", "normal"): "normal-style",
    ("font-weight", "bold"): "b",
    ("font-weight", "normal"): "normal-weight",
    ("font-variant", "small-caps"): "sc",
    ("font-variant", "normal"): "normal-variant",
    ("text-decoration", "underline"): "u",
    ("text-decoration", "none"): "normal-decoration",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
_ORDER = ("font-variant", "font-style", "font-weight", "text-decoration", "vertical-align")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>i|em|b|strong|sup|sub|sc|span)(?P<rest>\s[^<>]*)?>", re.I)
_PAIRS = (
    re.compile(r'(?<![\w])"(?=[^\s"])((?:[^"])*?[^\s"])"(?!\w)'),
    re.compile(r"(?<![\w’])'(?=[^\s'])((?:[^']|(?<=\w)'(?=\w))*?[^\s'])'(?!\w)"),
    re.compile(r"“([^“”]+)”"),
    re.compile(r"(?<!\w)‘([^‘]+?)’(?!\w)"),
)


def tagged(tag: str, text: str) -> str:
    """The text in an opening and a closing mark."""
    return f"{_MARK[tag]}{text}{CLOSE}" if text else text


def formatted(element: object, text: str) -> str:
    """The text with the font attributes that a style's element sets."""
    get = element.get  # type: ignore[attr-defined]
    for attribute in _ORDER:
        tag = _FORMATS.get((attribute, get(attribute) or ""))
        if tag:
            text = tagged(tag, text)
    return text


def bare(text: str) -> str:
    """The text without marks."""
    return re.sub(ANY_MARK, "", text)


def join(pieces: list[str], delimiter: str) -> str:
    """The pieces with the delimiter between them."""
    return f"{SEAM}{delimiter}{SEAM}".join(piece for piece in pieces if piece)


@lru_cache(maxsize=4096)
def read_field(text: str) -> str:
    """A field of CSL JSON: its small HTML and its quotation marks become marks."""
    text = re.sub(ANY_MARK, "", text)
    out: list[str] = []
    opened: list[str] = []
    end = 0
    for found in _TAG.finditer(text):
        out.append(text[end : found.start()])
        end = found.end()
        tag = _tag(found["name"].lower(), (found["rest"] or "").lower())
        if found["end"]:
            if opened:
                out.append(CLOSE if opened.pop() else "")
        else:
            opened.append(tag)
            out.append(_MARK[tag] if tag else "")
    out.append(text[end:])
    out += [CLOSE for tag in opened if tag]
    marked = "".join(out)
    for pair in _PAIRS:
        marked = pair.sub(lambda m: f"{QUOTE}{m[1]}{UNQUOTE}", marked)
    return marked.replace("'", "’")


def _tag(name: str, rest: str) -> str:
    if name in ("i", "em"):
        return "i"
    if name in ("b", "strong"):
        return "b"
    if name == "span":
        if "nocase" in rest:
            return "nocase"
        return "sc" if "small-caps" in rest else ""
    return name
