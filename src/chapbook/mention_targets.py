"""What a mention leads to: the outline's label of that kind and number."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.numerals import roman
from chapbook.outline import ChapterPlan, Label, Outline

#: How numbers that are written otherwise are found: `Part 2` where Parts are I, II, III.
_ROMANS = {roman(number): str(number) for number in range(1, 100)}


@dataclass(frozen=True)
class Goal:
    """What one number of a mention leads to.

    `label` is None where the book has none so numbered. `sure` then tells that the book numbers
    such things in that way, so that the mention is wrong rather than about something else.
    """

    label: Label | None
    sure: bool = True


def find_goal(kind: str, number: str, outline: Outline, plan: ChapterPlan) -> Goal:
    """What a number stated in the chapter of `plan` leads to."""
    if kind in ("chapter", "appendix") and "." in number:
        kind = "section"
    labels = [label for label in outline if label.number and _is_kind(label, kind)]
    if kind == "part":
        labels = [*dict.fromkeys([*outline.parts, *labels])]
    found = [label for label in labels if label.number == number]
    # `Chapter I wrote` is no mention of Chapter 1.
    if not found and (kind == "part" or (kind == "chapter" and number != "I")):
        found = [label for label in labels if _plain(label.number or "") == _plain(number)]
    if not found and number[-1:].islower():
        found = [label for label in labels if label.number == number[:-1]]
    if len(found) > 1:  # chapters that are counted anew in each Part
        found = [label for label in found if _part(label, outline) == plan.chapter.part]
        return Goal(found[0] if len(found) == 1 else None, sure=False)
    if found:
        return Goal(found[0])
    return Goal(None, _is_missing(kind, number, labels, outline))


def _is_kind(label: Label, kind: str) -> bool:
    return label.kind == kind or (kind == "figure" and label.kind == "subfigure")


def _is_missing(kind: str, number: str, labels: list[Label], outline: Outline) -> bool:
    """Whether the book would have that number if the mention were right."""
    if kind == "appendix":
        chapters = [label for label in outline if label.kind == "chapter" and label.number]
        return _shape(kind, number) == "A" and bool(chapters)
    return _shape(kind, number) in {_shape(kind, label.number or "") for label in labels}


def _shape(kind: str, number: str) -> str:
    """`5.2` → `1.1`, `A.1` → `A.1`; `II` → `I` where numbers may be Roman."""
    letter = "I" if kind in ("part", "chapter") else "A"
    return ".".join("1" if piece[:1].isdigit() else letter for piece in number.split("."))


def _plain(number: str) -> str:
    return _ROMANS.get(number, number)


def _part(label: Label, outline: Outline) -> int | None:
    plan = outline.plan(label.chapter) if label.chapter else None
    return plan.chapter.part if plan else None
