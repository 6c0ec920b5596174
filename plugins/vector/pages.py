"""Tell what a file holds besides an SVG, by its text alone.

Every pass is linear in the size of the text: a file may be made to be slow.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_SVG_TAG = re.compile(r"<(/?)svg\b([^<>]*)>", re.I)
#: What an HTML page has and an SVG file has not.
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|div|table|section|main|article|figure|p|h[1-6]|ul|ol|dl"
    r"|pre|canvas)\b",
    re.I,
)
#: What only a browser draws, wherever it stands.
_BROWSERS = re.compile(
    r"<(?:\w+:)?(?:foreignObject|canvas|iframe|video|audio|object|embed|math)\b", re.I
)
_SCRIPT = re.compile(r"<(?:\w+:)?script\b([^<>]*)>", re.I)
#: Scripts that are data: a browser does not run them.
_DATA_SCRIPT = re.compile(
    r"""type\s*=\s*["']?(?!text/javascript|application/javascript|module)[\w.+-]+/""", re.I
)
#: What is seen of a page though it is no text.
_SEEN = re.compile(r"<(?:img|picture|input|button|select|textarea|hr|meter|progress)\b", re.I)
#: What is not seen of a page, with all in it.
_UNSEEN = re.compile(r"<(style|script|title|template|noscript|head)\b[^<>]*>", re.I)
_STYLE = re.compile(r"<style\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")


def is_page(text: str) -> bool:
    """Whether the text is that of an HTML page."""
    return _PAGE.search(text) is not None


def without_comments(text: str) -> str:
    """The text with each comment blanked out, so that every place stays where it is."""
    parts, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start + 4)
        end = len(text) if end < 0 else end + 3
        parts.append(text[place:start])
        parts.append(re.sub(r"[^\n]", " ", text[start:end]))
        place = end
    return "".join([*parts, text[place:]])


def spans_of_svg(text: str) -> list[tuple[int, int]]:
    """Where each outermost `<svg>` begins and ends, in a text without comments."""
    spans, depth, start = [], 0, 0
    for tag in _SVG_TAG.finditer(text):
        closing, empty = tag.group(1), tag.group(2).endswith("/")
        if not closing and depth == 0:
            start = tag.start()
        depth += 0 if empty else (-1 if closing else 1)
        if depth == 0:
            spans.append((start, tag.end()))
    return spans


def needs_browser(text: str) -> bool:
    """Whether there is more to see than one SVG that a converter can draw."""
    text = without_comments(text)
    if _BROWSERS.search(text):
        return True
    if not is_page(text):
        return False  # a script in an SVG file is left out: what it shows without is the picture
    if any(_scripts(text)):
        return True
    spans = spans_of_svg(text)
    if len(spans) != 1:
        return True
    (start, end), *_ = spans
    return any(_shows(part) for part in (text[:start], text[end:]))


def styles_of(text: str) -> list[str]:
    """The style sheets of a page, from its head and before its drawing."""
    found = []
    for tag in _STYLE.finditer(text):
        end = text.find("</", tag.end())
        found.append(text[tag.end() : end if end >= 0 else len(text)])
        if end < 0:
            break
    return found


def _scripts(text: str) -> Iterator[bool]:
    """Each script: whether a browser would run it."""
    for tag in _SCRIPT.finditer(text):
        said = tag.group(1)
        following = text[tag.end() : tag.end() + 200].lstrip()
        empty = said.endswith("/") or following.lower().startswith("</script")
        yield not _DATA_SCRIPT.search(said) and (not empty or "src" in said or "href" in said)


def _shows(text: str) -> bool:
    """Whether a piece of a page shows text or a picture."""
    text = _without_unseen(text)
    return (
        _SEEN.search(text) is not None
        or html.unescape(_TAG.sub("", text)).replace("\ufeff", "").strip() != ""
    )


def _without_unseen(text: str) -> str:
    return "".join(outside for outside, _, _ in _unseen(text))


def _unseen(text: str) -> Iterator[tuple[str, str, str]]:
    """Each stretch that is seen, then the unseen element after it: its name and its content."""
    place = 0
    while (tag := _UNSEEN.search(text, place)) is not None:
        closing = re.compile(rf"</{tag[1]}\s*>", re.I).search(text, tag.end())
        end = len(text) if closing is None else closing.start()
        yield text[place : tag.start()], tag[1].lower(), text[tag.end() : end]
        place = len(text) if closing is None else closing.end()
    yield text[place:], "", ""
