"""The JSON Schemas of `book.yaml` and of inventories, made from their tables of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from chapbook.inventory_keys import INVENTORY
from chapbook.manifest_keys import BOOK, checks_key
from chapbook.manifest_kinds import (
    NAME_PATTERN,
    Anything,
    FilePath,
    Keys,
    Kind,
    Many,
    Named,
    Nothing,
    OneOf,
    Setting,
    Text,
    Word,
)

Schema = dict[str, object]

_SINGLE: Schema = {"type": ["string", "number", "boolean", "null"]}


def schema(parameters: Mapping[str, Keys] = MappingProxyType({})) -> Schema:
    """The JSON Schema of `book.yaml`; shipped as `book.schema.json`.

    `parameters` are those that checks take, by their codes.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "book.yaml",
        "description": "The manifest of a book that chapbook publishes",
        **_describe(replace(BOOK, keys={**BOOK.keys, "checks": checks_key(parameters)})),
    }


def inventory_schema() -> Schema:
    """The JSON Schema of an inventory; shipped as `inventory.schema.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A book's inventory",
        "description": "What a book that chapbook publishes can be pointed to by",
        **_describe(INVENTORY),
    }


def _describe(kind: Kind) -> Schema:
    match kind:
        case Text():
            return {"type": ["string", "number"], "pattern": kind.pattern}
        case FilePath():
            return {"type": "string", "pattern": _path_pattern(kind)}
        case Word():
            return {"enum": [*map(str, kind.words), *([True, False] if kind.switch else [])]}
        case Setting():
            value: Schema = {"type": ["string", "number", "boolean"]}
            mapping: Schema = {"type": "object", "minProperties": 1, "additionalProperties": value}
            shapes = [_SINGLE, {"type": "array", "items": _SINGLE}]
            return {"anyOf": [*shapes, mapping] if kind.mapping else shapes}
        case Nothing():
            return {"type": "null"}
        case Anything():
            return {}
        case Many():
            limits: Schema = {"minItems": kind.at_least} if kind.at_least else {}
            unique: Schema = {"uniqueItems": True} if kind.unique else {}
            return {"type": "array", "items": _describe(kind.item), **limits, **unique}
        case Named():
            known = {name: _describe(value) for name, value in kind.known.items()}
            return {
                "type": "object",
                **({"properties": known} if known else {}),
                "propertyNames": {"pattern": NAME_PATTERN},
                "additionalProperties": _describe(kind.value),
            }
        case Keys():
            return _describe_keys(kind)
        case OneOf():
            return {"anyOf": [_describe(one) for one in kind.kinds]}


def _describe_keys(kind: Keys) -> Schema:
    required = [name for name, key in kind.keys.items() if key.required]
    return {
        "type": "object",
        "properties": {
            name: {"description": key.description, **_describe(key.kind)}
            for name, key in kind.keys.items()
        },
        **({"required": required} if required else {}),
        "additionalProperties": _describe(kind.other) if kind.other else False,
    }


def _path_pattern(kind: FilePath) -> str:
    # A path such as `a/../../b` is caught by the reader only; a pattern for it would be unreadable.
    start = r"^\s*\S" if kind.outside else r"^(?![/\\]|\.\.(/|$)|[A-Za-z]:)\s*\S"
    if not kind.suffixes:
        return start
    endings = "|".join(_any_case(suffix.removeprefix(".")) for suffix in kind.suffixes)
    return rf"{start}.*\.({endings})$"


def _any_case(word: str) -> str:
    # JSON Schema's patterns have no flag for upper and lower case.
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)
