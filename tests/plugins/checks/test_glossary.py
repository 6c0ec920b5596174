"""Terms and acronyms without a definition, with two, or without a use."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, findings_of

ACRONYMS = """\
# Acronyms

::: {.acronyms}
SLO
:   Service Level Objective

API
:   Application Programming Interface
:::

::: {.glossary}
queue
:   Who waits for an [API]{.ac}.
:::
"""


def test_a_term_needs_a_definition(new_book: Callable[..., BookTest]) -> None:
    text = "An [SLO]{.ac}, an [SLOO]{.ac}, [queues]{.gls term=queue}\nand [zebras]{.gls}."
    book = new_book({"01-a.md": f"# A\n\n{text}\n", "02-b.md": ACRONYMS})
    assert findings_of(book, "unknown-term", hints=True) == [
        "01-a.md:3:19 no definition of 'SLOO' (did you mean 'SLO'?)",
        "01-a.md:4:5 no definition of 'zebras' (define it in ::: {.glossary})",
    ]
    assert findings_of(book, "unused-term") == []


def test_a_definition_needs_a_use(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\nAn [SLO]{.ac}.\n", "02-b.md": ACRONYMS})
    assert findings_of(book, "unused-term", hints=True) == [
        "02-b.md:12 the text does not use 'queue'"
        " (write [queue]{.gls} where it is used, or leave it out)"
    ]


def test_a_term_is_defined_once(new_book: Callable[..., BookTest]) -> None:
    again = "# A\n\n::: {.glossary}\nSLO\n:   Again.\n:::\n"
    book = new_book({"01-a.md": ACRONYMS, "02-b.md": again})
    assert findings_of(book, "duplicate-term") == [
        "02-b.md:4 'SLO' is defined already, in 01-a.md:4"
    ]
