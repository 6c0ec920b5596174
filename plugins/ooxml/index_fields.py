r"""Word's own fields of an index: `XE` where a place is marked, `INDEX` around what is printed.

The index has its entries before Word updates it, with sections for locators; then it has pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from chapbook.index_entries import plain, read_entry
from chapbook.plugins.ooxml.fields import bookmark_ends

#: The classes that the filter `index` gives to marks and to the index.
MARK, INDEX = "index-mark", "book-index"

#: Groups have their letter above them; pages stand behind a comma, passages have a dash.
_INSTRUCTION = r'INDEX \h "A" \e ", " \g "–" \c "1"'

Node = dict[str, Any]


def write_mark(span: Node, words: Mapping[str, str]) -> None:
    """Put the fields of a mark before its words; `words` are those of the book's language."""
    attr, inlines = span["c"]
    said = dict(attr[2])
    entry = _entry(said.get("entry", ""))
    switches = r" \b" if said.get("main") else ""
    passage = int(said.get("range", "0"))
    xml = ""
    if passage:
        name = f"index_range_{abs(passage)}"
        start, end = bookmark_ends(name, _RANGES + abs(passage))
        xml = start if passage > 0 else end
        switches += rf" \r {name}"
    if passage >= 0 and entry:
        referrals = [(words[key], said[key]) for key in ("see", "also") if key in said]
        fields = [rf'XE "{entry}" \t "{word} {_quoted(text)}"' for word, text in referrals]
        xml += "".join(map(_field, fields or [f'XE "{entry}"{switches}']))
    attr[1][:] = []
    attr[2][:] = []
    inlines.insert(0, {"t": "RawInline", "c": ["openxml", xml]})


def write_index(div: Node) -> None:
    """Put the field around the paragraphs of the index: its beginning and its end are in them."""
    attr, blocks = div["c"]
    attr[1][:] = []
    paragraphs = [found for block in blocks for found in _paragraphs(block)]
    if not paragraphs:
        return
    begin = _char("begin") + _code(_INSTRUCTION) + _char("separate")
    paragraphs[0].insert(0, {"t": "RawInline", "c": ["openxml", begin]})
    paragraphs[-1].append({"t": "RawInline", "c": ["openxml", _char("end")]})


#: Bookmarks of passages are counted from here, clear of all others.
_RANGES = 500_000


def _paragraphs(block: Node) -> list[list[Node]]:
    if block["t"] == "Div":
        return [found for inner in block["c"][1] for found in _paragraphs(inner)]
    return [block["c"]] if block["t"] in ("Para", "Plain") else []


def _entry(written: str) -> str:
    """An entry as Word writes it: levels behind colons, what it is sorted by behind a semicolon."""
    levels = []
    for text, sort in zip(*read_entry(written), strict=True):
        level = _quoted(plain(text)).replace(":", r"\:").replace(";", r"\;")
        is_itself = sort.casefold() == plain(text).casefold()
        levels.append(f"{level};{_quoted(sort)}" if sort and not is_itself else level)
    return ":".join(levels)


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")


def _field(instruction: str) -> str:
    return _char("begin") + _code(instruction) + _char("end")


def _code(instruction: str) -> str:
    text = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return f"<w:r>{text}</w:r>"


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
