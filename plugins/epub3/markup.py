"""Tidy one page's markup: code, tables, images, and what raw HTML brought in."""

from __future__ import annotations

from collections.abc import Callable

from chapbook.plugins.epub3.attributes import check_attributes
from chapbook.plugins.epub3.raw_tags import TAG_ATTRIBUTE
from chapbook.plugins.epub3.safety import drop_unsafe
from chapbook.plugins.epub3.xhtml import (
    MATHML,
    SVG,
    XHTML,
    Element,
    drop,
    elements,
    h,
    local,
    raw_text_of,
    replace_by_content,
    text_of,
)

#: What may stand in the body of an EPUB page without scripts or things from elsewhere. Anything
#: else is replaced by its content.
_TAGS = """
    a abbr address area article aside b bdi bdo blockquote br caption cite code col colgroup data
    dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i
    img input ins kbd label legend li main map mark math meter nav ol output p picture pre progress
    q rp rt ruby s samp section small source span strong sub summary sup svg table tbody td tfoot th
    thead time tr u ul var wbr
"""
_KNOWN = frozenset(_TAGS.split())
#: What goes with its content, which is not text to read.
_DROPPED = frozenset({"script", "style", "template"})
#: Code with longer lines than this is set smaller, so that fewer lines wrap on a small screen.
_LONG_LINE = 64
#: A table with this many columns may be wider than the screen and must then be scrolled.
_WIDE_TABLE = 4
#: Labels of works with this many characters, such as `[100]`, need more room before their entries.
_WIDE_LABEL = 5
_BOX_DRAWING = frozenset("─│┌┐└┘├┤┬┴┼═║╔╗╚╝▼▲►◄█")


def tidy_markup(root: Element) -> None:
    """Change the page in place; every step leaves a page alone that needs nothing."""
    _restore_tags(root)
    _adopt_svg(root)
    _unwrap_unknown(root)
    _drop_repeated_ids(root)
    drop_unsafe(root)
    check_attributes(root)
    _each(root, "pre", _finish_code)
    _each(root, "table", _finish_table)
    _each(root, "img", _finish_image)
    _each(root, "ul", _finish_works)


def _each(root: Element, tag: str, change: Callable[[Element], None]) -> None:
    for element in list(root.iter(f"{{{XHTML}}}{tag}")):
        change(element)


def _restore_tags(root: Element) -> None:
    """Raw tags that enclosed blocks went through Pandoc as Divs."""
    for element in root.iter(f"{{{XHTML}}}*"):
        name = element.get(TAG_ATTRIBUTE)
        if name is not None:
            element.tag = f"{{{XHTML}}}{name}"
            drop(element, TAG_ATTRIBUTE)


def _adopt_svg(root: Element) -> None:
    """Inline drawings and formulas, written as in HTML without a namespace, get theirs."""
    for namespace, tag in ((SVG, "svg"), (MATHML, "math")):
        for outer in list(root.iter(f"{{{XHTML}}}{tag}")):
            for element in elements(outer):
                if element.tag.startswith(f"{{{XHTML}}}"):
                    element.tag = f"{{{namespace}}}{local(element)}"


def _unwrap_unknown(root: Element) -> None:
    body = root.find(f"{{{XHTML}}}body")
    assert body is not None, "the template of a page has a body"
    for element in list(body.iterdescendants(f"{{{XHTML}}}*")):
        if local(element) in _DROPPED:
            element.text = None
            del element[:]
        if local(element) not in _KNOWN:
            replace_by_content(element)


def _drop_repeated_ids(root: Element) -> None:
    seen: set[str] = set()
    for element in elements(root):
        name = element.get("id")
        if name is None:
            continue
        if name in seen:
            drop(element, "id")
        seen.add(name)


def _finish_code(pre: Element) -> None:
    """Code can be reached by keyboard, and holds no anchors for its lines."""
    pre.set("tabindex", "0")
    parent = pre.getparent()
    if parent is not None and "sourceCode" in (parent.get("class") or "").split():
        drop(parent, "id")
    for anchor in list(pre.iter(f"{{{XHTML}}}a")):
        if anchor.get("aria-hidden") == "true":
            replace_by_content(anchor)
    for span in pre.iter(f"{{{XHTML}}}span"):
        drop(span, "id")
    code = raw_text_of(pre)
    if _BOX_DRAWING.intersection(code):
        _add_class(pre, "drawing")
    if max(map(len, code.splitlines()), default=0) > _LONG_LINE:
        _add_class(pre, "long")


def _finish_table(table: Element) -> None:
    """A table stands in a box, which scrolls (and so needs a name and focus) where it is wide."""
    for header in table.iterfind(f"{{{XHTML}}}thead//{{{XHTML}}}th"):
        header.set("scope", "col")
    columns = max((len(row) for row in table.iter(f"{{{XHTML}}}tr")), default=0)
    box = h("div", class_="table")
    if columns >= _WIDE_TABLE:
        name = _name_table(table)
        box = h("div", class_="table wide", role="region", aria_label=name, tabindex="0")
    parent = table.getparent()
    assert parent is not None, "a table stands in a page"
    box.tail, table.tail = table.tail, None
    parent.replace(table, box)
    box.append(table)


def _name_table(table: Element) -> str:
    """What a screen reader calls the table: its caption, or else the words of its first row."""
    caption = table.find(f"{{{XHTML}}}caption")
    if caption is not None:
        return text_of(caption)
    row = next(table.iter(f"{{{XHTML}}}tr"))
    return ", ".join(filter(None, map(text_of, row)))


def _finish_image(image: Element) -> None:
    """An image without alternative text speaks through its caption, else it is decoration."""
    if image.get("alt") is not None:
        return
    figure = next(image.iterancestors(f"{{{XHTML}}}figure"), None)
    caption = figure.find(f"{{{XHTML}}}figcaption") if figure is not None else None
    image.set("alt", text_of(caption) if caption is not None else "")


def _add_class(element: Element, name: str) -> None:
    element.set("class", " ".join([*(element.get("class") or "").split(), name]))


def _finish_works(items: Element) -> None:
    """The numbers of a list of works stand before its entries, in a column as wide as they are."""
    classes = (items.get("class") or "").split()
    if "numbered" not in classes:
        return
    labels = [e for e in elements(items) if e.get("class") == "csl-left-margin"]
    if any(len(text_of(label).strip()) >= _WIDE_LABEL for label in labels):
        items.set("class", " ".join([*classes, "wide"]))
