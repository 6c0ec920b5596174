"""Number paragraphs as Word does: by the multilevel lists that their styles belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from chapbook.numerals import write_number
from chapbook.plugins.ooxml.names import every, find, style_of, value
from chapbook.plugins.ooxml.package import Package

_SCHEMES = {
    "decimal": "decimal",
    "upperRoman": "roman",
    "lowerRoman": "lower-roman",
    "upperLetter": "letters",
    "lowerLetter": "lower-letters",
}


@dataclass(frozen=True)
class _Level:
    start: int
    scheme: str | None
    text: str


@dataclass
class ListNumbers:
    """Counts paragraphs in the order of the document.

    `styles` maps a style to the list instance and level of its paragraphs, `lists` an instance to
    its list, `levels` a list and level to what is counted there, `starts` an instance and level to
    another beginning.
    """

    styles: dict[str, tuple[str, int]]
    lists: dict[str, str]
    levels: dict[tuple[str, int], _Level]
    starts: dict[tuple[str, int], int]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, package: Package) -> ListNumbers:
        """The lists of a file."""
        numbering = package.tree("word/numbering.xml")
        levels: dict[tuple[str, int], _Level] = {}
        linked: dict[tuple[str, str], int] = {}
        for abstract in every(numbering, "w:abstractNum"):
            name = value(abstract, "w:abstractNumId")
            for level in every(abstract, "w:lvl"):
                depth = int(value(level, "w:ilvl"))
                levels[name, depth] = _read_level(level)
                linked[name, value(find(level, "w:pStyle"))] = depth
        lists, starts = {}, {}
        for instance in every(numbering, "w:num"):
            id = value(instance, "w:numId")
            lists[id] = value(find(instance, "w:abstractNumId"))
            for override in every(instance, "w:lvlOverride"):
                start = value(find(override, "w:startOverride"))
                if start:
                    starts[id, int(value(override, "w:ilvl"))] = int(start)
        styles = dict(_styles(package.tree("word/styles.xml"), lists, linked))
        return cls(styles, lists, levels, starts)

    def count(self, paragraph: etree._Element) -> str | None:
        """The number that Word shows before a paragraph; None for none, or for a bullet."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return None
        instance, depth = place
        name = self.lists[instance]
        level = self.levels.get((name, depth))
        if level is None or level.scheme is None:
            return None
        counts = self._counts.setdefault(name, {})
        begins = (instance, depth) in self.starts and (instance, depth) not in self._begun
        self._begun.add((instance, depth))
        if begins or depth not in counts:
            counts[depth] = self.starts.get((instance, depth), level.start)
        else:
            counts[depth] += 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda m: self._written(instance, int(m[1]) - 1), level.text)

    def _written(self, instance: str, depth: int) -> str:
        name = self.lists[instance]
        level = self.levels[name, depth]
        begun = self.starts.get((instance, depth), level.start)
        return write_number(self._counts[name].setdefault(depth, begun), level.scheme or "decimal")

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        own = find(paragraph, "w:pPr/w:numPr/w:numId")
        styled = self.styles.get(style_of(paragraph))
        if own is None:
            return styled
        depth = value(find(paragraph, "w:pPr/w:numPr/w:ilvl"))
        return value(own), int(depth) if depth else (styled or ("", 0))[1]


def _read_level(level: etree._Element) -> _Level:
    start = value(find(level, "w:start"))
    scheme = _SCHEMES.get(value(find(level, "w:numFmt")))
    return _Level(int(start) if start else 1, scheme, value(find(level, "w:lvlText")))


def _styles(
    styles: etree._Element, lists: dict[str, str], linked: dict[tuple[str, str], int]
) -> list[tuple[str, tuple[str, int]]]:
    found = {value(style, "w:styleId"): style for style in every(styles, "w:style")}
    places = []
    for id in found:
        style, heirs = id, []
        while style in found and style not in heirs:
            heirs.append(style)
            number = find(found[style], "w:pPr/w:numPr/w:numId")
            if number is not None:
                depth = value(find(found[style], "w:pPr/w:numPr/w:ilvl"))
                name = lists.get(value(number), "")
                known = next((linked[name, heir] for heir in heirs if (name, heir) in linked), 0)
                places.append((id, (value(number), int(depth) if depth else known)))
                break
            style = value(find(found[style], "w:basedOn"))
    return places
