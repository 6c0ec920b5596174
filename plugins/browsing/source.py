"""What a page's source says: the files that it names, its scripts, its title and its width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5

from lxml import etree, html

from chapbook.roles import DrawingError

#: The width at which a page is drawn that says none, and the limits of what it may say.
_WIDTH, _LEAST, _MOST = 800, 100, 4000

_FILES = {
    "img": ("src", "srcset"),
    "source": ("srcset",),
    "script": ("src",),
    "image": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
_LINKS = frozenset({"stylesheet", "preload", "modulepreload"})
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s\"']+))\s*\)", re.I)
_IMPORT = re.compile(r"@import\s+(?:\"([^\"]*)\"|'([^']*)')", re.I)
#: What is no file beside the page.
_ELSEWHERE = re.compile(r"#|//|/|[a-zA-Z][a-zA-Z0-9+.-]*:")
_DATA_SCRIPT = re.compile(r"^(?!text/javascript|application/javascript|module)[\w.+-]+/[\w.+-]+$")
_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
#: Names that editors give to pages and that say nothing.
_EMPTY_TITLES = frozenset({"", "document", "untitled", "diagram"})


@dataclass(frozen=True)
class PageSource:
    """An HTML page, or an SVG file, as far as its source tells."""

    root: etree._Element | None
    is_svg: bool
    text: str

    @classmethod
    def read(cls, data: bytes) -> PageSource:
        """Read it as a browser does: nothing is wrong enough to stop."""
        text = data.decode("utf-8-sig", "replace").replace("\0", "")
        is_svg = re.match(r"\s*(?:<\?xml|<!--|<!doctype\s+svg|<(?:\w+:)?svg\b)", text, re.I)
        is_page = re.search(r"<!doctype\s+html|<html\b(?![^>]*/xhtml)", text[:2000], re.I)
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
        try:
            root = html.document_fromstring(text.encode(), parser=parser)
        except etree.ParserError:  # an empty file
            root = None
        return cls(root, bool(is_svg and not is_page), text)

    @property
    def names(self) -> tuple[str, ...]:
        """The files beside it that it names, each once, in order."""
        named = (name.strip() for name in self._named())
        return tuple(dict.fromkeys(n for n in named if n and not _ELSEWHERE.match(n)))

    @property
    def content(self) -> bytes:
        """What a browser can read: an SVG file as XML without HTML's named characters."""
        if not self.is_svg:
            return self.text.encode()
        text = _ENTITY.sub(_character, self.text)
        if not re.search(r"<svg\b[^>]*\sxmlns\s*=", text):
            text = re.sub(r"<svg\b", '<svg xmlns="http://www.w3.org/2000/svg"', text, count=1)
        return text.encode()

    @property
    def title(self) -> str:
        """Its `<title>`, or the label of what it holds."""
        title = self._words("title")
        if title.lower() not in _EMPTY_TITLES:
            return title
        labeled = (" ".join(e.get("aria-label", "").split()) for e in self._all())
        return next((label for label in labeled if label), "")

    @property
    def description(self) -> str:
        """Its `<meta name=description>` or its drawing's `<desc>`."""
        said = (e.get("content", "") for e in self._all("meta") if _is(e, "name", "description"))
        return next((" ".join(one.split()) for one in said if one.strip()), self._words("desc"))

    @property
    def width(self) -> int:
        """The width of the window that it is made for, in CSS pixels."""
        said = [e.get("data-width", "") for e in self._all("body")]
        for meta in self._all("meta"):
            if _is(meta, "name", "viewport"):
                said += re.findall(r"\bwidth\s*=\s*(\d+)", meta.get("content", ""))
        numbers = [int(one) for one in said if one.strip().isdecimal() and len(one) < 9]
        return max(_LEAST, min(numbers[0], _MOST)) if numbers else _WIDTH

    def refuse_scripts(self, are_on: bool) -> None:
        """Raise `DrawingError` where a script would have to run and may not."""
        if self.is_svg and "<!ENTITY" in self.text:
            raise DrawingError(
                "the drawing declares XML entities, which are not read",
                hint="write the characters themselves",
            )
        for element in self._all("script", "canvas"):
            kind = (element.get("type") or "").strip().lower()
            if element.tag == "script" and _DATA_SCRIPT.match(kind):
                continue
            if self.is_svg and element.tag == "script":
                raise DrawingError(
                    "scripts in SVG files are not run",
                    hint="take it out, or put the drawing into an HTML file",
                    line=self._line(element.tag),
                )
            if not are_on:
                what = "a script draws it" if element.tag == "script" else "it needs a script"
                raise DrawingError(
                    f"<{element.tag}> in the drawing: {what}, and scripts are off",
                    hint="allow them with `diagrams: {scripts: on}` in book.yaml, or save the "
                    "finished drawing as SVG",
                    line=self._line(element.tag),
                )

    def _all(self, *tags: str) -> Iterator[etree._Element]:
        if self.root is not None:
            yield from (e for e in self.root.iter(*tags) if isinstance(e.tag, str))

    def _words(self, tag: str) -> str:
        found = next(self._all(tag), None)
        return "" if found is None else " ".join("".join(map(str, found.itertext())).split())

    def _line(self, tag: str) -> int | None:
        found = re.search(rf"<(?:\w+:)?{tag}\b", self.text, re.I)
        return self.text.count("\n", 0, found.start()) + 1 if found else None

    def _named(self) -> Iterator[str]:
        for element in self._all():
            tag = str(element.tag).rpartition(":")[2]
            if tag == "link" and not _LINKS.isdisjoint(element.get("rel", "").lower().split()):
                yield element.get("href", "")
            for name in _FILES.get(tag, ()):
                said = element.get(name, "")
                yield from _candidates(said) if name == "srcset" else (said,)
            if tag == "style":
                yield from _in_css(element.text or "", _URL, _IMPORT)
            for attribute, value in element.attrib.items():
                if attribute == "style" or "url(" in str(value):
                    yield from _in_css(str(value), _URL)


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _XML_ENTITIES else html5.get(f"{name};", entity[0])


def _is(element: etree._Element, name: str, value: str) -> bool:
    return (element.get(name) or "").strip().lower() == value


def _candidates(srcset: str) -> Iterator[str]:
    yield from (part.split()[0] for part in srcset.split(",") if part.split())


def _in_css(css: str, *patterns: re.Pattern[str]) -> Iterable[str]:
    for pattern in patterns:
        for found in pattern.finditer(css):
            yield next(group for group in found.groups() if group is not None)
