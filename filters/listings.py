"""Give code blocks captions: `{#lst:x caption="…"}`, `Listing: …` beside them, a Div of `listing`.

Before the survey each becomes a Div of class `listing`, whose first child is its caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.html_blocks import enclose
from chapbook.inline_text import read_emphasis
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_blocks, plain_text, rewrite
from chapbook.words import words_for

_OWN_LABEL = re.compile(r"^\{#(?P<id>lst[:-][^\s{}]+)\}$")
_IS_LABEL = re.compile(r"^lst[:-].")
#: Attributes that hold a caption: pandoc-crossref's and Quarto's.
_CAPTIONS = ("caption", "lst-cap")


@dataclass(frozen=True)
class ListingCaptions:
    """The filter `listing-captions`: finds code blocks with a caption or a label."""

    name: str = "listing-captions"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Wrap each captioned code block, with its caption, in a Div of class `listing`."""
        word = words_for(context.book.metadata.language).kinds["listing"].word
        spoken = tuple(f"{each}:" for each in dict.fromkeys(("Listing", word)))
        rewrite(doc, (pf.Div,), _from_div)
        holders = {
            id(block.parent): block.parent
            for block in iter_blocks(doc)
            if isinstance(block, pf.CodeBlock) and not _is_listing(block.parent)
        }
        for holder in holders.values():
            holder.content = _captioned(list(holder.content), spoken)
        return doc


@dataclass(frozen=True)
class Listings:
    """The filter `listings`: sets listings with their captions."""

    name: str = "listings"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each listing by what the writer makes of it."""

        def replace(div: pf.Div) -> object:
            return _typeset(div, context) if "listing" in div.classes else None

        return rewrite(doc, (pf.Div,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [ListingCaptions(), Listings()]


def _typeset(div: pf.Div, context: Context) -> object:
    match context.writer:
        case "latex":
            return _for_latex(div, context)
        case "typst":
            return _for_typst(div, context)
        case "docx":
            return _for_word(div, context)
    return _for_html(div, context)


def _for_latex(div: pf.Div, context: Context) -> object:
    caption, blocks = _split(div)
    if caption:
        begin = pf.RawInline(r"\begin{codelisting}{", format="latex")
        opening = pf.Plain(begin, *caption, pf.RawInline("}", format="latex"))
        div.content = [opening, *blocks, pf.RawBlock(r"\end{codelisting}", format="latex")]
    return None


def _for_typst(div: pf.Div, context: Context) -> object:
    caption, blocks = _split(div)
    if caption:
        begin = pf.RawInline("#listing-caption[", format="typst")
        div.content = [pf.Plain(begin, *caption, pf.RawInline("]", format="typst")), *blocks]
    return None


def _split(div: pf.Div) -> tuple[list[pf.Inline], list[pf.Block]]:
    """A listing's caption and what it is the caption of."""
    blocks = list(div.content)
    if not blocks or not isinstance(blocks[0], pf.Div) or "caption" not in blocks[0].classes:
        return [], blocks
    return [i for block in blocks[0].content for i in block.content], blocks[1:]


def _for_html(div: pf.Div, context: Context) -> object:
    """A figure with its caption above the code."""
    caption, blocks = _split(div)
    above = enclose("figcaption", [pf.Plain(*caption)]) if caption else []
    return enclose("figure", [*above, *blocks], identifier=div.identifier, classes=div.classes)


def _for_word(div: pf.Div, context: Context) -> object:
    """The caption in its own style, which keeps it with the code below."""
    for caption in div.content:
        if isinstance(caption, pf.Div) and "caption" in caption.classes:
            caption.content = [pf.Para(*block.content) for block in caption.content]
            caption.attributes["custom-style"] = "Listing Caption"
    return None


def _is_listing(element: pf.Element) -> bool:
    return isinstance(element, pf.Div) and "listing" in element.classes


def _from_div(div: pf.Div) -> object:
    """A Div that is a listing already, in pandoc-crossref's form: caption first, then code."""
    blocks = list(div.content)
    code = [block for block in blocks if isinstance(block, pf.CodeBlock)]
    if not _IS_LABEL.match(div.identifier) or len(code) != 1 or len(blocks) > 2:
        return None
    caption = next((block for block in blocks if isinstance(block, pf.Para | pf.Plain)), None)
    said = code[0].attributes.pop("caption", "") or div.attributes.pop("caption", "")
    inlines = list(caption.content) if caption else read_emphasis(said)
    return _listing(code[0], inlines, div.identifier, div.attributes)


def _captioned(blocks: list[pf.Block], spoken: tuple[str, ...]) -> list[pf.Block]:
    kept: list[pf.Block] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if not isinstance(block, pf.CodeBlock):
            kept.append(block)
            continue
        said = [block.attributes.pop(key, "") for key in _CAPTIONS]
        caption = read_emphasis(next(filter(None, said), ""))
        identifier = block.identifier if _IS_LABEL.match(block.identifier) else ""
        before = kept[-1] if kept else None
        after = blocks[place] if place < len(blocks) else None
        if not caption and before is not None and _announces(before, spoken):
            caption, own = _without_label(list(kept.pop().content)[1:])
            identifier = identifier or own
        elif not caption and after is not None and _follows(after, spoken, bool(identifier)):
            caption, own = _without_label(list(after.content)[1:])
            identifier = identifier or own
            place += 1
        if identifier or caption:
            if _IS_LABEL.match(block.identifier):
                block.identifier = ""
            kept.append(_listing(block, caption, identifier, {}))
        else:
            kept.append(_placed(block))
    return kept


def _placed(code: pf.CodeBlock) -> pf.Block:
    """Code with an id of its own in a Div that has it: not every format can point to code."""
    if not code.identifier:
        return code
    identifier, code.identifier = code.identifier, ""
    return pf.Div(code, identifier=identifier)


def _announces(block: pf.Block, spoken: tuple[str, ...]) -> bool:
    """Whether a paragraph before a code block is its caption: `Listing: …`."""
    first = block.content[0] if isinstance(block, pf.Para) and block.content else None
    return isinstance(first, pf.Str) and first.text in spoken


def _follows(block: pf.Block, spoken: tuple[str, ...], is_labeled: bool) -> bool:
    """Whether a paragraph after a code block is its caption: `: … {#lst:x}`, `Listing: …`."""
    first = block.content[0] if isinstance(block, pf.Para) and block.content else None
    if not isinstance(first, pf.Str) or first.text not in (":", *spoken):
        return False
    return first.text != ":" or is_labeled or _without_label(list(block.content))[1] != ""


def _without_label(inlines: list[pf.Inline]) -> tuple[list[pf.Inline], str]:
    while inlines and isinstance(inlines[0], pf.Space | pf.SoftBreak):
        inlines = inlines[1:]
    match = _OWN_LABEL.match(plain_text(inlines[-1])) if inlines else None
    if match is None:
        return inlines, ""
    inlines = inlines[:-1]
    while inlines and isinstance(inlines[-1], pf.Space | pf.SoftBreak):
        inlines = inlines[:-1]
    return inlines, match["id"]


def _listing(
    code: pf.CodeBlock, caption: list[pf.Inline], identifier: str, attributes: dict[str, str]
) -> pf.Div:
    code.attributes.pop("label", None)
    title = pf.Div(pf.Plain(*caption), classes=["caption"])
    return pf.Div(
        title, code, identifier=identifier, classes=["listing"], attributes=dict(attributes)
    )
