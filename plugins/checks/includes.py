"""Other tools' include directives, which would be printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection

#: mdBook's `{{#include file}}` and its kin, Asciidoctor's `include::file[]`, Quarto's
#: `{{< include file >}}`, Liquid's `{% include file %}`, Leanpub's `<<[Title](file)`.
_DIRECTIVE = re.compile(
    r"\{\{\s*#(?:include|rustdoc_include|playground|template)\s[^}]*\}\}|^include::\S+\[.*\]$"
    r"|\{\{<\s*(?:include|embed)\s[^}]*>\}\}|\{%-?\s*include\s[^}]*%\}|^<<\[[^\]\n]*\]\([^)\n]*\)$",
    re.M,
)


@dataclass(frozen=True)
class UnresolvedInclude:
    """`unresolved-include`."""

    code: str = "unresolved-include"
    severity: Severity = Severity.WARNING
    summary: str = "A directive of another tool asks for a file; it is printed as it stands."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Every include directive of every chapter."""
        for path, text in inspection.texts.items():
            for match in _DIRECTIVE.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                column = match.start() - text.rfind("\n", 0, match.start())
                message = f"'{match.group()}' is not carried out"
                hint = "put the file's text in its place"
                yield Finding(self.code, message, path, line, column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The check of this module."""
    return [UnresolvedInclude()]
