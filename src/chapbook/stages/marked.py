"""Survey what the filters `index-marks` and `terms` have marked in a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import panflute as pf

from chapbook.index_entries import INDEX, MARK, WRITTEN, IndexMark, read_mark, unclosed_in
from chapbook.locate import Locator, line_and_column, mask_code
from chapbook.stages.numbered import is_section_heading
from chapbook.survey import RawTag
from chapbook.tree import iter_elements, plain_text
from chapbook.used_terms import FORMS, TERM, USE, Term, TermUse

#: How the index is asked for.
_REQUESTS = ("::: {.index", "::: {#index", ":::{.index", "::: index", r"\printindex")


def find_marks(elements: Iterable[pf.Element], locator: Locator) -> Iterator[IndexMark]:
    """The marks of the index, in the order of their numbers."""
    found: dict[int, IndexMark] = {}
    headings = 0
    for element in elements:
        headings += is_section_heading(element)
        number = _number(element, MARK)
        mark = read_mark(element, headings) if number else None
        if mark is not None:
            place = locator.find_link("index", element.attributes.get(WRITTEN, ""))
            line, column = line_and_column(place)
            found[number] = replace(mark, line=line, column=column)
    return (found[number] for number in sorted(found))


def find_unclosed(doc: pf.Doc, source: str, locator: Locator) -> Iterator[RawTag]:
    r"""Each `\index{` without the brace that ends it, which Pandoc therefore takes for text."""
    if r"\index" not in source:
        return
    if not any(r"\index" in word.text for word in iter_elements(doc, (pf.Str,))):
        return
    prose = mask_code(source)
    for start in unclosed_in(prose):
        word = prose[start:].split(maxsplit=1)[0]
        yield RawTag(word, *line_and_column(locator.position(start)))


def find_indexes(elements: Iterable[pf.Element], locator: Locator) -> Iterator[int | None]:
    """The line of each place in which the index is to be printed."""
    for element in elements:
        if isinstance(element, pf.Div) and INDEX in element.classes:
            yield locator.find("print-index", *_REQUESTS)


def find_terms(elements: Iterable[pf.Element], locator: Locator) -> Iterator[Term]:
    """The terms that the chapter defines."""
    for element in elements:
        if isinstance(element, pf.Span) and TERM in element.classes and element.identifier:
            said = element.attributes
            key = plain_text(element)
            # The needles begin with the end of the line before.
            above = locator.find("term", f"\n{key}\n", f"\n[{key}]")
            yield Term(
                key,
                element.identifier,
                said.get("long", ""),
                said.get("plural", ""),
                said.get("long-plural", ""),
                above + 1 if above else locator.find("term", key),
            )


def find_uses(elements: Iterable[pf.Element], locator: Locator) -> Iterator[TermUse]:
    """The uses of terms, in the order of their numbers."""
    found: dict[int, TermUse] = {}
    for element in elements:
        number = _number(element, USE)
        if number:
            said = element.attributes
            text = plain_text(element)
            form = next(name for name in element.classes if name in FORMS)
            place = locator.find_link("use", f"[{text}]{{.{form}", f"[{text}]{{")
            counts = said.get("counts", "") != "no"
            key = said.get(TERM) or text
            found[number] = TermUse(key, form, counts, *line_and_column(place))
    return (found[number] for number in sorted(found))


def _number(element: pf.Element, attribute: str) -> int:
    """The number of a marked Span, 0 for any other element."""
    said = element.attributes.get(attribute, "") if isinstance(element, pf.Span) else ""
    return int(said) if said.isdigit() else 0
