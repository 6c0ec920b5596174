"""Read a code block's language as authors write it: `rust,ignore` and `{r}` are Rust and R."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_NAMES = {"console": "bash", "shell": "bash", "sh": "bash", "text": "", "plaintext": "", "txt": ""}

#: Pandoc's own classes of code blocks, which name no language.
_SWITCHES = frozenset({"numberLines", "number-lines", "lineAnchors", "line-anchors"})


@dataclass(frozen=True)
class CodeBlocks:
    """The filter `codeblocks`."""

    name: str = "codeblocks"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Make the first class of each code block a language that Pandoc may know."""

        def clean(element: pf.Element) -> None:
            if element.classes:
                element.classes = read_language(element.classes)

        return rewrite(doc, (pf.CodeBlock,), clean)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [CodeBlocks()]


def read_language(classes: list[str]) -> list[str]:
    """`["rust,ignore"]` → `["rust"]`; further classes stay."""
    if classes[0] in _SWITCHES:
        return classes
    first = re.split(r"[,:\s]", classes[0].strip("{}"))[0].lower()
    first = _NAMES.get(first, first)
    return [name for name in (first, *classes[1:]) if name]
