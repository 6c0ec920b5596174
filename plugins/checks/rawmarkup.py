"""Raw HTML and TeX, which only one format understands and the others lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection


@dataclass(frozen=True)
class RawMarkup:
    """`raw-html` and `raw-tex`."""

    code: str
    severity: Severity
    summary: str
    opening: str
    message: str
    advice: str

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """One finding for each such tag or command of each chapter, at its first place."""
        for path, survey in inspection.surveys.items():
            tags = [tag for tag in survey.raw_tags if tag.tag.startswith(self.opening)]
            for name, count in sorted(Counter(tag.tag for tag in tags).items()):
                first = next(tag for tag in tags if tag.tag == name)
                times = "once" if count == 1 else f"{count} times"
                message = f"{name} is used {times}; {self.message}"
                yield Finding(self.code, message, path, first.line, first.column, hint=self.advice)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [
        RawMarkup(
            "raw-html",
            Severity.INFO,
            "A chapter uses an HTML tag that only HTML knows.",
            "<",
            "only the text in it is printed",
            "use Markdown, or a fenced Div such as ::: {.note}",
        ),
        RawMarkup(
            "raw-tex",
            Severity.WARNING,
            "A chapter uses a TeX command that only the LaTeX PDF knows.",
            "\\",
            "every format but the LaTeX PDF leaves it out",
            "use Markdown, or write the backslash as \\\\ where text is meant",
        ),
    ]
