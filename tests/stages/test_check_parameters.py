"""Parameters of checks that do not fit are errors at their lines in `book.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from support import BookTest, contents

from chapbook.finding import Severity
from chapbook.manifest_kinds import Key, Keys, Text
from chapbook.roles import Check, Inspection, TakesParameters


def book_of(new_book: Callable[..., BookTest], checks: str) -> BookTest:
    manifest = f"{contents(chapters=['a.md'])}checks:\n  {checks}\n"
    return new_book({"book.yaml": manifest, "a.md": "# A\n\nText.\n"})


@pytest.mark.parametrize(
    ("checks", "message", "hint"),
    [
        ("em-dash: on", "5: the key 'style' is missing in `checks.em-dash`", "never, closed"),
        ("em-dash: warning", "5: the key 'style' is missing in `checks.em-dash`", "never, closed"),
        ("em-dash: {style: loud}", "5: `checks.em-dash.style`: expected one of never", ""),
        ("em-dash: {style: never, kind: [chapter]}",
         "5: unknown key 'kind' in `checks.em-dash`", "'kinds'?"),
        ("heading-depth:\n    max: 9", "6: `checks.heading-depth.max`: expected a level", ""),
        ("chapter-words: on", "5: `checks.chapter-words` has neither 'min' nor 'max'", "min: 1"),
        ("chapter-words: {min: many}", "5: `checks.chapter-words.min`: expected a whole nu", ""),
        ("chapter-words:\n    max: 3\n    min: 4", "7: `checks.chapter-words`: 'min' is 4", ""),
        ("chapter-words:\n    max: 3\n    except: [b.md]",
         "7: `checks.chapter-words`: 'b.md' is no chapter of the book", "'a.md'?"),
        ("chapter-words:\n    chapters:\n      b.md: {max: 3}", "7: `checks.chapter-words`: 'b.md' "
         "is no chapter of the book", "'a.md'?"),
        ("chapter-words: {chapters: {a.md: 3}}",
         "5: `checks.chapter-words.chapters.a.md`: expected a mapping", ""),
        ("chapter-tables: {min: 1, kinds: [poem]}", "5: `checks.chapter-tables.kinds[1]`: expected "
         "one of front-matter, chapter", ""),
        ("chapter-sections: {sections: []}",
         "5: `checks.chapter-sections.sections` is an empty list", ""),
        ("chapter-sections:\n    sections:\n      - One\n      - title: Two\n        lines: 3",
         "9: unknown key 'lines' in `checks.chapter-sections.sections[2]`", "known keys: any"),
        ("chapter-sections: {sections: [{title: A, paragraphs: {min: 3, max: 2}}]}",
         "5: `checks.chapter-sections`: 'min' is 3, more than 'max', which is 2", ""),
        ("chapter-file: {pattern: a.md}", "5: `checks.chapter-file.pattern`: expected a path with "
         "{chapter}", ""),
        ("preferred-term: {terms: {yep: yes}}",
         "5: `checks.preferred-term.terms.yep`: expected text", 'put it in quotes: "yes"'),
        ("chapter-sections: {sections: [On]}",
         "5: `checks.chapter-sections.sections[1]`: expected text", 'put it in quotes: "On"'),
        ("chapter-word: {min: 3}", "5: no check 'chapter-word' could take these parameters",
         "'chapter-words'?"),
    ],
)  # fmt: skip
def test_a_parameter_that_does_not_fit_is_an_error_at_its_line(
    new_book: Callable[..., BookTest], checks: str, message: str, hint: str
) -> None:
    said = book_of(new_book, checks).publish("check", "BOOK").ends(2)
    said.says(f"book.yaml:{message}", hint)


@pytest.mark.parametrize(
    "checks",
    [
        "em-dash: off",
        "em-dash: {enabled: off}",
        "em-dash: {style: never, severity: error}",
        "missing-glyph: {severity: error}",
        "chapter-words: {chapters: {a.md: {min: 1}}}",
        "preferred-term: {terms: {'99th percentile': p99, 3rd: [third, 3.]}}",
    ],
)
def test_what_fits_is_taken(new_book: Callable[..., BookTest], checks: str) -> None:
    book_of(new_book, checks).publish("check", "BOOK").ends(0)


PLUGIN = """
from dataclasses import dataclass
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl

@dataclass(frozen=True)
class Free:
    code: str = "free"
    severity: Severity = Severity.WARNING
    summary: str = "Says its parameters."

    def check(self, inspection):
        yield Finding("free", repr(dict(inspection.parameters)), inspection.book.manifest)

@hookimpl
def chapbook_checks():
    return [Free()]
"""


def test_a_check_that_declares_none_takes_what_it_is_given(
    new_book: Callable[..., BookTest],
) -> None:
    rule = "checks:\n  free: {a: [1, {b: on}], c: 'on'}\nplugins: [free.py]\n"
    manifest = contents(chapters=["a.md"]) + rule
    book = new_book({"book.yaml": manifest, "a.md": "# A\n\nText.\n", "free.py": PLUGIN})
    (found,) = [finding.message for finding in book.check() if finding.code == "free"]
    assert found == "{'a': (1, {'b': True}), 'c': 'on'}"


@dataclass(frozen=True)
class Declaring:
    """A check of somebody else's that declares a parameter."""

    code: str = "declaring"
    severity: Severity = Severity.INFO
    summary: str = "Nothing is ever wrong."
    parameters: Keys = Keys({"x": Key(Text(), "anything")})  # noqa: RUF009 (it is frozen)

    def check(self, inspection: Inspection) -> tuple[()]:
        """Nothing."""
        return ()


def test_a_check_declares_its_parameters_by_having_them() -> None:
    check: Check = Declaring()
    assert isinstance(check, TakesParameters)
