"""Dates: localized or with the style's own parts, ranges, seasons, uncertain and literal ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citeproc import model

from chapbook.plugins.citeproc.casing import cased
from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.marks import SEAM, formatted, join, read_field
from chapbook.plugins.citeproc.numbers import ordinal

_CSL = "{http://purl.org/net/xbiblio/csl}"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class When:
    """One end of a date: 0 for what is not known."""

    year: int = 0
    month: int = 0
    day: int = 0
    season: int = 0


def when(value: Any) -> tuple[When, ...] | str:
    """A CSL JSON date as its one or two ends, or its literal text."""
    if isinstance(value, str):
        value = {"raw": value}
    if not isinstance(value, Mapping):
        return ()
    if value.get("literal"):
        return str(value["literal"])
    ends = [_end(parts) for parts in value.get("date-parts") or [] if parts]
    if not ends and value.get("raw"):
        found = _raw(str(value["raw"]))
        if isinstance(found, str):
            return found
        ends = found
    season = value.get("season")
    if season and ends and not ends[0].month:
        if not str(season).isdigit():
            return f"{season} {ends[0].year}"
        ends[0] = When(ends[0].year, 0, 0, int(season))
    return tuple(ends) if ends and ends[0].year else ()


def _end(parts: Any) -> When:
    numbers = [int(part) if str(part).lstrip("-").isdigit() else 0 for part in parts][:3]
    year, month, day = [*numbers, 0, 0, 0][:3]
    if 13 <= month <= 16 or 21 <= month <= 24:
        return When(year, 0, 0, (month - 12) if month < 20 else month - 20)
    return When(year, month, day)


def _raw(raw: str) -> list[When] | str:
    ends = []
    for one in re.split(r"\s*/\s*(?=[-\d]{3,})", raw.strip()) if "/" in raw else [raw.strip()]:
        if found := re.fullmatch(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", one):
            ends.append(_end([part for part in found.groups() if part]))
        elif found := re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3})[a-z.]* (\d{4})", one):
            ends.append(_end([found[3], _month(found[2]), found[1]]))
        elif found := re.fullmatch(r"([A-Za-z]{3})[a-z.]* (?:(\d{1,2}),? )?(\d{4})", one):
            ends.append(_end([found[3], _month(found[1]), found[2] or 0]))
        elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", one):
            ends.append(_end([found[3], found[1], found[2]]))
        else:
            return raw
        if ends[-1].month == 0 and re.match(r"[A-Za-z]", one):
            return raw
    return ends


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0


def has_date(cite: Cite, variable: str) -> bool:
    """Whether a work has that date."""
    return bool(when(cite.given(variable)))


def is_uncertain(cite: Cite, variable: str) -> bool:
    """Whether that date is only about right."""
    value = cite.given(variable)
    return isinstance(value, Mapping) and str(value.get("circa", "")).lower() not in (
        "",
        "0",
        "false",
    )


def sort_key(value: Any, only: str = "year-month-day") -> str | None:
    """A date as a string that sorts."""
    found = when(value)
    if isinstance(found, str):
        return found
    if not found:
        return None
    keys = []
    for end in found:
        month = end.month or end.season * 3
        parts = [f"{end.year + 50000:06d}"]
        parts += [f"{month:02d}"] if "month" in only else []
        parts += [f"{end.day:02d}"] if "day" in only else []
        keys.append("".join(parts))
    return "-".join(keys)


class Date(model.Date):  # type: ignore[misc]
    """A date variable."""

    def render(self, cite: Cite) -> str | None:
        """Print it, with the work's year suffix where the style gives it no other place."""
        variable = self.get("variable")
        found = when(cite.value(variable))
        cite.count(variable, bool(found))
        if not found:
            return None
        if cite.sorting is not None:
            return sort_key(cite.value(variable), self._shown())
        suffix = self._suffix(cite, variable)
        from chapbook.plugins.citeproc.elements import decorate

        if isinstance(found, str):
            text = read_field(found) + suffix
        else:
            text = self._parts(found, cite, suffix)
        if not text:
            cite.found -= 1
            return None
        return decorate(self, cite, text)

    def _suffix(self, cite: Cite, variable: str) -> str:
        item = cite.item
        if not item.year_suffix or cite.suffixed or cite.without_suffix or variable != "issued":
            return ""
        if cite.style.uses("year-suffix", cite.area):
            return ""
        return item.year_suffix

    def _shown(self) -> str:
        return (
            str(self.get("date-parts") or "year-month-day")
            if self.get("form")
            else "-".join(part.get("name") for part in self.findall(f"{_CSL}date-part"))
        )

    def _elements(self, cite: Cite) -> tuple[list[Mapping[str, str]], str]:
        own: dict[str, Mapping[str, str]] = {
            part.get("name"): dict(part.attrib) for part in self.findall(f"{_CSL}date-part")
        }
        form = self.get("form")
        if not form:
            return list(own.values()), str(self.get("delimiter") or "")
        local = cite.style.dates.get(form)
        if local is None:
            return [], ""
        wanted = self._shown().split("-")
        parts: list[Mapping[str, str]] = [
            {**part.attrib, **own.get(part.get("name"), {})}
            for part in local.findall(f"{_CSL}date-part")
            if part.get("name") in wanted
        ]
        return parts, str(local.get("delimiter") or "")

    def _parts(self, ends: tuple[When, ...], cite: Cite, suffix: str) -> str:
        parts, delimiter = self._elements(cite)
        if len(ends) == 1:
            return join(_side(parts, ends[0], cite, suffix), delimiter)
        return _range(parts, delimiter, ends[0], ends[1], cite, suffix)


def _range(
    parts: list[Mapping[str, str]], delimiter: str, one: When, two: When, cite: Cite, suffix: str
) -> str:
    names = [part["name"] for part in parts]
    if not two.year:
        printed = _side(parts, one, cite, "")
        return join(printed, delimiter) + "–" if printed else ""
    if one.year != two.year:
        differing = {"year", "month", "day"}
        widest = "year"
    elif (one.month, one.season) != (two.month, two.season):
        differing = {"month", "day"}
        widest = "month"
    elif one.day != two.day:
        differing = {"day"}
        widest = "day"
    else:
        return join(_side(parts, one, cite, suffix), delimiter)
    places = [place for place, name in enumerate(names) if name in differing]
    if not places or (widest not in names and widest != "month"):
        return join(_side(parts, one, cite, suffix), delimiter)
    start, stop = places[0], places[-1] + 1
    between = next(
        (part["range-delimiter"] for part in parts
         if part["name"] == widest and "range-delimiter" in part), "–",
    )  # fmt: skip
    before = _side(parts[:start], one, cite, suffix)
    first = _side(parts[start:stop], one, cite, "", bare_end=True)
    last = _side(parts[start:stop], two, cite, suffix)
    after = _side(parts[stop:], two, cite, suffix)
    middle = f"{join(first, delimiter)}{between}{join(last, delimiter)}"
    return join([*before, middle, *after], delimiter)


def _side(
    parts: list[Mapping[str, str]], end: When, cite: Cite, suffix: str, bare_end: bool = False
) -> list[str]:
    shown = []
    for place, part in enumerate(parts):
        text = _part(part, end, cite)
        if text is None:
            continue
        if part["name"] == "year" and suffix:
            text += f"{cite.year_mark}{suffix}"
            cite.suffixed = True
        if part.get("strip-periods") == "true":
            text = text.replace(".", "")
        if part.get("text-case"):
            text = cased(text, part["text-case"], True)
        text = formatted(part, text)
        prefix, after = part.get("prefix", ""), part.get("suffix", "")
        if bare_end and place == len(parts) - 1:
            after = ""
        shown.append(f"{prefix}{SEAM if prefix else ''}{text}{SEAM if after else ''}{after}")
    return shown


def _part(part: Mapping[str, str], end: When, cite: Cite) -> str | None:
    style = cite.style
    form = part.get("form")
    match part["name"]:
        case "year":
            if not end.year:
                return None
            if form == "short":
                return f"{abs(end.year) % 100:02d}"
            era = "bc" if end.year < 0 else "ad" if end.year < 1000 else ""
            return f"{abs(end.year)}{style.term(era) or '' if era else ''}"
        case "month":
            if end.season:
                return style.term(f"season-{end.season:02d}", form or "long")
            if not end.month:
                return None
            if form in ("numeric", "numeric-leading-zeros"):
                return f"{end.month:02d}" if form != "numeric" else str(end.month)
            return style.term(f"month-{end.month:02d}", form or "long")
        case _:
            if not end.day:
                return None
            first_only = style.options.get("limit-day-ordinals-to-day-1") == "true"
            if form == "ordinal" and not (first_only and end.day > 1):
                return ordinal(end.day, style, style.genders.get(f"month-{end.month:02d}", ""))
            return f"{end.day:02d}" if form == "numeric-leading-zeros" else str(end.day)
