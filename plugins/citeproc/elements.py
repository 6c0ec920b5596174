"""citeproc-py's elements with a way of printing of our own: text, groups, conditions, layouts."""

from __future__ import annotations

import re
from typing import Any

from citeproc import model

from chapbook.plugins.citeproc.casing import cased
from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.dates import Date, has_date, is_uncertain
from chapbook.plugins.citeproc.marks import (
    QUOTE,
    SEAM,
    TERM,
    UNQUOTE,
    bare,
    formatted,
    join,
    read_field,
    tagged,
)
from chapbook.plugins.citeproc.names import Names
from chapbook.plugins.citeproc.numbers import Label, Number, is_numeric, page_range
from chapbook.plugins.citeproc.sorting import Sort


def decorate(element: Any, cite: Cite, text: str | None) -> str | None:
    """What every element may ask for: periods, case, fonts, quotes, affixes, display."""
    if not text:
        return None
    get = element.get
    if get("strip-periods") == "true":
        text = text.replace(".", "")
    how = get("text-case")
    if how:
        text = cased(text, how, is_english(cite))
    text = formatted(element, text)
    if get("quotes") == "true":
        text = f"{QUOTE}{text}{UNQUOTE}"
    text = affixed(element, text)
    display = get("display")
    return tagged(display, text) if display else text


def affixed(element: Any, text: str) -> str:
    """The text between the element's prefix and suffix."""
    prefix, suffix = element.get("prefix") or "", element.get("suffix") or ""
    if prefix:
        text = f"{read_field(prefix)}{SEAM}{text}"
    return f"{text}{SEAM}{read_field(suffix)}" if suffix else text


def is_english(cite: Cite) -> bool:
    """Whether titles follow the rules of English: by the work's language, else the style's."""
    language = cite.item.csl.get("language")
    return str(language or cite.style.language).lower().startswith("en")


def pieces(element: Any, cite: Cite) -> list[str]:
    """What the children print."""
    return [text for child in element if (text := child.render(cite))]


class Text(model.Text):  # type: ignore[misc]
    """A variable, a macro, a word of the language or a value."""

    def render(self, cite: Cite) -> str | None:
        """Print it."""
        return decorate(self, cite, self._content(cite))

    def _content(self, cite: Cite) -> str | None:
        get = self.get
        if variable := get("variable"):
            text = self._variable(cite, variable)
            cite.count(variable, bool(text))
            return text
        if macro := get("macro"):
            called = cite.style.macros.get(macro)
            text = None if called is None else called.render(cite)
            if text:  # to the groups around it, a macro that prints is a variable with a value
                cite.called += 1
                cite.found += 1
            return text
        if term := get("term"):
            plural = get("plural") == "true"
            if term == "no date":
                cite.count(term, True)  # it stands for a date, so that its group prints
            word = cite.style.term(term, get("form") or "long", plural)
            capital = word and cite.style.is_note and not cite.listed and cite.sorting is None
            return f"{TERM}{word}" if capital else word
        return read_field(get("value") or "")

    def _variable(self, cite: Cite, variable: str) -> str | None:
        value = cite.value(variable)
        if self.get("form") == "short" and variable not in cite.suppressed:
            value = cite.value(f"{variable}-short") or value
        if value is None:
            return None
        if variable == "year-suffix":
            if cite.suffixed:
                return None  # a letter stands once, wherever a style asks for it
            cite.suffixed = True
            return f"{cite.year_mark}{value}"
        if variable in ("page", "locator"):
            label = cite.label if variable == "locator" else "page"
            return read_field(page_range(str(value), cite.style, label))
        if variable == "citation-number" and cite.sorting is not None:
            return f"{int(value):08d}"
        return read_field(str(value).strip() if variable != "title" else str(value))


class Group(model.Group):  # type: ignore[misc]
    """Several elements, which print unless all variables among them are missing."""

    def render(self, cite: Cite) -> str | None:
        """Print it."""
        called, found = cite.called, cite.found
        printed = pieces(self, cite)
        asked, got = cite.called - called, cite.found - found
        if asked and not got:
            # To the groups around it, an empty group is a variable that is missing.
            return None
        text = join(printed, self.get("delimiter") or "")
        return decorate(self, cite, text)


class Choose(model.Choose):  # type: ignore[misc]
    """The first branch whose conditions hold."""

    def render(self, cite: Cite) -> str | None:
        """Print it, with the delimiter of the group around it."""
        for branch in self:
            if branch.holds(cite):
                return join(pieces(branch, cite), self._delimiter())
        return None

    def _delimiter(self) -> str:
        parent = self.getparent()
        while parent is not None and parent.tag.rpartition("}")[2] in (
            "choose", "if", "else-if", "else",
        ):  # fmt: skip
            parent = parent.getparent()
        if parent is not None and parent.tag.endswith("}group"):
            return parent.get("delimiter") or ""
        return ""


class If(model.If):  # type: ignore[misc]
    """A branch with conditions."""

    def holds(self, cite: Cite) -> bool:
        """Whether its conditions hold."""
        results: list[bool] = []
        for name, value in self.attrib.items():
            if name == "type" and self.get("match") != "none":
                # A work has one type: several are alternatives.
                results.append(cite.item.csl.get("type") in value.split())
            elif name != "match":
                results += [_holds(name, one, cite) for one in value.split()]
        match self.get("match"):
            case "any":
                return any(results)
            case "none":
                return not any(results)
            case _:
                return all(results)


class Else_If(If):
    """A further branch."""


class Else(model.Else):  # type: ignore[misc]
    """The branch that is left."""

    def holds(self, cite: Cite) -> bool:
        """Always."""
        return True


def _holds(test: str, value: str, cite: Cite) -> bool:
    match test:
        case "type":
            return bool(cite.item.csl.get("type") == value)
        case "variable":
            if value in ("issued", "accessed", "event-date", "original-date", "submitted"):
                return has_date(cite, value)
            return cite.given(value) is not None
        case "is-numeric":
            given = cite.given(value)
            return given is not None and is_numeric(bare(str(given)))
        case "is-uncertain-date":
            return is_uncertain(cite, value)
        case "locator":
            return bool(cite.locator) and cite.label.replace(" ", "-") == value
        case "disambiguate":
            return cite.item.disambiguate == (value == "true")
        case "position":
            return _at(value, cite)
        case _:
            return False


def _at(position: str, cite: Cite) -> bool:
    if cite.listed:
        return False
    if position == "near-note":
        return cite.near
    ranks = {
        "first": ("first",),
        "subsequent": ("subsequent", "ibid", "ibid-with-locator"),
        "ibid": ("ibid", "ibid-with-locator"),
        "ibid-with-locator": ("ibid-with-locator",),
    }
    return cite.position in ranks.get(position, ())


class Layout(model.Layout):  # type: ignore[misc]
    """The elements of a citation or an entry."""

    def content(self, cite: Cite) -> str:
        """What a work prints, without the layout's own affixes and fonts."""
        printed = pieces(self, cite)
        return re.sub(f"^{SEAM}+", "", f"{SEAM}".join(printed))

    def dressed(self, text: str) -> str:
        """The text in the layout's affixes and fonts."""
        return formatted(self, affixed(self, text))


class Macro(model.Macro):  # type: ignore[misc]
    """A part of the style with a name."""

    def render(self, cite: Cite) -> str | None:
        """Print it, unless all variables in it are missing, as of a group."""
        called, found = cite.called, cite.found
        text = join(pieces(self, cite), "")
        return None if cite.called > called and cite.found == found else text


def _passive(name: str) -> Any:
    """citeproc-py's element as it is: it only holds others."""
    return getattr(model, name)


CLASSES: dict[str, Any] = {
    "text": Text, "group": Group, "choose": Choose, "if": If, "else-if": Else_If, "else": Else,
    "layout": Layout, "macro": Macro, "names": Names, "number": Number, "label": Label,
    "date": Date, "sort": Sort,
    **{
        name.replace("_", "-").lower(): _passive(name)
        for name in ("Style", "Locale", "Term", "Citation", "Bibliography", "Key", "Name",
                     "Name_Part", "Et_Al", "Substitute", "Date_Part")
    },
}  # fmt: skip
