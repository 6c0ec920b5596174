"""What a copy for reviewers asks for: line numbers, room for notes, watermark, protection."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from lxml import etree

from chapbook.book import Option, Target
from chapbook.errors import RenderError
from chapbook.outline import Outline
from chapbook.plugins.ooxml.names import (
    bookmark_name,
    every,
    find_style,
    properties,
    put,
    sort_children,
    value,
)

#: How Word calls the ways to protect a file.
_PROTECTIONS = {
    "comments": "comments",
    "tracked-changes": "trackedChanges",
    "read-only": "readOnly",
}
_LONGEST = 40
#: Styles of what nobody refers to by its line.
_UNNUMBERED = (
    "Title Subtitle Author Date Imprint TOCHeading TOC1 TOC2 TOC3 TableofFigures ListHeading "
    "Indexheading Index1 Index2 Index3 BoxGap SectionEnd HorizontalRule Header Footer"
)
#: Twips between the numbers and the text.
_DISTANCE = 340
#: Lines at most this high, in twips, are too low for running text: those of rules and gaps.
_LOW_LINE = 200
#: Styles of running text that are set double where they name no height of their own.
_RUNNING = ("BodyText", "Compact", "BlockText", "Callout", "CrossReference")


@dataclass(frozen=True)
class Review:
    """What the target asks for; `step` is that of the line numbers, 0 for none.

    `protection` is Word's name for a way to protect, empty for none; `editable` are the bookmarks
    of the headings of chapters that are not protected.
    """

    step: int = 0
    has_wide_margin: bool = False
    is_double: bool = False
    watermark: str = ""
    protection: str = ""
    editable: frozenset[str] = frozenset()


def read_review(target: Target, outline: Outline) -> Review:
    """What the target's options say; raises `RenderError` for a value that means nothing."""
    options = target.options
    watermark = options.get("watermark")
    if watermark is not None and not (isinstance(watermark, str) and 0 < len(watermark) <= 40):
        raise RenderError(
            f"target '{target.name}': the watermark is no word",
            hint=f"give its text, at most {_LONGEST} characters: `watermark: DRAFT`",
        )
    protect = _choose(target, "protect", ("", *_PROTECTIONS))
    if options.get("editable") is not None and protect not in ("comments", "read-only"):
        raise RenderError(
            f"target '{target.name}': `editable` needs a file that is protected",
            hint="add `protect: read-only` or `protect: comments`, or remove `editable`",
        )
    return Review(
        step=_step(target),
        has_wide_margin=_choose(target, "margin", ("normal", "wide")) == "wide",
        is_double=_choose(target, "spacing", ("single", "double")) == "double",
        watermark=str(watermark or ""),
        protection=_PROTECTIONS.get(protect, ""),
        editable=frozenset(_editable(target, outline)),
    )


def number_lines(body: etree._Element, styles: etree._Element, step: int) -> None:
    """Number the lines of each page in the margin, but not those of title page and contents."""
    for section in every(body, "w:sectPr"):
        attributes: dict[str, str | int] = {
            "w:countBy": step,
            "w:distance": _DISTANCE,
            "w:restart": "newPage",
        }
        put(section, "w:lnNumType", attributes)
    for identifier in _UNNUMBERED.split():
        style = find_style(styles, identifier)
        if style is not None:
            put(_look(style), "w:suppressLineNumbers")


def double_lines(body: etree._Element, styles: etree._Element) -> None:
    """Make the lines of running text twice as high."""
    for style in every(styles, "w:style"):
        if value(style, "w:type") != "paragraph":
            continue
        for spacing in every(style, "w:spacing"):
            if value(spacing, "w:lineRule") == "exact":
                height = int(value(spacing, "w:line"))
                put(_look(style), "w:spacing", {"w:line": height * (1 + (height > _LOW_LINE))})
    for identifier in _RUNNING:
        running = find_style(styles, identifier)
        if running is not None and not _is_exact(running):
            put(_look(running), "w:spacing", {"w:line": 480, "w:lineRule": "auto"})
    for paragraph in every(body, "w:p"):
        if next(every(paragraph, "m:oMath"), None) is None:
            continue
        for spacing in every(paragraph, "w:spacing"):
            if value(spacing, "w:lineRule") == "auto" and value(spacing, "w:line") == "240":
                put(properties(paragraph, "w:pPr"), "w:spacing", {"w:line": 480})


def _is_exact(style: etree._Element) -> bool:
    return any(value(spacing, "w:lineRule") == "exact" for spacing in every(style, "w:spacing"))


def _look(style: etree._Element) -> etree._Element:
    look = properties(style, "w:pPr")
    sort_children(style)
    return look


def _choose(target: Target, name: str, words: tuple[str, ...]) -> str:
    said = str(target.options.get(name) or words[0])
    if said not in words:
        raise RenderError(
            f"target '{target.name}': {name} '{said}' is not known",
            hint=f"choose one of {', '.join(filter(None, words))}",
        )
    return said


def _step(target: Target) -> int:
    said = target.options.get("line-numbers") or 0
    if not isinstance(said, int) or not 0 <= said <= 100:
        raise RenderError(
            f"target '{target.name}': line-numbers '{said}' is not known",
            hint="`true` numbers each line, 5 every fifth",
        )
    return int(said)


def _editable(target: Target, outline: Outline) -> list[str]:
    plans = [plan for plan in outline.plans if plan.chapter.depth == 1]
    found = []
    for name in _names(target.options.get("editable")):
        plan = next(
            (p for p in plans if name in (p.label.number, p.slug, p.chapter.name)),
            None,
        )
        if plan is None:
            known = [p.label.number or p.slug for p in plans]
            near = get_close_matches(name, [p.chapter.name for p in plans], 1)
            raise RenderError(
                f"target '{target.name}': the book has no chapter '{name}' to leave editable",
                hint=f"did you mean {near[0]}?" if near else f"choose from: {', '.join(known)}",
            )
        found.append(bookmark_name(plan.label.anchor))
    return found


def _names(said: Option) -> tuple[str, ...]:
    if said is None:
        return ()
    return said if isinstance(said, tuple) else (str(said),)
