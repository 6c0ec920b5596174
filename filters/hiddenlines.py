"""Leave out the lines of Rust code that mdBook does not show: those that begin with `# `.

They make an example a program that can be tested. What a doubled mark begins is shown with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import panflute as pf

from chapbook.hookspecs import hookimpl
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

_MANIFEST = "SUMMARY.md"
_HIDDEN = re.compile(r"\s*#(?: .*)?")
_DOUBLED = re.compile(r"(\s*)##")


@dataclass(frozen=True)
class HiddenLines:
    """The filter `hidden-lines`."""

    name: str = "hidden-lines"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Shorten the Rust code of a book that mdBook's list of chapters names."""
        if context.book.manifest.name != _MANIFEST:
            return doc
        return rewrite(doc, (pf.CodeBlock,), _shorten)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [HiddenLines()]


def _shorten(block: pf.CodeBlock) -> None:
    if block.classes[:1] == ["rust"]:
        block.text = "\n".join(_shown(block.text.split("\n")))


def _shown(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not _HIDDEN.fullmatch(line):
            yield _DOUBLED.sub(r"\1#", line, count=1) if _DOUBLED.match(line) else line
