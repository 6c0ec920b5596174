"""The page of a printed book: its trim size and type size, read from a target's options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chapbook.book import Option, Target
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

#: The options that `read_page` reads, and what they do.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "paper": f"trim size: {', '.join(SIZES)}, or a width and a height (7x9.25in)",
        "fontsize": "size of the text in points (10pt)",
        "open": "the page on which Parts and chapters begin: any or right (any)",
        "page-references": "true prints the page of what a reference names (false)",
        "back-links": "true leads from each work of a list back to its citations (false)",
    }
)

#: The margins at the spine and at the edge, as parts of the page's width; the templates' numbers.
MARGINS = (0.118, 0.132)

#: Points of each unit, TeX's and Typst's alike.
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")
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
    """The page that the options `paper`, `fontsize` and `open` ask for."""
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


def text_width(page: Page) -> float:
    """How wide the text of a page is, in points."""
    unit = page.width.lstrip("0123456789.")
    width = float(page.width.removesuffix(unit)) * _POINTS[unit]
    return width * (1 - sum(MARGINS))


def _read_size(target: Target) -> tuple[str, str]:
    asked = target.options.get("paper")
    if isinstance(asked, tuple):
        return _read_lengths(target, asked)
    named = str(asked or next(iter(SIZES))).strip().lower()
    if named in SIZES:
        return SIZES[named]
    match = _SIZE.fullmatch(named)
    if match is None:
        raise _unknown_paper(target, named)
    width, unit, height, last = match.groups()
    return f"{width}{unit or last}", f"{height}{last}"


def _read_lengths(target: Target, asked: tuple[Option, ...]) -> tuple[str, str]:
    lengths = [str(length).replace(" ", "").lower() for length in asked]
    if len(lengths) != 2 or not all(_LENGTH.fullmatch(length) for length in lengths):
        raise _unknown_paper(target, ", ".join(map(str, asked)))
    return lengths[0], lengths[1]


def _unknown_paper(target: Target, asked: str) -> ChapbookError:
    return ChapbookError(
        f"target '{target.name}': paper '{asked}' is not known",
        hint=f"one of {', '.join(SIZES)}, or a width and a height: `170x240mm`, `[170mm, 240mm]`",
    )
