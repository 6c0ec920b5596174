"""Read the theorems of bookdown and Quarto: `{.theorem #pyth name="Of Pythagoras"}`, `.proof`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.labels import kind_of
from chapbook.roles import Context, Filter, Phase
from chapbook.theorem_kinds import theorem_kinds, unnumbered_kinds
from chapbook.tree import rewrite


@dataclass(frozen=True)
class Theorems:
    """The filter `theorems`."""

    name: str = "theorems"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Give theorems their labels and titles, and proofs the word that they begin with."""
        numbered = {kind.name: kind for kind in theorem_kinds(context.book.manifest)}
        words = unnumbered_kinds(context.book.manifest)
        if not numbered:
            return doc

        def read(div: pf.Div) -> None:
            kind = next((numbered[name] for name in div.classes if name in numbered), None)
            named = kind or kind_of(div.identifier, context.book.numbering)
            if named is not None and named.name in numbered:
                if div.identifier and kind_of(div.identifier, context.book.numbering) is None:
                    div.identifier = f"{named.prefix}:{div.identifier}"
                _entitle(div)
            word = next((words[name] for name in div.classes if name in words), None)
            if word is not None:
                _begin(div, word)

        return rewrite(doc, (pf.Div,), read)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Theorems()]


def _entitle(div: pf.Div) -> None:
    title = div.attributes.pop("name", "")
    if title:
        div.attributes.setdefault("title", title)


def _begin(div: pf.Div, word: str) -> None:
    """`Proof (of Fermat).` at the head of the first paragraph, or above what is none."""
    name = div.attributes.pop("name", "")
    said = pf.Emph(pf.Str(f"{word} ({name})." if name else f"{word}."))
    first = div.content[0] if div.content else None
    if isinstance(first, pf.Para | pf.Plain):
        first.content = [said, pf.Space(), *first.content]
    else:
        div.content = [pf.Para(said), *div.content]
