"""Style sheets of drawings: what leads out of the file taken out, and selectors made local."""

from __future__ import annotations

import re
from collections.abc import Callable

#: What a `url()` may name: a place in the drawing, or a font in the sheet itself.
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font-|application/vnd\.ms-fontobject)", re.I)
_URL = re.compile(
    r"url\(\s*+(?:\"([^\"]*+)\"?+|'([^']*+)'?+|([^)\"']*+))\s*+(?:\)|$|(?P<odd>[^)]*+(?:\)|$)))",
    re.I,
)
#: Functions that fetch what their strings name.
_FETCHING = re.compile(r"(?<![\w-])(?:-webkit-)?(?:image-set|image|src|paint)\([^)]*(?:\)|$)", re.I)
_IMPORT = re.compile(r"@(?:import|charset|namespace)\b[^;]*(?:;|$)", re.I)
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*(?:\}|$)", re.I)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_BRACE = re.compile(r"([{}])")
_STEP = re.compile(r"(?:from|to|[\d.]+%)(?:\s*,.*)?", re.S)
_NAME = re.compile(r"([.#])(-?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*)")


def safe_css(css: str, told: Callable[[str], None]) -> str:
    """The style sheet, or the value of an attribute, without what leads out of the file.

    Each address that is left out is handed to `told`.
    """
    if "\\" in css:
        css = _ESCAPE.sub(lambda found: _character(int(found[1], 16)), css)
    if "/*" in css:
        css = _without_comments(css)
    if "@" in css:
        css = _IMPORT.sub(lambda found: _leave_out(found[0], told), css)
        css = _FONT_FACE.sub(lambda found: _face(found[0], told), css)
    if "(" in css:
        css = _URL.sub(lambda found: _url(found, told), css)
        css = _FETCHING.sub(lambda found: _leave_out(found[0], told) or "none", css)
    return css


def urls_of(css: str) -> list[str]:
    """What each `url()` names."""
    return [_named(found) for found in _URL.finditer(css)] if "(" in css else []


def local_css(css: str, root: str, rename: Callable[[str], str]) -> str:
    """The style sheet with ids and classes renamed, and other selectors held to the element `root`.

    So a rule for `text` does not reach the rest of a page that the drawing is written into.
    """

    parts = _BRACE.split(css)
    for index in range(0, len(parts) - 1, 2):
        head = parts[index].rpartition(";")[2].strip() if parts[index + 1] == "{" else ""
        if head and not head.startswith("@") and not _STEP.fullmatch(head):
            each = [_local(selector.strip(), root, rename) for selector in head.split(",")]
            parts[index] = f"\n{', '.join(each)} "
    return rename_urls("".join(parts), rename)


def rename_urls(css: str, rename: Callable[[str], str]) -> str:
    """The same with each `url(#name)` renamed."""

    def renamed(found: re.Match[str]) -> str:
        name = _named(found)
        return f"url(#{rename(name[1:])})" if name.startswith("#") else found[0]

    return _URL.sub(renamed, css)


def _local(selector: str, root: str, rename: Callable[[str], str]) -> str:
    if _NAME.search(selector):
        return _NAME.sub(lambda found: found[1] + rename(found[2]), selector)
    first, *_ = re.split(r"[\s>+~]", selector, maxsplit=1)
    if first.lower() in ("svg", ":root"):
        return f"#{root}{selector[len(first) :]}"
    return f"#{root} {selector}"


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _without_comments(css: str) -> str:
    parts, place = [], 0
    while (start := css.find("/*", place)) >= 0:
        parts.append(css[place:start])
        end = css.find("*/", start + 2)
        place = len(css) if end < 0 else end + 2
    return " ".join([*parts, css[place:]])


def _named(found: re.Match[str]) -> str:
    return next((group for group in found.groups()[:3] if group is not None), "").strip()


def _leave_out(text: str, told: Callable[[str], None]) -> str:
    if not re.match(r"@(?:charset|namespace)", text, re.I):
        told(" ".join(text.split())[:100])
    return ""


def _face(rule: str, told: Callable[[str], None]) -> str:
    outside = [url for url in urls_of(rule) if not _FONT.match(url)]
    if not outside and "url" in rule.lower():
        return rule
    for url in outside:
        told(url[:100])
    return ""


def _url(found: re.Match[str], told: Callable[[str], None]) -> str:
    name = _named(found)
    if not found["odd"] and (name.startswith("#") or _FONT.match(name)):
        return found[0]
    told(name[:100])
    return "none"
