"""Tell raw TeX from a backslash in prose: `.\\target\\debug` is a path, not two commands.

Pandoc reads any `\\word` as a TeX command, which then stops LaTeX or vanishes elsewhere. A command
is one that stands by itself or has an argument; one that is glued to a word before or after it
becomes text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import iter_elements, rewrite


@dataclass(frozen=True)
class RawTex:
    """The filter `rawtex`."""

    name: str = "rawtex"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make commands that are none text again."""
        glued = {id(e) for e in iter_elements(doc, (pf.RawInline,)) if is_tex(e) and _is_glued(e)}

        def restore(element: pf.RawInline) -> object:
            return pf.Str(element.text) if id(element) in glued else None

        return rewrite(doc, (pf.RawInline,), restore) if glued else doc


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [RawTex()]


def is_tex(element: pf.Element) -> bool:
    """Whether an element is raw TeX within a paragraph."""
    return isinstance(element, pf.RawInline) and element.format in ("tex", "latex")


def _is_glued(command: pf.RawInline) -> bool:
    if "{" in command.text or "[" in command.text:
        return False
    before, after = command.prev, command.next
    if isinstance(before, pf.Str) and before.text[-1] not in "([\u201c\u2018\u2014\u2013-":
        return True
    return (before is not None and is_tex(before)) or (after is not None and is_tex(after))
