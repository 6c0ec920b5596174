"""RIS, the format of reference managers: its tags and CSL's variables, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: RIS types and CSL's. The first of several is the one written.
TYPES = (
    ("JOUR", "article-journal"), ("BOOK", "book"), ("CHAP", "chapter"),
    ("CONF", "paper-conference"),
    ("CPAPER", "paper-conference"), ("RPRT", "report"), ("THES", "thesis"), ("ELEC", "webpage"),
    ("WEB", "webpage"), ("BLOG", "post-weblog"), ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"), ("UNPB", "manuscript"), ("COMP", "software"),
    ("DATA", "dataset"), ("PAT", "patent"), ("STAND", "standard"), ("STAT", "legislation"),
    ("LEGAL", "legal_case"), ("CASE", "legal_case"), ("MAP", "map"), ("VIDEO", "motion_picture"),
    ("SLIDE", "speech"), ("EJOUR", "article-journal"), ("EBOOK", "book"), ("ECHAP", "chapter"),
    ("EDBOOK", "book"), ("JFULL", "article-journal"), ("PCOMM", "personal_communication"),
    ("ENCYC", "entry-encyclopedia"), ("DICT", "entry-dictionary"), ("INPR", "article"),
    ("GEN", "document"),
)  # fmt: skip
_TO_CSL = dict(TYPES)
_TO_RIS = {csl: ris for ris, csl in reversed(TYPES)}

_PEOPLE = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "collection-editor",
}
_TEXT = {
    "TI": "title", "T1": "title", "CT": "title", "ST": "title-short", "VL": "volume", "IS": "issue",
    "ET": "edition", "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place",
    "DO": "DOI", "UR": "URL", "AB": "abstract", "N2": "abstract", "N1": "note", "LA": "language",
    "T3": "collection-title", "M3": "genre", "AN": "archive_location", "DB": "archive",
    "C3": "event-title", "RN": "annote", "CN": "call-number", "M1": "number", "C2": "version",
}  # fmt: skip
_CONTAINERS = ("T2", "JF", "JO", "JA", "BT")
_WRITTEN = (
    ("title", "TI"), ("container-title", "T2"), ("title-short", "ST"), ("volume", "VL"),
    ("issue", "IS"), ("edition", "ET"), ("publisher", "PB"), ("publisher-place", "CY"),
    ("DOI", "DO"), ("URL", "UR"), ("abstract", "AB"), ("note", "N1"), ("language", "LA"),
    ("collection-title", "T3"), ("genre", "M3"), ("number", "M1"), ("version", "C2"),
    ("archive", "DB"), ("archive_location", "AN"), ("event-title", "C3"), ("annote", "RN"),
)  # fmt: skip


def read_record(tags: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The CSL fields of one record, `id` among them where it has one."""
    csl: dict[str, Any] = {}
    first = last = ""
    for tag, value in tags:
        if not value:
            continue
        if tag == "TY":
            csl["type"] = _TO_CSL.get(value.upper(), "document")
        elif tag == "ID":
            csl["id"] = value.replace(" ", "-")
        elif tag in _PEOPLE:
            csl.setdefault(_PEOPLE[tag], []).append(_name(value))
        elif tag in ("PY", "Y1", "DA"):
            if (date := _date(value)) and _longer(date, csl.get("issued")):
                csl["issued"] = date
        elif tag == "Y2" and (date := _date(value)):
            csl["accessed"] = date
        elif tag == "SP":
            first = value
        elif tag == "EP":
            last = value
        elif tag == "KW":
            csl["keyword"] = ", ".join(filter(None, [csl.get("keyword"), value]))
        elif tag == "SN":
            digits = re.sub(r"[^\dXx]", "", value)
            csl["ISSN" if len(digits) == 8 else "ISBN"] = value
        elif tag in _CONTAINERS:
            csl.setdefault("container-title", value)
        elif tag in _TEXT:
            csl.setdefault(_TEXT[tag], value)
    if first:
        csl["page"] = f"{first}-{last}" if last and last != first else first
    return csl


def write_ris(items: Iterable[Mapping[str, Any]]) -> str:
    """CSL items, with their `id`, as RIS."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _tags(i)) for i in items)


def _tags(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", _TO_RIS.get(str(csl.get("type")), "GEN")
    yield "ID", str(csl["id"])
    for variable, tag in (("author", "AU"), ("editor", "A2"), ("collection-editor", "A3")):
        for name in csl.get(variable, []):
            yield tag, _written_name(name)
    for variable, tag in _WRITTEN:
        if csl.get(variable) not in (None, ""):
            yield tag, " ".join(str(csl[variable]).split())
    for variable, tag in (("issued", "PY"), ("accessed", "Y2")):
        parts = csl.get(variable, {}).get("date-parts", [[]])[0]
        if parts:
            yield tag, str(parts[0]) if len(parts) == 1 else "/".join(f"{p:02}" for p in parts)
    if page := str(csl.get("page", "")):
        first, _, last = page.replace("–", "-").partition("-")
        yield from [("SP", first), *([("EP", last)] if last else [])]
    for variable in ("ISBN", "ISSN"):
        if variable in csl:
            yield "SN", str(csl[variable])
    for word in filter(None, re.split(r",\s*", str(csl.get("keyword", "")))):
        yield "KW", word
    yield "ER", ""


def _name(value: str) -> dict[str, str]:
    family, comma, rest = value.partition(",")
    if not comma:
        return {"literal": value}
    given, _, suffix = (part.strip() for part in rest.partition(","))
    name = {"family": family.strip(), "given": given, "suffix": suffix}
    return {part: said for part, said in name.items() if said}


def _written_name(name: Mapping[str, Any]) -> str:
    if "family" not in name:
        return str(name.get("literal", name.get("given", "")))
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    given = " ".join(filter(None, [name.get("given"), name.get("dropping-particle")]))
    return f"{family}, {', '.join(filter(None, [given, name.get('suffix')]))}"


def _date(value: str) -> dict[str, Any] | None:
    parts = re.match(r"(\d{4})(?:[/-](\d\d?))?(?:[/-](\d\d?))?", value)
    return {"date-parts": [[int(part) for part in parts.groups() if part]]} if parts else None


def _longer(date: Mapping[str, Any], known: Mapping[str, Any] | None) -> bool:
    return known is None or len(date["date-parts"][0]) > len(known["date-parts"][0])
