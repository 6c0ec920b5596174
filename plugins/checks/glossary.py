"""Terms and acronyms that are used and not defined, defined twice, or never used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from chapbook.finding import Finding, Severity
from chapbook.glossary_terms import defined_terms, find_term
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection


@dataclass(frozen=True)
class UnknownTerm:
    """`unknown-term`."""

    code: str = "unknown-term"
    severity: Severity = Severity.WARNING
    summary: str = "The text uses a term or an acronym that no glossary defines."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Uses such as `[SLO]{.ac}` without a definition; they are printed as they stand."""
        terms = defined_terms(inspection.surveys)
        keys = sorted({term.key for _, term in terms.values()})
        for path, survey in inspection.surveys.items():
            for use in survey.uses:
                if find_term(use.key, terms) is not None:
                    continue
                near = get_close_matches(use.key, keys, 1, 0.6)
                division = "glossary" if use.form == "gls" else "acronyms"
                hint = f"did you mean '{near[0]}'?" if near else f"define it in ::: {{.{division}}}"
                message = f"no definition of '{use.key}'"
                yield Finding(self.code, message, path, use.line, use.column, hint=hint)


@dataclass(frozen=True)
class DuplicateTerm:
    """`duplicate-term`."""

    code: str = "duplicate-term"
    severity: Severity = Severity.WARNING
    summary: str = "A term is defined twice; the first definition counts."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Definitions of what was defined before."""
        first: dict[str, str] = {}
        for path, survey in inspection.surveys.items():
            for term in survey.terms:
                place = f"{path}:{term.line}" if term.line else str(path)
                if term.key in first:
                    message = f"'{term.key}' is defined already, in {first[term.key]}"
                    hint = "keep one of the two definitions"
                    yield Finding(self.code, message, path, term.line, hint=hint)
                first.setdefault(term.key, place)


@dataclass(frozen=True)
class UnusedTerm:
    """`unused-term`."""

    code: str = "unused-term"
    severity: Severity = Severity.INFO
    summary: str = "A term or an acronym is defined that the text does not use."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Definitions to which no use in the text leads."""
        terms = defined_terms(inspection.surveys)
        uses = (use for survey in inspection.surveys.values() for use in survey.uses)
        found = (find_term(use.key, terms) for use in uses)
        used = {term.key for one in found if one is not None for term in one[1:]}
        for path, survey in inspection.surveys.items():
            for term in survey.terms:
                if term.key not in used:
                    form = "ac" if term.long else "gls"
                    hint = f"write [{term.key}]{{.{form}}} where it is used, or leave it out"
                    message = f"the text does not use '{term.key}'"
                    yield Finding(self.code, message, path, term.line, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [UnknownTerm(), DuplicateTerm(), UnusedTerm()]
