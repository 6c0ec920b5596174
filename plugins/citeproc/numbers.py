"""Numbers and their labels: ranges, ordinals, roman numerals, singular and plural."""

from __future__ import annotations

import re
from typing import Any

from citeproc import model

from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.marks import read_field
from chapbook.plugins.citeproc.style import Style

_ONE = r"[^\W\d_]*\d+[^\W\d_]*"
_NUMERIC = re.compile(rf"\s*{_ONE}(?:\s*(?:[-–,&]|and)\s*{_ONE})*\s*\.?", re.I)
_RANGE = re.compile(
    r"(?<![\w-])([^\W\d_]*?)(\d+)([a-z]?)\s*(?:--?|–)\s*([^\W\d_]*?)(\d+)([a-z]?)(?![\w-])"
)


def is_numeric(text: str) -> bool:
    """`2`, `2nd`, `2, 3 & 4-7`, but not `second`."""
    return bool(_NUMERIC.fullmatch(text))


def page_range(text: str, style: Style, label: str = "page") -> str:
    """The pages with a proper dash, and with as much of the last page as the style wants."""
    dash = style.term("page-range-delimiter") or "–"
    how = style.root.get("page-range-format")
    text = re.sub(r"\s*&\s*", " & ", re.sub(r"\s*,\s*", ", ", text))
    if label != "page":
        return re.sub(r"(?<=\w)\s*(?<!\\)(?:--?|–)\s*(?=\w)", "–", text).replace("\\", "")

    def shorten(found: re.Match[str]) -> str:
        one, first, after, two, last, end = found.groups()
        if (two and two != one) or after or end:
            return f"{one}{first}{after}{dash}{two}{last}{end}"
        if how is None:
            return f"{one}{first}{dash}{two}{last}"
        return f"{one}{first}{dash}{_last(first, last, how, one)}"

    text = _RANGE.sub(shorten, text)
    return (
        re.sub(r"(?<=\w)\s*(?<!\\)(?:--?|–)\s*(?=\w)", dash, text).replace("\\", "")
        if re.fullmatch(r"[^\s-]+\s*-\s*[^\s-]+", text)
        else text.replace("\\-", "-")
    )


def _last(first: str, last: str, how: str, letter: str = "") -> str:
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if len(last) > len(first) or int(first) >= int(last):
        return letter + last
    common = 0
    while common < len(first) and first[common] == last[common]:
        common += 1
    if how == "minimal":
        return last[common:]
    if how == "minimal-two":
        return last[min(common, max(0, len(last) - 2)) :]
    if how.startswith("chicago"):
        number = int(first)
        if number < 100 or number % 100 == 0:
            return letter + last
        if len(first) == 4 and how != "chicago-16" and len(last) - common >= 3:
            return letter + last
        if number % 100 < 10:
            return last[common:]
        return last[min(common, len(last) - 2) :]
    return letter + last


def ordinal(number: int, style: Style, gender: str = "") -> str:
    """`2nd` by the language's endings, the closest match first."""
    text = str(number)
    best = ""
    rank = -1
    for ending in style.ordinals:
        if ending.gender and ending.gender != gender:
            continue
        if ending.number == "":
            score = 0
        elif ending.match == "whole-number":
            score = 30 if int(ending.number) == number else -1
        elif ending.match == "last-two-digits":
            score = 20 if number % 100 == int(ending.number) else -1
        else:
            score = 10 if number % 10 == int(ending.number) else -1
        if score < 0:
            continue
        score += 5 if ending.gender else 0
        if score > rank:
            best, rank = ending.text, score
    return text + best


def in_form(number: str, form: str, style: Style, gender: str = "") -> str:
    """A number in CSL's form: numeric, ordinal, long-ordinal, roman."""
    if not number.isascii() or not number.isdigit():
        return number
    value = int(number)
    if form == "long-ordinal" and 1 <= value <= 10:
        return style.term(f"long-ordinal-{value:02d}") or ordinal(value, style, gender)
    if form in ("ordinal", "long-ordinal"):
        return ordinal(value, style, gender)
    if form == "roman" and value < 6000:
        return str(model.romanize(value)).lower()
    return number


class Number(model.Number):  # type: ignore[misc]
    """A variable that is a number."""

    def render(self, cite: Cite) -> str | None:
        """Print it in the form asked for; what is no number prints as it is."""
        from chapbook.plugins.citeproc.elements import decorate

        variable = self.get("variable")
        value = cite.value(variable)
        cite.count(variable, value is not None)
        if value is None:
            return None
        text = str(value).strip()
        if cite.sorting is not None:
            return re.sub(r"\d+", lambda m: f"{int(m[0]):08d}", text)
        if variable in ("page", "page-first"):
            return decorate(self, cite, read_field(page_range(text, cite.style)))
        if is_numeric(text):
            text = self._numbers(text, cite, variable)
        return decorate(self, cite, read_field(text))

    def _numbers(self, text: str, cite: Cite, variable: str) -> str:
        form = self.get("form") or "numeric"
        gender = cite.style.genders.get(variable, "")
        text = re.sub(r"\s*(?:-|–)\s*", "–", text)
        text = re.sub(r"\s*,\s*", ", ", text)
        text = re.sub(r"\s*&\s*", " & ", text)
        return re.sub(r"(?<!\w)\d+(?!\w)", lambda m: in_form(m[0], form, cite.style, gender), text)


class Label(model.Label):  # type: ignore[misc]
    """The word before or after a number: `p.`, `pp.`, `chap.`."""

    def render(self, cite: Cite) -> str | None:
        """Print it if the variable has a value."""
        variable = self.get("variable")
        value = cite.value(variable)
        if value is None:
            return None
        name = cite.label.replace(" ", "-") if variable == "locator" else variable
        if variable == "locator" and name == "sub-verbo" and cite.style.term(name) is None:
            name = "sub verbo"
        return self.word(cite, name, _plural(variable, str(value)))

    def word(self, cite: Cite, name: str, several: bool) -> str | None:
        """The term in singular or plural."""
        from chapbook.plugins.citeproc.elements import decorate

        plural = self.get("plural") or "contextual"
        many = plural == "always" or (plural == "contextual" and several)
        form = self.get("form") or "long"
        term = cite.style.term(name, form, many)
        if term is None and "-" in name:
            term = cite.style.term(name.replace("-", " "), form, many)
        return decorate(self, cite, term)


def _plural(variable: str, value: str) -> bool:
    if variable.startswith("number-of"):
        digits = re.fullmatch(r"\s*(\d+)\s*", value)
        return (digits is None and bool(re.search(r"\d", value))) or bool(
            digits and int(digits[1]) > 1
        )
    return bool(re.search(r"[\w.)]\s*(?:(?<!\\)-|–|,|&|\band\b)\s*[\w(]", value)) and bool(
        re.search(r"\d|^[ivxlcdm]+\W", value, re.I)
    )


def element_name(element: Any) -> str:
    """`names` for a `cs:names`."""
    return str(element.tag).rpartition("}")[2]
