"""Raw HTML that has no counterpart outside HTML and would be lost in print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection


@dataclass(frozen=True)
class RawHtml:
    """`raw-html`."""

    code: str = "raw-html"
    severity: Severity = Severity.INFO
    summary: str = "A chapter uses an HTML tag that only HTML knows."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """One finding for each such tag of each chapter, at its first place."""
        for path, survey in inspection.surveys.items():
            counts = Counter(tag.tag for tag in survey.raw_tags)
            for name, count in sorted(counts.items()):
                line = next(tag.line for tag in survey.raw_tags if tag.tag == name)
                times = "once" if count == 1 else f"{count} times"
                message = f"<{name}> is used {times}; only the text in it is printed"
                hint = "use Markdown, or a fenced Div such as ::: {.note}"
                yield Finding(self.code, message, path, line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [RawHtml()]
