r"""Formulas in the words of other tools: `\begin{equation}` without dollar signs, `math` fences.

Pandoc takes the first for raw TeX, which only LaTeX prints, and the second for code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|flalign|eqnarray|gather|multline|displaymath)\*?)\}"
    r"(?P<inside>.*)\\end\{(?P=name)\}",
    re.S,
)
#: Environments that are a display and nothing else.
_BARE = ("equation", "displaymath")
_TEX = ("tex", "latex")
_CODE, _FENCE = re.compile(r"`(?P<inside>[^`]*)`", re.S), ["math"]


@dataclass(frozen=True)
class Displays:
    """The filter `displays`."""

    name: str = "displays"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make formulas of what other tools take for one."""
        rewrite(doc, (pf.RawBlock, pf.CodeBlock), _block)
        return rewrite(doc, (pf.RawInline, pf.Math), _inline)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [Displays()]


def _block(block: pf.RawBlock | pf.CodeBlock) -> pf.Block | None:
    if isinstance(block, pf.CodeBlock):
        is_formula = block.classes == _FENCE and not block.identifier
        return pf.Para(pf.Math(block.text)) if is_formula else None
    formula = _formula(block)
    return pf.Para(formula) if formula is not None else None


def _inline(inline: pf.RawInline | pf.Math) -> pf.Inline | None:
    if isinstance(inline, pf.RawInline):
        return _formula(inline)
    quoted = _CODE.fullmatch(inline.text) if inline.format == "InlineMath" else None
    return pf.Math(quoted["inside"], format="InlineMath") if quoted else None


def _formula(raw: pf.RawBlock | pf.RawInline) -> pf.Math | None:
    found = _ENVIRONMENT.fullmatch(raw.text.strip()) if raw.format in _TEX else None
    if found is None:
        return None
    is_bare = found["name"].rstrip("*") in _BARE
    return pf.Math(found["inside"].strip() if is_bare else found.group())
