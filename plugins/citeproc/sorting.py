"""Order of works: keys of variables and macros, without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any, TypeVar

from citeproc import model

from chapbook.plugins.citeproc import dates
from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.marks import bare, join, read_field
from chapbook.plugins.citeproc.people import Form, written

_CSL = "{http://purl.org/net/xbiblio/csl}"
_NUMBERS = frozenset(
    [
        "chapter-number",
        "collection-number",
        "edition",
        "issue",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "volume",
        "citation-number",
        "page",
        "page-first",
        "section",
        "version",
    ]
)
_OPTIONS = {
    "names-min": ("et-al-min", "et-al-subsequent-min"),
    "names-use-first": ("et-al-use-first", "et-al-subsequent-use-first"),
    "names-use-last": ("et-al-use-last",),
}
Sorted = TypeVar("Sorted")


class Sort(model.Sort):  # type: ignore[misc]
    """The keys by which a style sorts."""

    def order(self, things: Sequence[Sorted], cite_of: Callable[[Sorted], Cite]) -> list[Sorted]:
        """The things in the style's order; those without a key at the end."""
        keys = self.findall(f"{_CSL}key")
        falling = [key.get("sort") == "descending" for key in keys]
        found = [([sort_key(key, cite_of(thing)) for key in keys], thing) for thing in things]

        def compare(one: Any, two: Any) -> int:
            for left, right, down in zip(one[0], two[0], falling, strict=True):
                if left == right:
                    continue
                if left is None or right is None:
                    return 1 if left is None else -1
                return (1 if left > right else -1) * (-1 if down else 1)
            return 0

        return [thing for _, thing in sorted(found, key=cmp_to_key(compare))]


def sort_key(key: Any, cite: Cite) -> tuple[str, ...] | None:
    """What a `cs:key` says of a work; None for nothing."""
    variable = key.get("variable")
    if variable:
        return _collated(_variable(variable, cite))
    options = {"name-as-sort-order": "all"}
    for name, targets in _OPTIONS.items():
        if key.get(name):
            options.update(dict.fromkeys(targets, key.get(name)))
    cite.sorting = options
    macro = cite.style.macros.get(key.get("macro"))
    if macro is None:
        return None
    return _collated(macro.render(cite))


def _variable(variable: str, cite: Cite) -> str | None:
    value = cite.value(variable)
    if value is None:
        return None
    if isinstance(value, list):
        from chapbook.plugins.citeproc.names import people

        demote = cite.style.root.get("demote-non-dropping-particle") or "display-and-sort"
        form = Form(inverted="all", demote=demote, sorting=True)
        return join([written(name, form, True) for name in people(cite, variable)], ", ")
    if isinstance(value, dict):
        return dates.sort_key(value)
    text = str(value)
    if variable in _NUMBERS:
        return re.sub(r"\d+", lambda m: f"{int(m[0]):08d}", text)
    return read_field(text)


def _collated(text: str | None) -> tuple[str, ...] | None:
    if not text:
        return None
    plain = unicodedata.normalize("NFKD", bare(text).casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[’'ʾʿ]", "", plain)
    words = re.sub(r"[^\w]+", " ", plain).split()
    return tuple(words) or None
