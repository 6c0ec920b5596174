"""What labels and references look like: `fig:x` (pandoc-crossref), `fig-x` (Quarto)."""

from __future__ import annotations

import re

from chapbook.numbering import PART, SECTION, Kind, NumberingSettings, uncapitalized

_LABEL = re.compile(r"^(?P<prefix>[A-Za-z][A-Za-z0-9]*)(?P<mark>[:-])(?P<name>\S+)$")
#: Prefixes of references to chapters, as authors write them beside `sec:`.
HEADINGS = frozenset({SECTION, "chap", "ch", "app"})


def split_label(label: str, numbering: NumberingSettings) -> tuple[str, str] | None:
    """`Fig:x` or `fig-x` → (`figure`, `x`); headings are `section`, Parts `part`; None for others.

    A prefix is written small or with a capital.
    """
    match = _LABEL.match(label)
    if match is None:
        return None
    prefix = uncapitalized(match["prefix"])
    if prefix in HEADINGS:
        return "section", match["name"]
    if prefix == PART:
        return "part", match["name"]
    kind = numbering.by_prefix(prefix)
    return None if kind is None else (kind.name, match["name"])


def kind_of(label: str, numbering: NumberingSettings) -> Kind | None:
    """The kind that a label's prefix names, None for headings and everything else."""
    split = split_label(label, numbering)
    return None if split is None else numbering.kind(split[0])


def is_reference(id: str, numbering: NumberingSettings) -> bool:
    """Whether `@id` refers to a label or, as `book#chapter-5`, into a companion."""
    return "#" in id.strip("#") or split_label(id, numbering) is not None


def spellings(label: str) -> tuple[str, ...]:
    """A reference as the label may be written: as it stands, with the other mark, uncapitalized."""
    small = uncapitalized(label)
    match = _LABEL.match(small)
    if match is None:
        return (label, small)
    other = ":" if match["mark"] == "-" else "-"
    changed = f"{match['prefix']}{other}{match['name']}"
    return tuple(dict.fromkeys((label, small, changed)))
