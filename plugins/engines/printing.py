"""What a target asks of a PDF that goes to a printer, read from its options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chapbook.book import Target
from chapbook.errors import ChapbookError
from chapbook.plugins.engines.page import Page, read_length

#: The options that `read_printing` reads, and what they do.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "links": "color, or black: links look like the text around them (color)",
        "bleed": "a length around the trimmed page that is printed and cut off (0mm)",
        "crop-marks": "true draws marks at the corners, where the page is cut (false)",
        "signature": "fills the book with empty pages to a multiple of this number (1)",
    }
)

#: The option that only XeLaTeX knows.
URLS: Mapping[str, str] = MappingProxyType(
    {"urls": "links, or footnotes: a note prints where each link leads; XeLaTeX only (links)"}
)


@dataclass(frozen=True)
class Printing:
    """How a file differs from one for screens; `bleed` is in points."""

    black_links: bool = False
    url_notes: bool = False
    bleed: float = 0.0
    crop_marks: bool = False
    signature: int = 1

    @property
    def is_for_press(self) -> bool:
        """Whether the file is to be printed on both sides of paper and bound."""
        return self.bleed > 0 or self.crop_marks or self.signature > 1


def read_printing(target: Target) -> Printing:
    """The options of a target that concern the printer."""
    return Printing(
        black_links=_chosen(target, "links", ("color", "black")) == "black",
        url_notes=_chosen(target, "urls", ("links", "footnotes")) == "footnotes",
        bleed=read_length(target, "bleed") or 0.0,
        crop_marks=_read_switch(target, "crop-marks"),
        signature=_read_signature(target),
    )


def has_spreads(page: Page, printing: Printing) -> bool:
    """Whether parts of the book begin on right-hand pages: on a screen no page stays empty."""
    is_bound = page.recto or page.gutter > 0 or printing.is_for_press
    return page.layout.two_sided and is_bound


def _chosen(target: Target, option: str, known: tuple[str, ...]) -> str:
    asked = target.options.get(option)
    if asked is None:
        return known[0]
    if asked not in known:
        raise ChapbookError(
            f"target '{target.name}': {option} '{asked}' is not known",
            hint=f"one of {', '.join(known)}",
        )
    return str(asked)


def _read_switch(target: Target, option: str) -> bool:
    asked = target.options.get(option, False)
    if not isinstance(asked, bool):
        raise ChapbookError(
            f"target '{target.name}': {option} '{asked}' is neither true nor false",
            hint=f"write `{option}: true`, or leave it out",
        )
    return asked


def _read_signature(target: Target) -> int:
    asked = str(target.options.get("signature", 1))
    if not asked.isdecimal() or not 1 <= int(asked) <= 256:
        raise ChapbookError(
            f"target '{target.name}': signature '{asked}' is not a number of pages",
            hint="a whole number from 1 to 256, such as 16; your printer knows it",
        )
    return int(asked)
