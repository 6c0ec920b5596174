"""Place figures as their authors ask: `page=landscape`, `float=here`, `keep-with-next=true`.

Without a wish a figure stays where it is written, or goes to the top of the next page where that
would leave a page half empty; the formats see to it. In a list, a box, a table
or a footnote it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.figure_wishes import WISHES, surroundings
from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, rewrite


@dataclass(frozen=True)
class Wish:
    """Where a figure is to be; empty where its author says nothing."""

    page: str = ""
    float: str = ""
    keep: bool = False


@dataclass(frozen=True)
class FigurePlaces:
    """The filter `figure-places`."""

    name: str = "figure-places"
    #: Before boxes become raw text of a writer, which tells no longer what is in them.
    phase: Phase = Phase.DRAW

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Write each figure's wish as the writer's template reads it."""

        def place(figure: pf.Figure) -> object:
            wish = _take_wish(figure)
            return _WRITERS.get(context.writer, _for_screens)(figure, wish) if wish else None

        doc = rewrite(doc, (pf.Figure,), place)
        # Pandoc would give what is left to LaTeX, which reads a page's number in `page`.
        return rewrite(doc, (pf.Image,), _forget)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [FigurePlaces()]


def _forget(image: pf.Image) -> None:
    for name in WISHES:
        image.attributes.pop(name, None)


def _take_wish(figure: pf.Figure) -> Wish | None:
    """What a figure or its image asks for."""
    holders = [figure, *iter_elements(figure, (pf.Image,))]
    said: dict[str, str] = {}
    for holder in holders:
        for name, known in WISHES.items():
            if holder.attributes.get(name) in known:
                said.setdefault(name, holder.attributes.pop(name))
    if not said or surroundings(figure):
        return None
    return Wish(said.get("page", ""), said.get("float", ""), "keep-with-next" in said)


def _for_latex(figure: pf.Figure, wish: Wish) -> object:
    """Words in the brackets of the template's `figure`, where LaTeX has letters for floats."""
    words = [wish.page, wish.float, "keep" if wish.keep else ""]
    figure.attributes["latex-placement"] = ",".join(word for word in words if word)
    return None


def _for_typst(figure: pf.Figure, wish: Wish) -> object:
    if wish.page:
        begin = f"#figure-page(landscape: {str(wish.page == 'landscape').lower()})["
    elif wish.float in ("top", "bottom", "page"):
        begin = f"#floating-figure({'top' if wish.float == 'page' else wish.float})["
    elif wish.keep:
        begin = "#block(sticky: true)["
    else:
        return None
    return [pf.RawBlock(begin, format="typst"), figure, pf.RawBlock("]", format="typst")]


def _for_word(figure: pf.Figure, wish: Wish) -> object:
    """Paragraphs between which, or before which, the finished document is changed."""
    before = [_mark(f"Figure {wish.page.title()} Begin")] if wish.page else []
    after = [_mark(f"Figure {wish.page.title()} End")] if wish.page else []
    if wish.keep:
        after = [_mark("Keep With Next"), *after]
    return [*before, figure, *after] if before or after else None


def _mark(style: str) -> pf.RawBlock:
    name = style.replace(" ", "")
    return pf.RawBlock(f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>', format="openxml")


def _for_screens(figure: pf.Figure, wish: Wish) -> object:
    if wish.page:
        figure.classes.append(f"{wish.page}-page")
    if wish.keep:
        figure.classes.append("keep-with-next")
    return None


_WRITERS = {"latex": _for_latex, "typst": _for_typst, "docx": _for_word}
