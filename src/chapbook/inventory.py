"""A book's inventory: what it publishes about itself so that other books can point into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chapbook.manifest_check import find_problems, stop_on_problems
from chapbook.manifest_keys import AUTHORS, LANGUAGE
from chapbook.manifest_kinds import Key, Keys, Many, Text, Word
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, load_yaml

#: The file's name in the folder of a companion.
FILE = "inventory.yaml"

#: The kinds of labels, as the outline names them.
KINDS = ("part", "front-matter", "chapter", "appendix", "back-matter", "section", "figure", "table")


@dataclass(frozen=True)
class InventoryEntry:
    """One thing that can be pointed to; `number` is complete (`5`, `A`, `5.2`), None for none."""

    kind: str
    title: str
    number: str | None = None
    anchor: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Inventory:
    """A book's title page and all its entries in reading order."""

    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    edition: str | None = None
    language: str = "en-US"
    url: str | None = None
    entries: tuple[InventoryEntry, ...] = ()

    def find(self, kind: str, number: str) -> InventoryEntry | None:
        """The entry of that kind with that number."""
        return next((e for e in self.entries if (e.kind, e.number) == (kind, number)), None)


def read_inventory(path: Path) -> Inventory:
    """The inventory in the file at `path`; raises `BookError` where it cannot be read."""
    tree = load_yaml(path)
    stop_on_problems(path, list(find_problems(tree, _INVENTORY)))
    fields = tree if isinstance(tree, Fields) else Fields((), 1)
    return Inventory(
        title=_text(fields.get("title")) or "",
        subtitle=_text(fields.get("subtitle")),
        authors=tuple(_text(node) or "" for node in _list(fields.get("authors"))),
        edition=_text(fields.get("edition")),
        language=_text(fields.get("language")) or Inventory.language,
        url=_text(fields.get("url")),
        entries=tuple(_entry(node) for node in _list(fields.get("entries"))),
    )


_ENTRY = Keys(
    {
        "kind": Key(Word(KINDS), "what it is", required=True),
        "number": Key(Text(), "its number as printed"),
        "title": Key(Text(), "its title, without the number", required=True),
        "anchor": Key(Text(), "its anchor below the book's url"),
    }
)

_INVENTORY = Keys(
    {
        "title": Key(Text(), "the book's title", required=True),
        "subtitle": Key(Text(), "the line below the title"),
        "authors": Key(AUTHORS, "one name or a list of names"),
        "edition": Key(Text(), "the edition that the numbers belong to"),
        "language": Key(LANGUAGE, "the language of the text"),
        "url": Key(Text("an http or https URL", r"^https?://\S+$"), "where the book is published"),
        "entries": Key(Many(_ENTRY), "everything that can be pointed to", required=True),
    }
)


def _entry(node: Node) -> InventoryEntry:
    fields = node if isinstance(node, Fields) else Fields((), node.line)
    return InventoryEntry(
        kind=_text(fields.get("kind")) or "",
        title=_text(fields.get("title")) or "",
        number=_text(fields.get("number")),
        anchor=_text(fields.get("anchor")),
        line=fields.line,
    )


def _list(node: Node | None) -> tuple[Node, ...]:
    match node:
        case Items():
            return node.items
        case Scalar():
            return (node,)
    return ()


def _text(node: Node | None) -> str | None:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else None
