"""Sections that every chapter has, in their order, with the paragraphs that they may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.chapter_view import ChapterView, Section, views
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.manifest_kinds import Key, Keys, Many, OneOf, Text
from chapbook.parameters import LIMITS, SCOPE, SWITCH
from chapbook.roles import Check, Inspection
from chapbook.section_order import Item, compare, read_items

_LIMITS = Keys(LIMITS)


def _item(further: dict[str, Key]) -> OneOf:
    keys = {
        "title": Key(Text(), "the section's title; capitals do not matter"),
        "optional": Key(SWITCH, "whether a chapter may do without it; default off"),
        "any": Key(_LIMITS, "instead of a title: how many sections of the chapter's own"),
        "paragraphs": Key(_LIMITS, "how many paragraphs it has, with its subsections"),
        **further,
    }
    return OneOf((Text(), Keys(keys)))


_BELOW = {"sections": Key(Many(_item({}), 1), "its subsections in order, as those of the chapter")}
_PARAMETERS = Keys(
    {
        "sections": Key(
            Many(_item(_BELOW), 1),
            "the sections in order: titles, or mappings; … stands for the chapter's own",
            required=True,
        ),
        **SCOPE,
    }
)


@dataclass(frozen=True)
class ChapterSections:
    """`chapter-sections`: runs only where `book.yaml` lists the sections."""

    code: str = "chapter-sections"
    severity: Severity = Severity.WARNING
    summary: str = "A chapter's sections are not those that the book asks for, in their order."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterator[Finding]:
        """Sections that are missing, repeated, in another place, or too long or short."""
        items = read_items(inspection.parameters.get("sections"))
        if not items:
            return
        for view in views(inspection):
            yield from self._compare(view, view.title, items)

    def _compare(
        self, view: ChapterView, parent: Section, items: tuple[Item, ...]
    ) -> Iterator[Finding]:
        below = view.under(parent)
        found = [section for section in below if section.level == parent.level + 1]
        for trouble in compare(items, found, parent):
            yield self._finding(trouble.section, trouble.message, trouble.hint)
        asked = {item.key: item for item in items if item.title}
        for section in found:
            item = asked.get(Item(section.title).key)
            if item is None:
                continue
            if item.sections:
                yield from self._compare(view, section, item.sections)
            count = sum(s.stretch.paragraphs for s in (section, *view.under(section)))
            if broken := item.paragraphs.broken_by(count):
                message = f"“{section.title}” has {count} paragraphs, {broken}"
                hint = "lists, tables, figures, quotations and boxes are not counted"
                yield self._finding(section, message, hint)

    def _finding(self, section: Section, message: str, hint: str) -> Finding:
        return Finding(
            self.code, message, section.path, section.line, section.column, self.severity, hint
        )


@hookimpl
def chapbook_checks() -> list[Check]:
    """The check of this module."""
    return [ChapterSections()]
