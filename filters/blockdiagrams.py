"""Make images of code blocks that hold a diagram: Mermaid, Graphviz, D2 and what plugins add."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import panflute as pf

from chapbook.block_diagrams import block_diagram
from chapbook.hookspecs import hookimpl
from chapbook.inline_text import read_emphasis
from chapbook.roles import Context, Filter, Phase
from chapbook.tree import rewrite

#: Drawn wherever it is written, as readers of Markdown on the web expect; of other languages a
#: book may want to show the code.
_ALWAYS = frozenset({"mermaid"})
#: A Quarto cell option, `%%| fig-cap: "…"`, `//| label: fig-x`, or one of MyST, `:name: fig-x`.
_OPTION = re.compile(
    r"^\s*(?:(?:%%|//|#|')\|\s*|:(?=[\w-]+:\s))(?P<name>[\w-]+)\s*:"
    r"\s*(?P<quote>[\"']?)(?P<value>.*?)(?P=quote)\s*$"
)
#: What the figure is called in attributes, in Quarto's cell options and in MyST's directives.
_NAMES = {"fig-cap": "caption", "fig-alt": "alt", "label": "id", "name": "id"}
_KEPT = ("width", "height", "alt", "desc", "page", "float", "keep-with-next")


@dataclass(frozen=True)
class BlockDiagrams:
    """The filter `block-diagrams`, which comes before the one that reads code blocks' languages."""

    name: str = "block-diagrams"
    phase: Phase = Phase.INCLUDE

    def apply(self, doc: pf.Doc, context: Context) -> pf.Doc:
        """Replace each code block that is marked as a diagram by a figure or an image."""
        which = context.book.diagrams.get("blocks", "marked")
        if which == "off":
            return doc
        classes = context.diagram_classes

        def replace(block: pf.CodeBlock) -> object:
            language = _language(block, classes, which == "all")
            return _figure(block, language) if language else None

        return rewrite(doc, (pf.CodeBlock,), replace)


@hookimpl
def chapbook_filters() -> Iterable[Filter]:
    """The filter of this module."""
    return [BlockDiagrams()]


def _language(block: pf.CodeBlock, known: frozenset[str], every: bool) -> str:
    """The class of a block that is to be drawn; empty where it is to be shown as code."""
    found = next((name for name in block.classes if name.lower() in known), None)
    if found is None or {"numberLines", "listing", "no-diagram"} & set(block.classes):
        return ""
    is_marked = "diagram" in block.classes or re.match(r"fig[:-].", block.identifier) is not None
    return found.lower() if every or is_marked or found.lower() in _ALWAYS else ""


def _figure(block: pf.CodeBlock, language: str) -> pf.Block:
    said, code = _options(block.text)
    attributes = {**said, **block.attributes}
    identifier = block.identifier or attributes.get("id", "")
    image = block_diagram(language, code)
    image.attributes.update({name: attributes[name] for name in _KEPT if name in attributes})
    caption = attributes.get("caption", "")
    inlines = read_emphasis(caption)
    alternative = image.attributes.pop("alt", "")
    image.content = read_emphasis(alternative or caption)
    if not caption and not identifier:
        return pf.Para(image)
    return pf.Figure(
        pf.Plain(image),
        caption=pf.Caption(pf.Plain(*inlines)) if inlines else pf.Caption(),
        identifier=identifier,
    )


def _options(text: str) -> tuple[dict[str, str], str]:
    """What the block says of itself in its first lines, as Quarto writes it, and the rest."""
    lines, said = text.split("\n"), {}
    while lines and (option := _OPTION.match(lines[0])):
        said[_NAMES.get(option["name"], option["name"])] = option["value"]
        lines.pop(0)
    return said, "\n".join(lines).lstrip("\n")
