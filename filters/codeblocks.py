"""Read the language of a code block as its authors mean it: `rust,ignore` and `{r}` are Rust and R."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_NAMES = {"console": "bash", "shell": "bash", "sh": "bash", "text": "", "plaintext": "", "txt": ""}


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
    first = re.split(r"[,:\s]", classes[0].strip("{}"))[0].lower()
    first = _NAMES.get(first, first)
    return [name for name in (first, *classes[1:]) if name]
