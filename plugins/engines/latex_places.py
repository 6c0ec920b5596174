"""The places of pages and of entries of the contents, from the files that LaTeX writes itself."""

from __future__ import annotations

import re

from chapbook.plugins.engines.places import Places, Spot

_LABEL = re.compile(
    r"^\\newlabel\{(?P<label>[^{}]*)\}\{\{(?:[^{}]|\{[^{}]*\})*\}\{(?P<page>\w*)\}", re.M
)
_ENTRY = re.compile(r"\{(?P<label>[^{}]*)\}%?$")


def spot_of_page(aux: str, page: str, places: Places) -> Spot | None:
    """Where a printed page comes from: its first label, or the last one before it."""
    found = None
    for match in _LABEL.finditer(aux):
        if not match["page"].isdecimal():
            continue
        if int(match["page"]) > int(page):
            break
        spot = _spot_of_label(match["label"], places)
        found = spot or found
        if spot and match["page"] == page:
            break
    return found


def spot_of_entry(entry: str, places: Places) -> Spot | None:
    """The heading of an entry of the contents."""
    match = _ENTRY.search(entry)
    return _spot_of_label(match["label"], places) if match else None


def _spot_of_label(label: str, places: Places) -> Spot | None:
    wanted = rf"\label{{{label}}}"
    numbers = (number for number, line in enumerate(places.lines, 1) if wanted in line)
    number = next(numbers, None)
    return places.at(number) if number else None
