"""Put the mark of a printed page where it begins: before a block, or between two words."""

from __future__ import annotations

from chapbook.plugins.epub3.flow import Flow, Run, key_of
from chapbook.plugins.epub3.xhtml import EPUB_TYPE, MATHML, XHTML, Element, h, local

#: What may hold a mark beside its blocks.
_HOLDERS = frozenset({"article", "aside", "blockquote", "body", "dd", "div", "li", "section"})
#: What shows something without holding letters.
_SHOWN = frozenset({"figure", "hr", "img", "math", "svg", "table"})
#: A shorter end of a word was not carried to the new page: TeX does not divide words so, and the
#: letters are equal by chance.
_SHORTEST_REST = 3
#: A shorter caption does not tell its figure.
_SHORTEST_CAPTION = 4
#: From here on scripts do not part words by spaces.
_EAST_ASIAN = "\u2e80"


def page_mark(label: str, identifier: str) -> Element:
    """The mark; it shows nothing, but reading systems and screen readers know its number."""
    kind = {EPUB_TYPE: "pagebreak"}
    return h("span", id=identifier, role="doc-pagebreak", aria_label=label, attributes=kind)


def place_mark(flow: Flow, place: int, text: str, mark: Element) -> None:
    """Put the mark at `place`, before the figures there that the page's `text` has the captions of.

    Marks are placed from the last to the first, for each divides the text that it stands in.
    """
    blocks = flow.blocks_at(place)
    for block in blocks:
        if block.is_figure and len(block.key) >= _SHORTEST_CAPTION and block.key in text:
            _before(block.element, mark)
            return
    run, index = flow.run_at(place)
    rest = _rest_of_word(run.text, index)
    if rest and len(rest) < _SHORTEST_REST and place + len(key_of(rest)) < len(flow.letters):
        place_mark(flow, place + len(key_of(rest)), text, mark)
        return
    opened = [block for block in blocks if not block.is_figure]
    if opened:
        _before(opened[-1].element, mark)
    else:
        _between_words(run, _start_of_word(run.text, index), mark)


def _rest_of_word(text: str, index: int) -> str:
    """What follows in the word that is divided at `index`; empty where none is."""
    if not _joins(text, index):
        return ""
    end = index
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[index:end]


def _start_of_word(text: str, index: int) -> int:
    """Where the word at `index` begins, with the quotation mark or bracket before it."""
    while _joins(text, index):
        index -= 1
    while index and text[index - 1] in "“‘«„‚([{":
        index -= 1
    return index


def _joins(text: str, index: int) -> bool:
    """Whether a word goes on from before `index`."""
    if not 0 < index < len(text):
        return False
    return text[index - 1].isalnum() and text[index].isalnum() and text[index] < _EAST_ASIAN


def _before(element: Element, mark: Element) -> None:
    """Put the mark before a block and all that begins with it, as far as marks may stand there."""
    holder, follower = element, None
    while local(element) != "body":
        parent = element.getparent()
        assert parent is not None, "a block stands in a body"
        if _holds(parent):
            holder, follower = parent, element
        if not _is_first(element, parent):
            break
        element = parent
    if follower is None:
        mark.tail, holder.text = holder.text, None
        holder.insert(0, mark)
    else:
        holder.insert(holder.index(follower), mark)


def _holds(parent: Element) -> bool:
    above = parent.getparent()
    in_list = local(parent) == "div" and above is not None and local(above) == "dl"
    return local(parent) in _HOLDERS and not in_list


def _is_first(element: Element, parent: Element) -> bool:
    """Whether nothing that a reader sees stands before the element in its parent."""
    before = [parent.text or ""]
    for sibling in element.itersiblings(preceding=True):
        if any(local(e) in _SHOWN for e in sibling.iter(f"{{{XHTML}}}*", f"{{{MATHML}}}*")):
            return False
        before += [*map(str, sibling.itertext()), sibling.tail or ""]
    return not key_of("".join(before))


def _between_words(run: Run, index: int, mark: Element) -> None:
    element = run.element
    inside = element.getparent() if run.tail else element
    if inside is not None and str(inside.tag).startswith(f"{{{MATHML}}}"):
        _before_formula(inside, mark)
    elif run.tail:
        parent = element.getparent()
        assert parent is not None, "what has a tail has a parent"
        text, mark.tail = run.text[:index], run.text[index:]
        element.tail = text
        parent.insert(parent.index(element) + 1, mark)
    else:
        text, mark.tail = run.text[:index], run.text[index:]
        element.text = text
        element.insert(0, mark)


def _before_formula(inside: Element, mark: Element) -> None:
    formula = inside
    while local(formula) != "math":
        above = formula.getparent()
        assert above is not None, "formulas stand in `math`"
        formula = above
    parent = formula.getparent()
    assert parent is not None, "a formula stands in a page"
    parent.insert(parent.index(formula), mark)
