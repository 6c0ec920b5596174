"""The page of a printed book: its trim size and type size, read from a target's options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
    "mobile": ("90mm", "160mm"),
}

#: The options that `read_page` reads, and what they do.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "paper": f"trim size: {', '.join(SIZES)}, or a width and a height (7x9.25in)",
        "fontsize": "size of the text in points (10pt; 11pt on mobile)",
        "gutter": "what the margin at the spine gets more: a length, or auto, by the pages (0mm)",
        "open": "the page on which Parts and chapters begin: any or right (any)",
        "page-references": "true prints the page of what a reference names (false)",
        "back-links": "true leads from each work of a list back to its citations (false)",
    }
)

#: The most that `gutter: auto` adds, in points: the measure of a text does not know the page count.
WIDEST_GUTTER = 9 * 72 / 25.4

#: Points of each unit, TeX's and Typst's alike.
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:mm|cm|in|pt)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")


@dataclass(frozen=True)
class Layout:
    """Where the text stands on a page, in parts of its width and height, how large headings and
    tables are in parts of their size on paper, and whether left pages mirror right ones."""

    inner: float = 0.118
    outer: float = 0.132
    top: float = 0.1
    bottom: float = 0.1
    display: float = 1.0
    tables: float = 1.0
    two_sided: bool = True


#: A telephone's screen has no spine, and its frame is margin enough.
MOBILE = Layout(0.07, 0.07, 0.085, 0.075, 0.7, 0.82, False)


@dataclass(frozen=True)
class Page:
    """A page: width, height and body size as lengths with a unit; `recto` where chapters begin
    on a right-hand page; `gutter` is what the inner margin gets more, in points."""

    width: str
    height: str
    fontsize: str
    recto: bool
    layout: Layout = Layout()
    gutter: float = 0.0


def read_page(target: Target) -> Page:
    """The page that the options `paper`, `fontsize`, `open` and `gutter` ask for."""
    width, height = _read_size(target)
    mobile = str(target.options.get("paper")).strip().lower() == "mobile"
    fontsize = str(target.options.get("fontsize") or ("11pt" if mobile else "10pt"))
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
    page = Page(width, height, fontsize, opening == "right", MOBILE if mobile else Layout())
    page = replace(page, gutter=_read_gutter(target))
    if text_width(page) < 72:
        raise ChapbookError(
            f"target '{target.name}': the margins leave no room for text",
            hint="a wider `paper` or a smaller `gutter`",
        )
    return page


def text_width(page: Page) -> float:
    """How wide the text of a page is, in points."""
    return points(page.width) * (1 - page.layout.inner - page.layout.outer) - page.gutter


def points(length: str) -> float:
    """A length such as `170mm` in points."""
    unit = length.lstrip("0123456789.")
    return float(length.removesuffix(unit)) * _POINTS[unit]


def read_length(target: Target, option: str) -> float | None:
    """The length that an option asks for, in points; None where it is not set."""
    asked = target.options.get(option)
    if asked is None or asked is False:
        return None
    said = str(asked).replace(" ", "").lower()
    if not _LENGTH.fullmatch(said):
        raise ChapbookError(
            f"target '{target.name}': {option} '{asked}' is not a length",
            hint="a number and mm, cm, in or pt: `3mm`",
        )
    return points(said)


def layout_variables(page: Page, point: str) -> Iterator[tuple[str, str]]:
    """What both templates know of a page's layout; `point` is what an engine calls 1/72 inch."""
    layout = page.layout
    yield "inner", str(layout.inner)
    yield "outer", str(layout.outer)
    yield "top", str(layout.top)
    yield "bottom", str(layout.bottom)
    yield "gutter", f"{page.gutter:.3f}{point}"
    yield "display", str(layout.display)
    yield "tables", str(layout.tables)
    yield "two-sided", "true" if layout.two_sided else "false"


def _read_gutter(target: Target) -> float:
    if target.options.get("gutter") == "auto":
        return WIDEST_GUTTER
    return read_length(target, "gutter") or 0.0


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
