"""Write bibliography entries as a Works Cited page in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chapbook.roles import Entry

_TITLE = "Works Cited"


def write_prose(entries: Sequence[Entry]) -> str:
    """Sections in the order of their first entries; a work of several sections stands in each.

    An entry that has words of its own (it comes from a Works Cited page) keeps them; the others
    are written from their fields and stand under the page's title.
    """
    sections: dict[str, list[Entry]] = {name: [] for name in (_TITLE, *_order(entries))}
    for entry in entries:
        for section in entry.sections or (_TITLE,):
            sections.setdefault(section or _TITLE, []).append(entry)
    lines: list[str] = []
    for section, listed in sections.items():
        lines += [*([""] if lines else []), f"{'#' if section == _TITLE else '##'} {section}"]
        lines += [""] if listed else []
        for number, entry in enumerate(listed, 1):
            lines.append(f"{number}. {' '.join(_words(entry, section).split())}")
    named = [(e, alias) for e in entries if (alias := _custom(e).get("alias"))]
    if named:
        lines += ["", "## Frequently Cited Works", "", "| Work |", "|------|"]
        lines += [f"| {alias} ({_short(entry.csl)}) |" for entry, alias in named]
    return "\n".join(lines) + "\n"


def _order(entries: Sequence[Entry]) -> list[str]:
    """The sections as the page had them: each begins some entry, or follows one that does."""
    order = list(dict.fromkeys(e.sections[0] for e in entries if e.sections and e.sections[0]))
    for entry in entries:
        for before, section in zip(entry.sections, entry.sections[1:], strict=False):
            if section not in order:
                order.insert(order.index(before) + 1 if before in order else 0, section)
    return order


def _words(entry: Entry, section: str) -> str:
    if not entry.sections:
        return prose_entry(entry.csl)
    listed = _custom(entry).get("listed")
    return str(listed.get(section, entry.raw)) if isinstance(listed, Mapping) else entry.raw


def _custom(entry: Entry) -> Mapping[str, Any]:
    custom = entry.csl.get("custom")
    return custom if isinstance(custom, Mapping) else {}


def prose_entry(csl: Mapping[str, Any]) -> str:
    """`**Kwon, W., et al.** (2023). "Title." *Container*, 56(2), 74-80. https://…`"""
    book = csl.get("type") == "book"
    title = _title(str(csl.get("title", "")))
    stop = "" if re.search(r"[.?!]$", title) else "."
    parts = [
        f"**{_names(csl)}**" if _names(csl) else "",
        f"({_date(csl)})." if _date(csl) else "",
        f"*{title}{stop}*" if book else f'"{title}{stop}"',
        _container(csl),
        *_facts(csl),
        *_addresses(csl),
        f"[{csl['annote']}]" if csl.get("annote") else "",
    ]
    return " ".join(part for part in parts if part)


def _names(csl: Mapping[str, Any]) -> str:
    names = csl.get("author") or csl.get("editor") or []
    said = [
        "et al." if name.get("literal") == "others" else _name(name)
        for name in names
        if isinstance(name, Mapping)
    ]
    joined = ", ".join(said)
    if len(said) > 1 and said[-1] != "et al.":
        joined = f"{', '.join(said[:-1])}, & {said[-1]}"
    joined = joined if joined.endswith(".") or not joined else f"{joined}."
    return joined if csl.get("author") or not joined else f"{joined} (Ed.)."


def _name(name: Mapping[str, Any]) -> str:
    if "family" not in name:
        return str(name.get("literal", name.get("given", "")))
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    given = " ".join(filter(None, [name.get("given"), name.get("dropping-particle")]))
    return ", ".join(filter(None, [family, given, name.get("suffix")]))


def _date(csl: Mapping[str, Any]) -> str:
    parts = csl.get("issued", {}).get("date-parts", [[]])[0]
    if not parts:
        return str(csl.get("issued", {}).get("literal", ""))
    month = f", {_MONTHS[parts[1] - 1]}" if len(parts) > 1 and 1 <= parts[1] <= 12 else ""
    return f"{parts[0]}{month}{f' {parts[2]}' if month and len(parts) > 2 else ''}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _title(text: str) -> str:
    """CSL's marks as Markdown's."""
    marked = re.sub(r"</?i>", "*", text)
    return re.sub(r"<[^>]+>", "", marked)


def _container(csl: Mapping[str, Any]) -> str:
    if "container-title" not in csl:
        return ""
    issue = f"({csl['issue']})" if "issue" in csl else ""
    volume = f"{csl['volume']}{issue}" if "volume" in csl else ""
    numbers = ", ".join(str(part) for part in (volume, csl.get("page")) if part)
    return f"*{_title(str(csl['container-title']))}*{f', {numbers}' if numbers else ''}."


def _facts(csl: Mapping[str, Any]) -> Iterable[str]:
    edition = str(csl.get("edition", ""))
    if edition:
        yield f"{_ordinal(edition)} Edition." if edition.isdigit() else f"{edition}."
    if csl.get("genre") == "RFC" and "number" in csl:
        if not _names(csl).startswith("RFC"):
            yield f"RFC {csl['number']}."
    else:
        yield from (f"{csl[name]}." for name in ("genre", "number") if name in csl)
    if csl.get("author") and csl.get("editor"):
        yield f"Edited by {' and '.join(_given_first(n) for n in csl['editor'])}."
    place = f"{csl['publisher-place']}: " if "publisher-place" in csl else ""
    yield from (f"{place if n == 'publisher' else ''}{csl[n]}." for n in _PLAIN if n in csl)
    if "version" in csl:
        yield f"version {csl['version']}."
    if "ISBN" in csl:
        yield f"ISBN {csl['ISBN']}."


_PLAIN = ("event-title", "publisher")


def _given_first(name: Mapping[str, Any]) -> str:
    said = filter(None, [name.get("given"), name.get("family"), name.get("literal")])
    return " ".join(str(part) for part in said)


def _ordinal(number: str) -> str:
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{'th' if number[-2:] in ('11', '12', '13') else ending}"


def _addresses(csl: Mapping[str, Any]) -> Iterable[str]:
    if csl.get("archive") == "arXiv":
        yield f"arXiv:{csl.get('archive_location')}"
    if "DOI" in csl:
        yield f"https://doi.org/{csl['DOI']}"
    elif "URL" in csl and "arxiv.org" not in str(csl["URL"]):
        yield str(csl["URL"])
    accessed = csl.get("accessed", {}).get("date-parts", [[]])[0]
    if len(accessed) == 3:
        yield f"(accessed {accessed[0]}-{accessed[1]:02}-{accessed[2]:02})"


def _short(csl: Mapping[str, Any]) -> str:
    names = csl.get("author", [{}])
    first = names[0].get("family", names[0].get("literal", ""))
    more = " et al." if len(names) > 1 else ""
    year = csl.get("issued", {}).get("date-parts", [[""]])[0][0]
    return f"{first}{more}, {year}"
