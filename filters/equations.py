r"""Number displayed equations: `$$ … $$ {#eq:x}`, `[$$ … $$]{#eq:x}`, bookdown's `(\#eq:x)`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.latex_text import escape_latex
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import ancestors, rewrite

_LABEL = re.compile(r"^\{#(?P<id>eq[:-][^\s{}]+)\}(?P<rest>.*)$", re.S)
_INSIDE = re.compile(r"\s*\(\\#(?P<id>eq[:-][^\s()]+)\)|\s*\\label\{(?P<label>[^{}]+)\}")
_SPACES = (pf.Space, pf.SoftBreak)
#: A number that an author gave to an equation by hand, and LaTeX's ways of asking for none.
_TAG = re.compile(r"\s*(?:\\tag\*?\{(?P<given>[^{}]*)\}|\\(?:nonumber|notag)(?![a-zA-Z]))")
#: Environments that are displays of their own, and what they are inside of one.
_DISPLAYS = re.compile(
    r"\\(begin|end)\{(align|alignat|flalign|eqnarray|gather|multline|equation)\*?\}"
)
_DETERMINANT = re.compile(r"\\(begin|end)\{vmatrix\}")
_BARS = {"begin": r"\left|\begin{matrix}", "end": r"\end{matrix}\right|"}
_NESTED = {"alignat": "alignedat", "gather": "gathered", "multline": "gathered"}


@dataclass(frozen=True)
class EquationLabels:
    """The filter `equation-labels`: finds equations that have a label, or all."""

    name: str = "equation-labels"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Wrap each equation to be numbered in a Span of class `equation` with its label as id."""
        every = context.book.numbering.equations == "all"
        holders: dict[int, pf.Element] = {}

        def note(math: pf.Math) -> None:
            if _is_display(math):
                holders[id(math.parent)] = math.parent

        rewrite(doc, (pf.Math,), note)
        for holder in holders.values():
            holder.content = _labeled(list(holder.content), every, holder)
        return doc


@dataclass(frozen=True)
class Equations:
    """The filter `equations`: sets numbered equations."""

    name: str = "equations"
    phase: Phase = Phase.TYPESET

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each numbered equation by what the writer makes of it."""

        def replace(span: pf.Span) -> object:
            return _typeset(span, context) if "equation" in span.classes else None

        if context.writer == "docx":
            return rewrite(doc, (pf.Para, pf.Plain), _for_word)
        if context.writer == "latex":
            rewrite(doc, (pf.Math,), _nest)
        if context.writer == "typst":
            rewrite(doc, (pf.Math,), _single_bars)
        return rewrite(doc, (pf.Span,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filters of this module."""
    return [EquationLabels(), Equations()]


def _typeset(span: pf.Span, context: Context) -> object:
    match context.writer:
        case "latex":
            return _for_latex(span, context)
        case "typst":
            return _for_typst(span, context)
    return _for_html(span, context)


def _for_latex(span: pf.Span, context: Context) -> object:
    """A tag at the right with the outline's number; LaTeX's own counter stays out of it."""
    number = span.attributes.get("number")
    if number and any(isinstance(around, pf.Table) for around in ancestors(span)):
        # Pandoc writes no displays in tables, and a tag stands in nothing else.
        shown = pf.RawInline(rf"\quad({escape_latex(number)})", format="latex")
        span.content = [*span.content, shown]
        return None
    for math in span.content:
        if isinstance(math, pf.Math) and number:
            text = _TAG.sub("", math.text).rstrip()
            math.text = f"{text}\n\\tag{{{escape_latex(number)}}}"
    # TeX swallows the space after a display, but not behind the brace that Pandoc closes there.
    span.content = [*span.content, pf.RawInline(r"\aftergroup\ignorespaces", format="latex")]
    return None


def _for_typst(span: pf.Span, context: Context) -> object:
    """The number at the right, for this equation alone."""
    number = span.attributes.get("number")
    if number:
        shown = json.dumps(f"({number})", ensure_ascii=False)
        begin = f"#[#set math.equation(numbering: _ => {shown})\n"
        end = f" #label({json.dumps(span.identifier, ensure_ascii=False)})]"
        inside = [pf.RawInline(begin, format="typst"), *span.content]
        span.content = [*inside, pf.RawInline(end if span.identifier else "]", format="typst")]
        span.attributes["anchor"], span.identifier = span.identifier, ""
    return None


def _for_html(span: pf.Span, context: Context) -> object:
    """The formula, and at its right the number in parentheses; the style makes a row of them."""
    span.attributes.pop("kind", None)
    number = span.attributes.pop("number", "")
    if number:
        shown = pf.Span(pf.Str(f"({number})"), classes=["equation-number"])
        span.content = [pf.Span(*span.content, classes=["formula"]), shown]
    return None


def _for_word(block: pf.Para | pf.Plain) -> object:
    """Each equation as a paragraph of its own, to which the format adds the number."""
    if not any(_is_numbered(inline) for inline in block.content):
        return None
    blocks: list[pf.Block] = []
    around: list[pf.Inline] = []
    for inline in [*block.content, None]:
        if inline is not None and not _is_numbered(inline):
            around.append(inline)
            continue
        for end in (0, -1):
            while around and isinstance(around[end], _SPACES):
                around.pop(end)
        if around:
            blocks.append(type(block)(*around))
        around = []
        if inline is not None:
            blocks.append(pf.Div(pf.Para(inline), attributes={"custom-style": "Equation"}))
    return blocks


def _is_numbered(inline: pf.Inline) -> bool:
    return isinstance(inline, pf.Span) and "equation" in inline.classes


def _nest(math: pf.Math) -> None:
    r"""Let `align` and its like stand inside a display, as Pandoc writes every equation."""
    if math.format == "DisplayMath" and _DISPLAYS.match(math.text.lstrip()):
        text = _DISPLAYS.sub(lambda m: f"\\{m[1]}{{{_NESTED.get(m[2], 'aligned')}}}", math.text)
        math.text = _TAG.sub("", text)


def _single_bars(math: pf.Math) -> None:
    r"""Write the bars of a determinant out: Pandoc takes `vmatrix` for `Vmatrix` in Typst."""
    math.text = _DETERMINANT.sub(lambda m: _BARS[m[1]], math.text)


def _is_display(item: pf.Element) -> bool:
    return isinstance(item, pf.Math) and item.format == "DisplayMath"


def _labeled(items: list[pf.Inline], every: bool, parent: pf.Element) -> list[pf.Inline]:
    if isinstance(parent, pf.Span) and len(items) == 1:
        if parent.identifier or every:
            parent.classes = [*dict.fromkeys([*parent.classes, "equation"])]
        return items
    kept: list[pf.Inline] = []
    place = 0
    while place < len(items):
        item = items[place]
        place += 1
        if not _is_display(item):
            kept.append(item)
            continue
        identifier, used, rest = _label_after(items[place:])
        place += used
        inside = _INSIDE.search(item.text)
        if inside and not identifier:
            identifier = inside["id"] or inside["label"]
            item.text = item.text[: inside.start()] + item.text[inside.end() :]
        given, is_silent = _take_tags(item)
        if identifier or given or (every and not is_silent):
            label = {"label": given} if given else {}
            kept.append(
                pf.Span(item, identifier=identifier, classes=["equation"], attributes=label)
            )
        else:
            kept.append(item)
        if rest:
            kept.append(pf.Str(rest))
    return kept


def _take_tags(math: pf.Math) -> tuple[str, bool]:
    """The number that its author gave an equation, and whether it is to have none."""
    tags = list(_TAG.finditer(math.text))
    math.text = _TAG.sub("", math.text)
    given = ",".join(re.sub(r"[$\\\s]", "", tag["given"] or "") for tag in tags if tag["given"])
    return given, bool(tags) and not given and "\\begin" not in math.text


def _label_after(items: list[pf.Inline]) -> tuple[str, int, str]:
    """The label that follows an equation, how many inlines it takes, and what hangs on to it."""
    skipped = 1 if items and isinstance(items[0], _SPACES) else 0
    word = items[skipped] if skipped < len(items) else None
    match = _LABEL.match(word.text) if isinstance(word, pf.Str) else None
    return (match["id"], skipped + 1, match["rest"]) if match else ("", 0, "")
