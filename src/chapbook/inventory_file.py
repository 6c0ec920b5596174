"""Inventories as files: written by each build as JSON, by hand as YAML, read from either."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from chapbook.book import Book
from chapbook.errors import BookError
from chapbook.inventory import Inventory, InventoryEntry, inventory_of
from chapbook.inventory_keys import INVENTORY
from chapbook.manifest_check import find_problems, stop_on_problems
from chapbook.manifest_files import is_file, read_text
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, parse_yaml
from chapbook.outline import Outline
from chapbook.store import write_whole

#: The name of a hand-written inventory in the folder of a companion.
FILE = "inventory.yaml"
#: The ending of the inventories that builds write: `sea-lights.inventory.json`.
SUFFIX = ".inventory.json"


def write_inventory(
    out: Path,
    book: Book,
    outline: Outline,
    places: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """Write a book's inventory into the folder of its finished files, and return its path.

    `places` maps a format to the place of each anchor: see `InventoryEntry`.
    """
    path = out / f"{book.name}{SUFFIX}"
    write_whole(path, to_json(inventory_of(book, outline, places)).encode())
    return path


def find_inventory(folder: Path) -> Path | None:
    """The inventory in a companion's folder, None where it holds none."""
    names = (FILE, "inventory.json", f"{folder.name}{SUFFIX}")
    return next((folder / name for name in names if is_file(folder / name)), None)


def read_inventory(path: Path) -> Inventory:
    """The inventory in the YAML or JSON file at `path`; raises `BookError` where it has none."""
    return parse_inventory(read_text(path), path)


def parse_inventory(text: str, path: Path) -> Inventory:
    """The inventory in `text`, which the file at `path` holds; as `read_inventory`."""
    tree = _parse_json(text, path) if path.suffix == ".json" else parse_yaml(text, path)
    return inventory_from(tree, path)


def inventory_from(tree: Node, path: Path) -> Inventory:
    """The inventory that a tree of values is; raises `BookError` at what does not fit."""
    stop_on_problems(path, list(find_problems(tree, INVENTORY)))
    fields = tree if isinstance(tree, Fields) else Fields((), 1)
    return Inventory(
        title=_text(fields, "title") or "",
        subtitle=_text(fields, "subtitle"),
        authors=tuple(" ".join(node.text.split()) for node in _scalars(fields.get("authors"))),
        edition=_text(fields, "edition"),
        language=_text(fields, "language") or Inventory.language,
        url=_text(fields, "url"),
        entries=tuple(map(_entry, _items(fields.get("entries")))),
    )


def to_json(inventory: Inventory) -> str:
    """An inventory as JSON text, one line for each entry; `read_inventory` reads it."""
    return "{\n" + ",\n".join(json_lines(inventory, "  ")) + "\n}\n"


def json_lines(inventory: Inventory, indent: str) -> list[str]:
    """The keys of an inventory's JSON, each with its value, the entries one to a line."""
    head = {
        "title": inventory.title,
        "subtitle": inventory.subtitle,
        "authors": list(inventory.authors) or None,
        "edition": inventory.edition,
        "language": inventory.language,
        "url": inventory.url,
        "digest": inventory.digest,
    }
    lines = [f"{indent}{_dump(key)}: {_dump(value)}" for key, value in head.items() if value]
    entries = ",\n".join(f"{indent}  {_dump(_values(entry))}" for entry in inventory.entries)
    whole = f"[\n{entries}\n{indent}]" if entries else "[]"
    return [*lines, f'{indent}"entries": {whole}']


def to_node(value: object) -> Node:
    """JSON values as located ones, all at line 1: JSON's reader tells no lines."""
    match value:
        case dict():
            pairs = ((Scalar(str(k), str(k), 1, False), to_node(v)) for k, v in value.items())
            return Fields(tuple(pairs), 1)
        case list():
            return Items(tuple(map(to_node, value)), 1)
        case str() | int() | float() | bool() | None:
            return Scalar(value, "" if value is None else str(value), 1, False)
    raise TypeError(f"no JSON value: {value!r}")


def _parse_json(text: str, path: Path) -> Node:
    try:
        return to_node(json.loads(text))
    except json.JSONDecodeError as error:
        raise BookError(
            f"'{path.name}' is not JSON: {error.msg}",
            hint="an inventory is a JSON object; `publish schema inventory` prints its schema",
            path=path,
            line=error.lineno,
        ) from error
    except ValueError as error:  # Python reads no number of thousands of digits
        raise BookError(f"'{path.name}' holds a number that is too long", path=path) from error
    except RecursionError as error:
        raise BookError(f"'{path.name}' is nested too deep", path=path) from error


def _values(entry: InventoryEntry) -> dict[str, object]:
    told: dict[str, object] = {"kind": entry.kind, "number": entry.number, "title": entry.title}
    told |= {"anchor": entry.anchor, "url": entry.url, "places": dict(entry.places) or None}
    return {key: value for key, value in told.items() if value is not None}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(node: Node) -> InventoryEntry:
    fields = node if isinstance(node, Fields) else Fields((), node.line)
    places = fields.get("places")
    pairs = places.entries if isinstance(places, Fields) else ()
    return InventoryEntry(
        kind=_text(fields, "kind") or "",
        title=_text(fields, "title") or "",
        number=_text(fields, "number"),
        anchor=_text(fields, "anchor"),
        line=fields.line,
        url=_text(fields, "url"),
        places={key.text: value.text for key, value in pairs if isinstance(value, Scalar)},
    )


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _scalars(node: Node | None) -> tuple[Scalar, ...]:
    nodes = node.items if isinstance(node, Items) else (node,)
    return tuple(one for one in nodes if isinstance(one, Scalar))


def _text(fields: Fields, name: str) -> str | None:
    node = fields.get(name)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else None
