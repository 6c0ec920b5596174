"""Attributes as XHTML allows them: what raw HTML and Markdown's `{…}` bring beyond goes."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from chapbook.direction import direction_of
from chapbook.plugins.epub3.xhtml import LANG, XHTML, Element, local

#: What any element may have, beside `aria-…`, `data-…` and names of other namespaces.
_GLOBAL = frozenset(
    {"class", "dir", "hidden", "id", "lang", "role", "style", "tabindex", "title", "translate"}
)
#: What some elements may have.
_OWN: dict[str, set[str]] = {
    "a": {"download", "href", "hreflang", "rel", "target"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "type"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "link": {"href", "rel", "type"},
    "meta": {"charset", "content", "name"},
    "meter": {"high", "low", "max", "min", "optimum", "value"},
    "ol": {"reversed", "start", "type"},
    "progress": {"max", "value"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
_DATA = re.compile(r"data-[a-z_][a-z0-9_.-]*")
_ARIA = frozenset(
    {"aria-current", "aria-describedby", "aria-details", "aria-hidden", "aria-label"}
    | {"aria-labelledby", "aria-level", "aria-roledescription"}
)
_ROLE_NAMES = """
    article cell columnheader complementary definition figure group heading img list listitem math
    navigation none note presentation region row rowgroup rowheader separator table term
"""
_ROLES = frozenset(_ROLE_NAMES.split())
#: Declarations in CSS, whole, with their strings closed.
_STYLE = re.compile(r"""(\s*[\w-]+\s*:([^{};"'<>]|"[^"{}]*"|'[^'{}]*')+(;|$)\s*)+""")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_WHOLE = re.compile(r"-?\d+")
#: What the values of some attributes have to look like.
_VALUES: dict[str, Callable[[str], object]] = {
    "aria-hidden": frozenset({"true", "false"}).__contains__,
    "aria-level": str.isdecimal,
    "dir": frozenset({"auto", "ltr", "rtl"}).__contains__,
    "height": str.isdecimal,
    "hidden": frozenset({"", "hidden"}).__contains__,
    "hreflang": _LANGUAGE.fullmatch,
    "lang": _LANGUAGE.fullmatch,
    "loading": frozenset({"eager", "lazy"}).__contains__,
    "role": lambda value: value in _ROLES or value.startswith("doc-"),
    "style": _STYLE.fullmatch,
    "tabindex": _WHOLE.fullmatch,
    "translate": frozenset({"yes", "no"}).__contains__,
    "width": str.isdecimal,
}


def check_attributes(root: Element) -> None:
    """Drop attributes that make a page invalid, and tell the direction of passages."""
    for element in root.iter(f"{{{XHTML}}}*"):
        own = _OWN.get(local(element), set())
        for name, value in list(element.attrib.items()):
            if not _is_valid(str(name), str(value), own):
                del element.attrib[name]
        _tell_direction(element)


def _is_valid(name: str, value: str, own: set[str]) -> bool:
    if name == LANG:
        return _LANGUAGE.fullmatch(value) is not None
    if etree.QName(name).namespace:
        return True
    if name not in _GLOBAL | _ARIA | own and not _DATA.fullmatch(name):
        return False
    return name not in _VALUES or bool(_VALUES[name](value))


def _tell_direction(element: Element) -> None:
    """A passage in another language says its direction, too, where that turns about."""
    language = element.get("lang")
    if language is None or element.get("dir") is not None:
        return
    around = next((e for e in element.iterancestors() if e.get("lang") is not None), None)
    before = direction_of(around.get("lang") or "") if around is not None else "ltr"
    if direction_of(language) != before:
        element.set("dir", direction_of(language))
