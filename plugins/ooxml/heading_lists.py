"""Write the multilevel lists that number the headings, and bind them to the headings' styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.book import Book
from chapbook.naming import forms_of
from chapbook.numbering import NumberingSettings
from chapbook.plugins.ooxml.heading_numbers import (
    APPENDICES,
    CHAPTERS,
    PARTS,
    ListPlace,
    NumberedList,
)
from chapbook.plugins.ooxml.marks import (
    CHAPTER_SECTION,
    HEADING_LABEL,
    SECTION_NUMBER,
    SILENT_STYLES,
    Mark,
    appendix_style,
)
from chapbook.plugins.ooxml.names import (
    build,
    every,
    find,
    find_style,
    properties,
    put,
    sort_children,
    style_id,
    value,
)

#: How Word names the schemes.
_FORMATS = {
    "decimal": "decimal",
    "roman": "upperRoman",
    "lower-roman": "lowerRoman",
    "letters": "upperLetter",
    "lower-letters": "lowerLetter",
}
#: By this Word knows that two lists are the same one.
_SIGNATURES = {PARTS: "43420001", CHAPTERS: "43420002", APPENDICES: "43420003"}
#: Widths of a digit or letter, of a point, and of the space after a number, in ems.
_WIDE, _NARROW, _GAP = 0.66, 0.32, 0.62
#: The deepest level that Word's lists have.
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    style: str
    format: str
    text: str
    is_labeled: bool = False


def number_headings(
    numbering: etree._Element,
    styles: etree._Element,
    body: etree._Element,
    marks: Sequence[Mark],
    lists: Mapping[str, NumberedList],
    book: Book,
    has_parts: bool,
) -> None:
    """Number the headings by lists of Word's own."""
    ids: dict[tuple[str, int], int] = {}
    linked: dict[tuple[str, int], str] = {}
    for name in (PARTS, CHAPTERS, APPENDICES):
        if name not in lists:
            continue
        levels = list(_levels(name, book, has_parts))[:_LEVELS]
        widest = _widest(name, marks)
        new = _write(numbering, styles, name, levels, lists[name], widest)
        ids.update({(name, instance): identifier for instance, identifier in enumerate(new)})
        for depth, level in enumerate(levels):
            linked[name, depth] = level.style
            _bind(styles, level.style, depth, new[0])
    for name in SILENT_STYLES:
        style = find_style(styles, style_id(name))
        if style is not None:
            look = put(properties(style, "w:pPr"), "w:numPr")
            look[:] = [build("w:numId", {"w:val": 0})]
            sort_children(style)
    _number_paragraphs(body, marks, ids, linked)


def _levels(name: str, book: Book, has_parts: bool) -> Iterator[_Level]:
    settings = book.numbering
    if name == PARTS:
        yield _labeled("part", "Heading 1", settings.parts, book)
        if settings.restart == "part":
            yield from _counted(settings, 2, 2)
    elif name == CHAPTERS:
        yield from _counted(settings, 1, 2 if has_parts else 1)
    else:
        yield _labeled("appendix", appendix_style(1), settings.appendices, book)
        for depth in range(2, settings.depth + 1):
            yield _Level(appendix_style(depth), "decimal", _text(1, depth))


def _labeled(kind: str, style: str, scheme: str, book: Book) -> _Level:
    return _Level(style, _FORMATS[scheme], forms_of(kind, book).label.format("%1"), True)


def _counted(settings: NumberingSettings, first: int, heading: int) -> Iterator[_Level]:
    """Chapters, and sections to the depth that the book numbers, from a level of the list on."""
    for depth in range(settings.depth):
        scheme = settings.chapters if depth == 0 else "decimal"
        yield _Level(f"Heading {heading + depth}", _FORMATS[scheme], _text(first, first + depth))


def _text(first: int, last: int) -> str:
    return ".".join(f"%{level}" for level in range(first, last + 1))


def _widest(name: str, marks: Sequence[Mark]) -> dict[int, float]:
    """The width of each level's widest number, in ems."""
    widths: dict[int, float] = {}
    for mark in marks:
        if mark.place is not None and mark.place.list == name:
            width = sum(_NARROW if letter in ".I" else _WIDE for letter in mark.number)
            widths[mark.place.level] = max(widths.get(mark.place.level, 0), width)
    return widths


def _write(
    numbering: etree._Element,
    styles: etree._Element,
    name: str,
    levels: Sequence[_Level],
    counted: NumberedList,
    widest: Mapping[int, float],
) -> list[int]:
    """Write a list and its instances; returns their ids."""
    abstract = 1 + max(_ids(numbering, "w:abstractNum", "w:abstractNumId"), default=0)
    written = build(
        "w:abstractNum",
        {"w:abstractNumId": abstract},
        build("w:nsid", {"w:val": _SIGNATURES[name]}),
        build("w:multiLevelType", {"w:val": "multilevel"}),
        build("w:tmpl", {"w:val": _SIGNATURES[name]}),
    )
    for depth, level in enumerate(levels):
        start = counted.starts[0].get(depth, 1)
        written.append(_level(styles, depth, level, start, widest.get(depth, _WIDE)))
    first = find(numbering, "w:num")
    if first is None:
        numbering.append(written)
    else:
        first.addprevious(written)
    ids = []
    for instance, starts in enumerate(counted.starts):
        identifier = 1 + max(_ids(numbering, "w:num", "w:numId"), default=0)
        number = build("w:num", {"w:numId": identifier})
        number.append(build("w:abstractNumId", {"w:val": abstract}))
        for depth, start in sorted(starts.items()) if instance else ():
            override = build("w:startOverride", {"w:val": start})
            number.append(build("w:lvlOverride", {"w:ilvl": depth}, override))
        numbering.append(number)
        ids.append(identifier)
    return ids


def _ids(numbering: etree._Element, name: str, attribute: str) -> list[int]:
    return [int(value(element, attribute)) for element in every(numbering, name)]


def _level(
    styles: etree._Element, depth: int, level: _Level, start: int, widest: float
) -> etree._Element:
    """One level; titles stand where the widest number leaves room for them."""
    style = style_id(level.style)
    room = 0 if level.is_labeled else round((widest + _GAP) * _type_size(styles, style) * 10)
    indent = {"w:left": room, "w:hanging": room} if room else {"w:left": 0, "w:firstLine": 0}
    look = find_style(styles, HEADING_LABEL if level.is_labeled else SECTION_NUMBER)
    run = None if look is None else find(look, "w:rPr")
    return build(
        "w:lvl",
        {"w:ilvl": depth},
        build("w:start", {"w:val": start}),
        build("w:numFmt", {"w:val": level.format}),
        build("w:pStyle", {"w:val": style}),
        build("w:suff", {"w:val": "nothing" if level.is_labeled else "tab"}),
        build("w:lvlText", {"w:val": level.text}),
        build("w:lvlJc", {"w:val": "left"}),
        build("w:pPr", {}, build("w:ind", indent)),
        *([] if run is None else [deepcopy(run)]),
    )


def _type_size(styles: etree._Element, identifier: str) -> int:
    """A style's type size in half points, its own or that of the style it is based on."""
    style = find_style(styles, identifier)
    while style is not None:
        size = value(find(style, "w:rPr/w:sz"))
        if size:
            return int(size)
        style = find_style(styles, value(find(style, "w:basedOn")))
    return int(value(find(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:sz")) or 24)


def _bind(styles: etree._Element, name: str, depth: int, number: int) -> None:
    style = find_style(styles, style_id(name))
    if style is not None:
        _set_number(properties(style, "w:pPr"), depth, number)
        sort_children(style)


def _set_number(look: etree._Element, depth: int | None, number: int) -> None:
    found = put(look, "w:numPr")
    level = [] if depth is None else [build("w:ilvl", {"w:val": depth})]
    found[:] = [*level, build("w:numId", {"w:val": number})]


def _number_paragraphs(
    body: etree._Element,
    marks: Sequence[Mark],
    ids: Mapping[tuple[str, int], int],
    linked: Mapping[tuple[str, int], str],
) -> None:
    """Say it in the paragraph where its style does not: another instance, another level, none."""
    by_bookmark = {mark.bookmark: mark for mark in marks}
    numbered = set(linked.values())
    for start in every(body, "w:bookmarkStart"):
        mark = by_bookmark.get(value(start, "w:name"))
        paragraph = start.getparent()
        if mark is None or paragraph is None:
            continue
        look = properties(paragraph, "w:pPr")
        if mark.place is None:
            if mark.style_name in numbered or mark.style == CHAPTER_SECTION:
                _set_number(look, None, 0)
        elif not _is_usual(mark, mark.place, linked):
            _set_number(look, mark.place.level, ids[mark.place.list, mark.place.instance])


def _is_usual(mark: Mark, place: ListPlace, linked: Mapping[tuple[str, int], str]) -> bool:
    return place.instance == 0 and linked.get((place.list, place.level)) == mark.style_name
