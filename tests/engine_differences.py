"""Why our engine and Pandoc's may print something else: the differences that are argued.

Each says what the CSL specification (1.0.2) or its official test-suite wants, and takes the
difference out of what both print. Texts that are alike then differ for no other reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Compared:
    """What is being compared: the style's text, the works, and the keys in both orders."""

    style: str
    works: Mapping[str, Mapping[str, Any]]
    ours: Sequence[str]
    theirs: Sequence[str]

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Our number for each of Pandoc's, if first authors stand in the same order; else none.

        Works without a name are taken to Pandoc's end before.
        """
        moved = sorted(self.theirs, key=lambda key: not self._first(key))
        if [*map(self._first, moved)] != [*map(self._first, self.ours)]:
            return {}
        places = {key: place for place, key in enumerate(self.ours, 1)}
        return {n: places[key] for n, key in enumerate(self.theirs, 1)}

    @cached_property
    def expanded(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Names as citations expand them, and their short form: families with a particle too."""
        people = [name for work in self.works.values() for name in work.get("author", ())]
        particles = {name["family"] for name in people if "non-dropping-particle" in name}
        return tuple(
            (_expanded(name), _plain(" ".join(filter(None, (_particle(name), name["family"])))))
            for name in people
            if name.get("family") in particles
        )

    def _first(self, key: str) -> str:
        """The first author's family name; empty for a work without a name."""
        names = self.works[key].get("author") or self.works[key].get("editor") or [{}]
        return str(names[0].get("family") or names[0].get("literal") or "")


@dataclass(frozen=True)
class Argument:
    """A difference: its name, why ours is right and by what, and how to take it out."""

    name: str
    reason: str
    source: str
    level: Callable[[str, str, Compared], tuple[str, str]]


def arguments(mine: str, other: str, compared: Compared) -> tuple[str, ...]:
    """The arguments that together leave no difference; none if one is left."""
    used = []
    for argument in ARGUED:
        changed = argument.level(mine, other, compared)
        if changed != (mine, other):
            mine, other = changed
            used.append(argument.name)
        if mine == other:
            return tuple(used)
    return ()


def _particle(name: Mapping[str, str]) -> str:
    return name.get("non-dropping-particle", "")


def _plain(text: str) -> str:
    return text.replace("’", "'")  # as in what is compared


def _expanded(name: Mapping[str, str]) -> re.Pattern[str]:
    given = name.get("given", "")
    initials = "-".join(f"{part[:1]}." for part in given.split("-"))
    first = "|".join(map(re.escape, (given, initials)))
    parts = (name.get("dropping-particle"), _particle(name), name["family"])
    rest = _plain(" ".join(filter(None, parts)))
    return re.compile(rf"(?:{first}) {re.escape(rest)}(?: Jr\.)?(?!\w)")


def _unexpanded(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    for pattern, short in compared.expanded:
        mine, other = pattern.sub(short, mine), pattern.sub(short, other)
    return mine, other


_NUMBERED = re.compile(r"\[([\d,:\- ]+)\]")


def _renumbered(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    if not compared.numbers:
        return mine, other
    same = {number: number for number in compared.numbers}
    return _numbers(mine, same), _numbers(other, compared.numbers)


def _numbers(text: str, ours: Mapping[int, int]) -> str:
    """The numbers of `[3, 5-7:12]` one by one, as ours and in order."""
    found = _NUMBERED.match(text)
    if found is None:
        return text
    cites = []
    for cite in found[1].split(", "):
        numbers, _, locator = cite.partition(":")
        first, _, last = numbers.partition("-")
        cites += [(ours[n], locator) for n in range(int(first), int(last or first) + 1)]
    return f"{sorted(cites)}{text[found.end() :]}"


_YEAR = r"\d{4}[a-z]?|n\.d\.|no date|\[no date\]"
#: Two years of the same names; the second is empty where Pandoc's `Doe 2000, ` has no date.
_YEARS = re.compile(rf"(?P<names>.+?)(?P<comma>,?) (?P<one>{_YEAR}), ?(?P<two>{_YEAR}|)")


def _ungrouped(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    if not (mine[:1] == other[:1] == "(" and "; " in other):
        return mine, other
    return _apart(mine), _apart(other)


def _apart(text: str) -> str:
    """The works of a citation, each with its names, in alphabetic order."""
    apart: list[str] = []
    for cite in text[1:-1].split("; "):
        years = _YEARS.fullmatch(cite)
        if years is None:
            apart.append(cite.strip())
            continue
        apart.append(f"{years['names']}{years['comma']} {years['one']}")
        last = f"{years['comma']} {years['two']}" if years["two"] else ""
        apart.append(f"{years['names']}{last}")
    return f"({'; '.join(sorted(apart))})"


def _labeled(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    def after(found: re.Match[str]) -> str:
        stop = "." if found[2].endswith(" Jr") else ""
        return f"In: {found[2]}{stop}, {found[1]}. "

    return mine, re.sub(r"In, (ed(?:itor)?)\.?([A-Z][^.]+)\. ", after, other)


def _unhyphenated(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    if 'initialize-with-hyphen="false"' not in compared.style:
        return mine, other
    return mine, re.sub(r"\b([A-Z])-([A-Z])\b", r"\1\2", other)


def _shortened(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    if '<date-part name="year" form="short"/>' not in compared.style:
        return mine, other
    return mine, re.sub(r"\(accessed (\d+\.\d+)\.20(\d\d)\)", r"(accessed \1.\2)", other)


def _singular(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    return mine, re.sub(r"Patent Nos\. (US \d+\))", r"Patent No. \1", other)


def _undirected(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    return mine, other.replace(", Dir., ", ", ")


def _lettered(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    if compared.style.count('<text variable="year-suffix"/>') < 2:
        return mine, other
    other = re.sub(r"(?<=\d)([a-z])\1(?=[,;)])", r"\1", other)
    other = re.sub(r"(\d{4}([a-z]), p\. \d+)\2(?=[;)])", r"\1", other)
    mine = re.sub(r", [a-z](?= - )| \([a-z]\)$", "", mine)
    other = re.sub(r"(?<=\()(\w+), (p\. \d+)([a-z])(?=\))", r"\1, \3, \2", other)
    return mine, re.sub(r"(?<=[( ])([A-Z][a-z]+?)([ab])(?=[;)])", r"\1, \2", other)


def _answered(mine: str, other: str, compared: Compared) -> tuple[str, str]:
    worded = re.fullmatch(r"\([^()]+ (?:\d{4}|n\.d\.)\)", mine)
    return ("", "") if worded and not other else (mine, other)


ARGUED = (
    Argument(
        "empty sort keys",
        "Works without a name stand at the end of a list that is sorted by names. Pandoc has them "
        "at the beginning, so all numbers of ACM differ, and has co-authors by given name.",
        "Sorting: items with an empty sort key value are placed at the end of the sort; Sorting "
        "Macros: name-as-sort-order set to all",
        _renumbered,
    ),
    Argument(
        "particles tell names apart",
        "Names are ambiguous if they are alike in their short form, which has the non-dropping "
        "particle in it: `van Holgren` and `Holgren` need no initials. Pandoc adds them.",
        "Disambiguation, disambiguate-add-givenname; Name, form; the test-suite's "
        "disambiguate_PrimaryNameWithNonDroppingParticle",
        _unexpanded,
    ),
    Argument(
        "year suffix in a group",
        "A year suffix is a variable, so a group with nothing else prints, with its delimiter; "
        "Pandoc leaves the group out. DIN 1505-2 asks for the suffix twice: ours prints it once.",
        "Group: suppressed if all variables that are called are empty; Appendix IV, year-suffix",
        _lettered,
    ),
    Argument(
        "cites of the same names",
        "Cites whose rendered names are alike stand together and collapse, also if they have no "
        "date or `et al.` hides other names. Pandoc tells them apart by what is hidden.",
        "Cite Grouping: cites with identical rendered names are grouped; Cite Collapsing",
        _ungrouped,
    ),
    Argument(
        "label without a name element",
        "A label alone follows the names, as in the specification's own example: `Doe (editor)`. "
        "Pandoc puts it before them, without a space: `ed.Doe`.",
        "Names, first example; Label in cs:names",
        _labeled,
    ),
    Argument(
        "initials without a hyphen",
        "`K.-J.` loses its hyphen like `Karl-Josef` in a style that wants none.",
        "Hyphenation of Initialized Names, initialize-with-hyphen",
        _unhyphenated,
    ),
    Argument(
        "short years",
        "A year has two digits where the style says form='short'. Pandoc has four.",
        "Date-part, year, form: short, e.g. 05",
        _shortened,
    ),
    Argument(
        "labels of one number",
        "`US 350` is one number, so its label is `No.`. Pandoc has `Nos.`.",
        "Label, plural: contextual content is plural when it contains multiple numbers",
        _singular,
    ),
    Argument(
        "labels of substitutes",
        "Names with a form of their own take nothing from the names they stand in for. Pandoc "
        "gives them the label of those.",
        "Substitute: the shorthand without child elements inherits",
        _undirected,
    ),
    Argument(
        "citations without words",
        "Where a style has nothing left to say, ours names author and year, so that no citation "
        "vanishes; Pandoc prints nothing.",
        "A decision of ours: plugins/citations/citeproc_py.py",
        _answered,
    ),
)
