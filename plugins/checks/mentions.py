"""Mentions in prose of what the book does not have, or calls otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.mention_counts import COUNTED
from chapbook.mention_grammar import Mention
from chapbook.mention_targets import find_goal
from chapbook.mention_title import begins_with_title, same_title, shares_a_word
from chapbook.outline import ChapterPlan, Label, Outline
from chapbook.roles import Check, Inspection
from chapbook.survey import Survey
from chapbook.words import words_for


@dataclass(frozen=True)
class MentionTarget:
    """`mention-target`."""

    code: str = "mention-target"
    severity: Severity = Severity.WARNING
    summary: str = "The text mentions a chapter, section or figure that the book does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Mentions such as `Chapter 15` of a book with fourteen chapters."""
        for path, plan, mention in _mentions(inspection):
            missing = [
                number
                for number in mention.numbers
                if (goal := find_goal(mention.kind, number, inspection.outline, plan)).sure
                and goal.label is None
            ]
            if missing:
                message = _missing(mention, missing)
                hint = _nearest(mention, inspection.outline)
                yield Finding(self.code, message, path, mention.line, mention.column, hint=hint)


@dataclass(frozen=True)
class MentionTitle:
    """`mention-title`."""

    code: str = "mention-title"
    severity: Severity = Severity.WARNING
    summary: str = "The text mentions a chapter by a title that it does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Mentions such as `Chapter 12: Old Title`."""
        language = inspection.book.metadata.language
        for path, plan, mention in _mentions(inspection):
            if len(mention.numbers) != 1 or not (mention.title or mention.topic):
                continue
            label = find_goal(mention.kind, mention.numbers[0], inspection.outline, plan).label
            if label is None:
                continue
            wrong = _wrong_title(mention, label) or _wrong_topic(mention, label, inspection.outline)
            if wrong:
                hint = _right_title(mention, label, inspection.outline, language)
                yield Finding(self.code, wrong, path, mention.line, mention.column, hint=hint)


@dataclass(frozen=True)
class MentionCount:
    """`mention-count`."""

    code: str = "mention-count"
    severity: Severity = Severity.WARNING
    summary: str = "The text gives a number of chapters or Parts that the book does not have."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Sentences such as `This book has thirteen chapters.` of a book with fourteen."""
        for path, survey in inspection.surveys.items():
            for mention in _stated(survey, inspection):
                kind = COUNTED.get(mention.kind)
                if kind is None:
                    continue
                count = _count(kind, inspection.outline)
                # An author may count appendices, a preface and the like as chapters.
                most = len(inspection.outline.plans) if kind == "chapter" else count
                if count and not count <= int(mention.numbers[0]) <= most:
                    message = f"“{mention.text}”, but the book has {count}"
                    hint = f"correct the number, or the contents in {inspection.book.manifest}"
                    yield Finding(self.code, message, path, mention.line, mention.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [MentionTarget(), MentionTitle(), MentionCount()]


def _mentions(inspection: Inspection) -> Iterator[tuple[PurePosixPath, ChapterPlan, Mention]]:
    for path, survey in inspection.surveys.items():
        plan = inspection.outline.plan(path)
        for mention in _stated(survey, inspection):
            if plan is not None and mention.kind not in COUNTED:
                yield path, plan, mention


def _stated(survey: Survey, inspection: Inspection) -> tuple[Mention, ...]:
    mentions: tuple[Mention, ...] = survey.mentions
    return () if inspection.book.mentions == "off" else mentions


def _missing(mention: Mention, missing: list[str]) -> str:
    if mention.numbers == tuple(missing):
        return f"the book has no {mention.text}"
    return f"“{mention.text}”: the book has no {mention.kind} {', '.join(missing)}"


def _nearest(mention: Mention, outline: Outline) -> str:
    """What the book has instead: the chapter of the stated title, or the last of the kind."""
    if mention.title is not None:
        named = [label for label in outline if label.number and label.kind == mention.kind]
        same = [label for label in named if same_title(mention.title, label.title)]
        if len(same) == 1:
            return f"did you mean {mention.kind.capitalize()} {same[0].number}: {same[0].title}?"
    numbers = [label.number for label in outline if label.kind == mention.kind and label.number]
    if mention.kind not in ("part", "chapter", "appendix"):
        return "correct the number"
    return f"its last is {numbers[-1]}" if numbers else "it has none at all"


def _wrong_title(mention: Mention, label: Label) -> str | None:
    if mention.title is None or same_title(mention.title, label.title):
        return None
    return f"“{mention.text}: {mention.title}” is called “{label.title}”"


def _wrong_topic(mention: Mention, label: Label, outline: Outline) -> str | None:
    """`Appendix B provides auth fundamentals`, where that is the title of Appendix A."""
    if not _named_by_topic(mention, label, outline) or shares_a_word(mention.topic, label.title):
        return None
    return f"{mention.text} is called “{label.title}”, but is said to be about “{mention.topic}”"


def _named_by_topic(mention: Mention, label: Label, outline: Outline) -> list[Label]:
    return [
        other
        for other in outline
        if other.number
        and other.kind in ("chapter", "appendix")
        and other != label
        and begins_with_title(mention.topic, other.title)
    ]


def _right_title(mention: Mention, label: Label, outline: Outline, language: str) -> str:
    if mention.title is None:
        others = _named_by_topic(mention, label, outline)
        return f"did you mean {_called(others[0], language)}?"
    stated = mention.title
    others = [
        other
        for other in outline
        if other.number and other.kind == label.kind and same_title(stated, other.title)
    ]
    hint = f"write {_called(label, language)}"
    return f"{hint}, or {_called(others[0], language)}" if len(others) == 1 else hint


def _called(label: Label, language: str) -> str:
    return f"{words_for(language).kinds[label.kind].label.format(label.number)}: {label.title}"


def _count(kind: str, outline: Outline) -> int:
    if kind == "part":
        return len(outline.parts)
    return sum(label.kind == kind and label.number is not None for label in outline)
