"""The page of a printed book: its trim size and type size, read from a target's options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chapbook.book import Target
from chapbook.errors import ChapbookError

#: Trim sizes by name. The first is the default: a common trim of technical books.
SIZES = {
    "7x9.25in": ("7in", "9.25in"),
    "a4": ("210mm", "297mm"),
    "a5": ("148mm", "210mm"),
    "b5": ("176mm", "250mm"),
    "letter": ("8.5in", "11in"),
    "crown-quarto": ("189mm", "246mm"),
    "royal": ("156mm", "234mm"),
}

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")


@dataclass(frozen=True)
class Page:
    """A page: width, height and body size as lengths with a unit; `recto` where chapters begin
    on a right-hand page."""

    width: str
    height: str
    fontsize: str
    recto: bool


def read_page(target: Target) -> Page:
    """The page that the options `papersize`, `fontsize` and `open` ask for."""
    width, height = _read_size(target)
    fontsize = str(target.options.get("fontsize") or "10pt")
    if not re.fullmatch(r"\d+(?:\.\d+)?pt", fontsize):
        raise ChapbookError(
            f"target '{target.name}': fontsize '{fontsize}' is not a size in points",
            hint="write it like `10pt`",
        )
    opening = str(target.options.get("open") or "any")
    if opening not in ("any", "right"):
        raise ChapbookError(
            f"target '{target.name}': open '{opening}' is not known",
            hint="`any` lets a chapter begin on any page, `right` on a right-hand page",
        )
    return Page(width, height, fontsize, opening == "right")


def _read_size(target: Target) -> tuple[str, str]:
    asked = str(target.options.get("papersize") or next(iter(SIZES))).strip().lower()
    if asked in SIZES:
        return SIZES[asked]
    match = _SIZE.fullmatch(asked)
    if match is None:
        raise ChapbookError(
            f"target '{target.name}': papersize '{asked}' is not known",
            hint=f"one of {', '.join(SIZES)}, or a width and a height like `170x240mm`",
        )
    width, unit, height, last = match.groups()
    return f"{width}{unit or last}", f"{height}{last}"
