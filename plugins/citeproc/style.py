"""A style as citeproc-py reads it, with our elements, its terms and dates found once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS, frontend
from lxml import etree

_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


@dataclass(frozen=True)
class Ordinal:
    """An ending of ordinal numbers: `1st`."""

    number: str
    match: str
    gender: str
    text: str


@dataclass
class Style:
    """A style in a language. `alive` holds all elements, for lxml forgets what nobody holds."""

    root: Any
    language: str
    terms: Mapping[tuple[str, str], tuple[str, str]]
    genders: Mapping[str, str]
    ordinals: tuple[Ordinal, ...]
    dates: Mapping[str, Any]
    options: Mapping[str, str]
    macros: Mapping[str, Any]
    alive: list[Any] = field(default_factory=list)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    @property
    def is_note(self) -> bool:
        """Whether citations are footnotes."""
        return bool(self.root.get("class") == "note")

    def term(self, name: str, form: str = "long", plural: bool = False) -> str | None:
        """A word of the language in that form or the next that there is."""
        while True:
            found = self.terms.get((name, form))
            if found is not None:
                return found[1 if plural else 0]
            if form not in _FALLBACK:
                return None
            form = _FALLBACK[form]

    @property
    def hanging(self) -> bool:
        """Whether entries of the list have a hanging indent."""
        listing = self.root.bibliography
        return listing is not None and listing.get("hanging-indent") == "true"

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """Opening and closing quotation marks, then those within."""
        names = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        defaults = ("“", "”", "‘", "’")
        found = [self.term(name) or mark for name, mark in zip(names, defaults, strict=True)]
        return found[0], found[1], found[2], found[3]

    def uses(self, variable: str, macro: Any) -> bool:
        """Whether an element or the macros it calls print a variable as text."""
        key = (variable, f"{macro.tag} {macro.get('name')}")
        if key not in self.known:
            self.known[key] = _uses(self, variable, macro)
        return self.known[key]


def _uses(style: Style, variable: str, element: Any, depth: int = 0) -> bool:
    for node in element.iter(f"{_CSL}text", f"{_CSL}number"):
        if node.get("variable") == variable:
            return True
        macro = style.macros.get(node.get("macro") or "")
        if macro is not None and depth < 20 and _uses(style, variable, macro, depth + 1):
            return True
    return False


def known_language(language: str) -> str:
    """The locale that citeproc-py has for a language: `de` → `de-DE`; unknown ones → `en-US`."""
    language = language.replace("_", "-")
    if language in LANGUAGE_NAMES:
        return language
    return str(PRIMARY_DIALECTS.get(language.split("-")[0], "en-US"))


@lru_cache(maxsize=32)
def read_style(xml: bytes, language: str, forced: bool = False) -> Style:
    """Read a style; its own default language goes before that of the book unless `forced`."""
    from chapbook.plugins.citeproc.elements import CLASSES

    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(_CSL[1:-1])
    namespace[None] = frontend.CitationStylesElement
    namespace.update(CLASSES)
    parser = etree.XMLParser(remove_comments=True, no_network=True, remove_pis=True)
    parser.set_element_class_lookup(lookup)
    root: Any = etree.parse(BytesIO(xml), parser).getroot()
    alive = list(root.iter())
    if not forced:
        language = root.get("default-locale") or language
    language = known_language(language)
    root.set_locale_list(language, validate=False)
    locales = [*root.locales]
    for locale in locales:
        alive += list(locale.iter())
    terms: dict[tuple[str, str], tuple[str, str]] = {}
    genders: dict[str, str] = {}
    ordinals: tuple[Ordinal, ...] = ()
    dates: dict[str, Any] = {}
    options: dict[str, str] = {}
    for locale in reversed(locales):
        own = _ordinals(locale)
        ordinals = own if own else ordinals
        for term in locale.iter(f"{_CSL}term"):
            name = term.get("name")
            single, multiple = term.find(f"{_CSL}single"), term.find(f"{_CSL}multiple")
            text = term.text or ""
            terms[name, term.get("form", "long")] = (
                (single.text or "") if single is not None else text.strip("\n"),
                (multiple.text or "") if multiple is not None else text.strip("\n"),
            )
            if term.get("gender"):
                genders[name] = term.get("gender")
        for date in locale.iter(f"{_CSL}date"):
            dates[date.get("form")] = date
        for element in locale.iter(f"{_CSL}style-options"):
            options.update(element.attrib)
    macros = {macro.get("name"): macro for macro in root.findall(f"{_CSL}macro")}
    return Style(root, language, terms, genders, ordinals, dates, options, macros, alive)


def _ordinals(locale: Any) -> tuple[Ordinal, ...]:
    found = []
    for term in locale.iter(f"{_CSL}term"):
        name = re.fullmatch(r"ordinal(?:-(\d\d))?", term.get("name") or "")
        if name:
            number = name[1] or ""
            default = "last-digit" if number[:1] == "0" else "last-two-digits"
            gender = term.get("gender-form", "")
            found.append(Ordinal(number, term.get("match", default), gender, term.text or ""))
    return tuple(found)
