"""Labels as Quarto (`#fig-x`) and bookdown (`@ref(fig:x)`) write them."""

from __future__ import annotations

import re
from typing import Any

_HYPHENED = re.compile(r"(?:fig|tbl|eq|sec|lst)-.+")
_LABEL = re.compile(r"\{#([^\s{}]+)\}.*", re.S)
#: `\@ref(fig:x)`, which Pandoc reads as this text.
REFERENCE = re.compile(r"@ref\((?P<label>(?:fig|tab|tbl|eq|sec|lst):[^()\s]+)\)")


def hyphened_labels(blocks: Any) -> frozenset[str]:
    """The labels with a hyphen that something has and something else refers to.

    Without a reference `fig-x` is an id like any other.
    """
    defined: set[str] = set()
    wanted: set[str] = set()
    _gather(blocks, defined, wanted)
    return frozenset(name for name in defined & wanted if _HYPHENED.fullmatch(name))


def label_in(reference: str) -> str:
    """bookdown's `tab:x` → `tbl:x`."""
    return re.sub("^tab:", "tbl:", reference)


def _gather(value: Any, defined: set[str], wanted: set[str]) -> None:
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], list):
            defined.add(value[0])
        for item in value:
            _gather(item, defined, wanted)
    elif isinstance(value, dict):
        if "citationId" in value:
            name = value["citationId"]
            wanted.add(name[:1].lower() + name[1:])
        if value.get("t") == "Str":
            match = _LABEL.fullmatch(value["c"])
            defined.update(match.groups() if match else ())
            return
        for item in value.values():
            _gather(item, defined, wanted)
