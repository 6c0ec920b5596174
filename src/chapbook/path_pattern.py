"""Patterns for the names of a chapter's files: `assets/ch{chapter:02}-{name}.html`."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from chapbook.manifest_kinds import Text
from chapbook.outline import ChapterPlan

_FIELD = re.compile(r"\{(?:(?P<name>name)|chapter(?::0?(?P<width>\d))?)\}")
#: The number at the beginning of a chapter's file.
_NUMBER = re.compile(r"(?:ch(?:apter)?)?[-_]?(\d+)", re.I)

PATH_PATTERN = Text(
    "a path with {chapter}, {chapter:02} or {name} in it",
    r"^[^{}]*(\{(chapter(:0?[1-9])?|name)\}[^{}]*)+$",
)


def chapter_numbers(plan: ChapterPlan) -> frozenset[str]:
    """What a chapter may be called by: the number of its file, and the one that is printed."""
    match = _NUMBER.match(plan.chapter.path.name)
    typed = {str(int(match[1]))} if match else set()
    printed = plan.label.number
    return frozenset(typed | ({printed} if printed else set()))


def fits(pattern: str, path: PurePosixPath, numbers: Collection[str]) -> bool:
    """Whether a file is called as the pattern says, for a chapter of one of the numbers.

    A pattern without a slash is for the file's name alone. Where the chapter has no number, any
    word may stand for it.
    """
    said = path.as_posix() if "/" in pattern else path.name
    made, end = "", 0
    for field in _FIELD.finditer(pattern):
        made += re.escape(pattern[end : field.start()])
        made += r"[^/]+" if field["name"] else _numbers(numbers, field["width"])
        end = field.end()
    return bool(re.fullmatch(made + re.escape(pattern[end:]), said, re.I if numbers else 0))


def example(pattern: str, numbers: Collection[str], name: str = "…") -> str:
    """What the pattern asks for: `assets/ch05-….html`."""
    number = next(iter(sorted(numbers, key=lambda n: (not n.isdigit(), n))), "…")
    return _FIELD.sub(
        lambda field: name if field["name"] else _written(number, field["width"]), pattern
    )


def _numbers(numbers: Collection[str], width: str | None) -> str:
    found = sorted({re.escape(_written(number, width)) for number in numbers})
    return f"(?:{'|'.join(found)})" if found else r"\w+"


def _written(number: str, width: str | None) -> str:
    return number.zfill(int(width)) if width and number.isdigit() else number
