"""Footnotes with code and several paragraphs for LaTeX, whose commands take neither.

Within boxes, headings, captions, cells and styled words a note is a part of what a command reads.
So its code is saved before the block that it belongs to, and used in the note by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from chapbook.plugins.engines.document import Node, raw_block, raw_inline

_BEGIN, _END = "% saved code {}", "% end of saved code"
_SAVED = re.compile(
    r"^% saved code (?P<name>\d+)\n+(?:\\begin\{Shaded\}\n)?"
    r"\\begin\{(?P<kind>Highlighting|[vV]erbatim)\}(?:\[(?P<options>[^\]\n]*)\])?\n"
    r"(?P<body>.*?)\\end\{(?P=kind)\}\n(?:\\end\{Shaded\}\n)?\n*% end of saved code$",
    re.S | re.M,
)
_NEW_PARAGRAPH = raw_inline("latex", r"\endgraf ")
_COMMANDS = r"commandchars=\\\{\}"


def save_code(blocks: list[Node]) -> list[Node]:
    """The blocks, each behind the code of its notes, in which that is used by its name."""
    names = (str(number) for number in count(1))
    kept: list[Node] = []
    for block in blocks:
        saved: list[Node] = []
        moved = _moved(block, names, saved, in_note=False)
        kept += [*saved, moved]
    return kept


def write_saved(source: str) -> str:
    """The LaTeX source in which code to be saved is saved rather than printed."""

    def saved(code: re.Match[str]) -> str:
        options = [code["options"] or "", _COMMANDS if code["kind"] == "Highlighting" else ""]
        said = ",".join(filter(None, options))
        begin = rf"\begin{{SaveVerbatim}}[{said}]{{note-code-{code['name']}}}"
        return f"{begin}\n{code['body']}\\end{{SaveVerbatim}}"

    return _SAVED.sub(saved, source)


def _moved(within: Any, names: Iterator[str], saved: list[Node], *, in_note: bool) -> Any:
    if isinstance(within, list):
        return [_moved(item, names, saved, in_note=in_note) for item in within]
    if not isinstance(within, dict) or "c" not in within:
        return within
    if within["t"] == "CodeBlock" and in_note:
        name = next(names)
        begin, end = raw_block("latex", _BEGIN.format(name)), raw_block("latex", _END)
        saved += [begin, within, end]
        return raw_block("latex", rf"\UseVerbatim{{note-code-{name}}}")
    in_note = in_note or within["t"] == "Note"
    content = _moved(within["c"], names, saved, in_note=in_note)
    return {**within, "c": _joined(content) if within["t"] == "Note" else content}


def _joined(blocks: list[Node]) -> list[Node]:
    """A note's paragraphs as one, for an empty line ends headings and captions."""
    if len(blocks) == 1 or not {block["t"] for block in blocks} <= {"Para", "Plain", "RawBlock"}:
        return blocks
    inlines: list[Node] = []
    for block in blocks:
        is_raw = block["t"] == "RawBlock"
        own = [raw_inline(*block["c"])] if is_raw else block["c"]
        inlines += [*([_NEW_PARAGRAPH] if inlines else []), *own]
    return [{"t": "Plain", "c": inlines}]
