"""Print where links lead: on paper nobody can follow them.

A link in the text gets a note with its address. Captions, titles of boxes, heads of tables and
notes, which carry no notes, get the address in parentheses; headings stay as they are, since they
are repeated in the contents and in the heads of pages.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from chapbook.plugins.engines.document import Node, raw_inline

_WEB = ("https://", "http://")
#: What stands in no address, and what LaTeX would take for its own.
_REFUSED = re.compile(r'[\s"<>\\^`{|}]')


def note_addresses(blocks: list[Node]) -> list[Node]:
    """The blocks with an address behind each link to the web whose text is another."""
    return [_noted(block, in_note=False) for block in blocks]


def _noted(within: Any, *, in_note: bool) -> Any:
    if isinstance(within, dict):
        kind = within.get("t")
        if kind in ("Header", "Code", "CodeBlock", "Math", "Image"):
            return within
        if kind == "Figure":
            attr, caption, blocks = within["c"]
            noted = _noted(caption, in_note=True), _noted(blocks, in_note=in_note)
            return {**within, "c": [attr, *noted]}
        if kind == "Table":
            attr, caption, columns, head, *rest = within["c"]
            repeated = _noted([caption, head], in_note=True)
            noted = _noted(rest, in_note=in_note)
            return {**within, "c": [attr, repeated[0], columns, repeated[1], *noted]}
        if "c" not in within:
            return within
        if kind == "Plain" and within["c"] and within["c"][0]["t"] == "RawInline":
            in_note = True  # the title of a box
        return {**within, "c": _noted(within["c"], in_note=in_note or kind == "Note")}
    if isinstance(within, list):
        found = []
        for item in within:
            found.append(_noted(item, in_note=in_note))
            if isinstance(item, dict) and item.get("t") == "Link":
                found += _address(item, in_note)
        return found
    return within


def _address(link: Node, in_note: bool) -> list[Node]:
    address = link["c"][2][0]
    if not address.startswith(_WEB) or _is_shown(address, _letters(link["c"][1])):
        return []
    text = _REFUSED.sub(lambda match: quote(match[0]), address)
    text = text.replace("%", r"\%").replace("#", r"\#")
    if in_note:
        return [raw_inline("latex", rf" (\nolinkurl{{{text}}})")]
    return [raw_inline("latex", rf"\urlnote{{{text}}}")]


def _is_shown(address: str, text: str) -> bool:
    """Whether a link's text says its address, perhaps without `https://` or `doi.org/`."""
    bare, said = _bare(address), _bare(text)
    return bare in said or ("/" in said and bare.endswith(said))


def _bare(address: str) -> str:
    for scheme in _WEB:
        address = address.removeprefix(scheme)
    return address.rstrip("/")


def _letters(within: Any) -> str:
    if isinstance(within, list):
        return "".join(map(_letters, within))
    if not isinstance(within, dict):
        return ""
    if within.get("t") in ("Str", "Code"):
        return str(within["c"] if within["t"] == "Str" else within["c"][1])
    return _letters(within.get("c"))
