"""BibTeX and biblatex: find the entries in a file, and write CSL items as such entries.

Pandoc translates both ways. What is here says where each entry stands, so that faults have lines,
and carries over the few fields that Pandoc leaves out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook import pandoc

_START = re.compile(r"^[ \t]*@\s*(?P<kind>\w+)\s*(?P<open>[{(])", re.MULTILINE)
_MARK = re.compile(r"\\.|[{}()]|\n[ \t]*@\s*\w+\s*\{\s*[^\s,{}]+\s*,")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()=\"#%]*)\s*,")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w+.-]*)\s*=\s*")

#: Fields that Pandoc's writers leave out: the CSL variable and its name in BibTeX and biblatex.
_LEFT_OUT = (
    ("keyword", "keywords", "keywords"),
    ("annote", "annote", "annotation"),
    ("abstract", "abstract", "abstract"),
    ("DOI", "doi", "doi"),
    ("ISBN", "isbn", "isbn"),
    ("ISSN", "issn", "issn"),
    ("archive_location", "eprint", "eprint"),
    ("archive", "archiveprefix", "eprinttype"),
    ("URL", "url", "url"),
    ("genre", "type", "type"),
    ("number", "number", "number"),
    ("version", "version", "version"),
    ("event-title", "eventtitle", "eventtitle"),
    ("publisher", "publisher", "publisher"),
    ("note", "note", "note"),
)


#: CSL types that BibTeX has no word for: they are kept in `entrysubtype`.
TYPES = (
    "article", "legislation", "post", "post-weblog", "software", "speech", "standard", "webpage",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One entry of a file: its kind (`article`), key and text, where it is, and whether it ends."""

    kind: str
    key: str
    text: str
    line: int
    whole: bool = True

    @property
    def definition(self) -> bool:
        """Whether it defines words for the other entries and is none itself."""
        return self.kind in ("string", "preamble")


def find_entries(text: str) -> list[Found]:
    """Every entry in the order written. One that does not end, ends where the next begins."""
    found: list[Found] = []
    place, line, counted = 0, 1, 0
    while start := _START.search(text, place):
        end = _end(text, start.end(), start["open"])
        whole = end is not None
        if end is None:
            following = _START.search(text, start.end())
            end = following.start() if following else len(text)
        place = end
        kind = start["kind"].lower()
        key = _KEY.match(text, start.end())
        line, counted = line + text.count("\n", counted, start.start("kind")), start.start("kind")
        if kind != "comment":
            body = text[start.start() : end].strip()
            found.append(Found(kind, key["key"] if key else "", body, line, whole))
    return found


def _end(text: str, place: int, opened: str) -> int | None:
    """Where the braces balance; None where the next entry begins before they do."""
    depth, closing = 0, "}" if opened == "{" else ")"
    for found in _MARK.finditer(text, place):
        mark = found.group()
        if mark.startswith("\n"):
            return None
        if mark == closing and depth == 0:
            return found.end()
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            return None
    return None


def fields_of(entry: Found) -> dict[str, str]:
    """The fields as written, without their braces or quotation marks; names in lower case."""
    values: dict[str, str] = {}
    start = _KEY.search(entry.text)
    place = start.end() if start else len(entry.text)
    while field := _FIELD.search(entry.text, place):
        begin = field.end()
        end = _value_end(entry.text, begin)
        values[field["name"].lower()] = " ".join(entry.text[begin:end].strip(' {}"\n').split())
        place = end + 1
    return values


def _value_end(text: str, place: int) -> int:
    depth, quoted = 0, False
    for index in range(place, len(text)):
        mark = text[index]
        if mark == '"' and depth == 0:
            quoted = not quoted
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0 or (mark == "," and depth == 0 and not quoted):
            return index
    return len(text)


def write_bibtex(items: Sequence[Mapping[str, Any]], dialect: str) -> str:
    """CSL items, with their `id`, as `bibtex` or `biblatex`."""
    if not items:
        return ""
    written = pandoc.convert(json.dumps(list(items)), "csljson", dialect)
    by_key = {str(item["id"]): item for item in items}
    texts = []
    for entry in find_entries(written):
        text = re.sub(r" and \{others\}", " and others", entry.text)
        text = re.sub(r"\\textquotesingle(?:\{\}|\s)", "'", text)
        texts.append(_with_left_out(text, entry, by_key.get(entry.key, {}), dialect))
    return "\n\n".join(texts) + "\n"


def _with_left_out(text: str, entry: Found, csl: Mapping[str, Any], dialect: str) -> str:
    known = fields_of(entry)
    more = []
    for variable, bibtex, biblatex in _LEFT_OUT:
        name = bibtex if dialect == "bibtex" else biblatex
        value = csl.get(variable)
        said = any(_plain(value) == _plain(v) for v in known.values()) if value else True
        if value and name not in known and not (said and variable in ("publisher", "number")):
            more.append(f"  {name} = {{{_escaped(str(value), variable)}}}")
    accessed = csl.get("accessed", {}).get("date-parts", [[]])[0]
    if accessed and "urldate" not in known:
        more.append(f"  urldate = {{{'-'.join(f'{part:02}' for part in accessed)}}}")
    if csl.get("type") in TYPES and not (entry.kind == "online" and csl["type"] == "webpage"):
        more.append(f"  entrysubtype = {{{csl['type']}}}")
    if "container-title" in csl and not known.keys() & {"journal", "journaltitle", "booktitle"}:
        more.append(f"  journaltitle = {{{_escaped(str(csl['container-title']), 'title')}}}")
    kept = csl.get("custom")
    kept = kept.get("bibtex") if isinstance(kept, Mapping) else None
    for name, value in kept.items() if isinstance(kept, Mapping) else ():
        if name not in known and re.fullmatch(r"[a-z][\w+-]*", str(name)):
            more.append(f"  {name} = {{{_balanced(str(value))}}}")
    if not more:
        return text
    begun = text.rstrip().removesuffix("}").rstrip().rstrip(",")
    return ",\n".join([begun, *more]) + "\n}"


def _balanced(text: str) -> str:
    """A value as BibTeX wrote it; without its braces where these would end the entry."""
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            break
    return text if depth == 0 else re.sub(r"(?<!\\)[{}]", "", text)


def _plain(value: object) -> str:
    return re.sub(r"\W", "", str(value)).lower()


def _escaped(text: str, variable: str) -> str:
    if variable in ("DOI", "URL", "archive_location"):
        return text
    bare = re.sub(r"</?\w[^>]*>", "", text)
    return re.sub(r"([%&#$_{}])", r"\\\1", bare)
