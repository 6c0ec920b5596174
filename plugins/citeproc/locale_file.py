"""What a language's CSL locale says of locators and of stops next to quotation marks.

The locales that come with citeproc-py are the ones that Pandoc has built in.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def locator_words(language: str) -> dict[str, str]:
    """The word for each label of a locator: `page` → `page`, in German `Seite`."""
    words = {}
    for term in _locale(language).iter(f"{_CSL}term"):
        if term.get("form") is None:
            words[term.get("name", "")] = term.findtext(f"{_CSL}single") or term.text or ""
    return {name: word.strip() for name, word in words.items() if word.strip()}


def puts_stops_in_quotes(style: Path, language: str) -> bool:
    """Whether a full stop or comma goes before a closing quotation mark.

    A style's word for the language goes before that of the locale, the more special one first.
    """
    root = ElementTree.parse(style).getroot()
    own = {locale.get(_LANGUAGE, ""): locale for locale in root.iterfind(f"{_CSL}locale")}
    for locale in (own.get(language), own.get(language.partition("-")[0]), own.get("")):
        if locale is not None and (said := _option(locale)):
            return said == "true"
    return _option(_locale(language)) == "true"


def _option(locale: ElementTree.Element) -> str:
    options = locale.find(f"{_CSL}style-options")
    return "" if options is None else options.get("punctuation-in-quote", "")


def _locale(language: str) -> ElementTree.Element:
    # citeproc-py reads all its data when it is imported, so that happens only here.
    from citeproc import LOCALES_PATH

    folder = Path(LOCALES_PATH)
    own = folder / f"locales-{language}.xml"
    main = language.partition("-")[0]
    near = [folder / f"locales-{main}-{main.upper()}.xml", *sorted(folder.glob(f"*-{main}-*.xml"))]
    path = next((p for p in [own, *near] if p.is_file()), folder / "locales-en-US.xml")
    return ElementTree.parse(path).getroot()
