"""Kinds of values that a YAML file may hold.

They check a file (see `manifest_check`) and make its JSON Schema (see `manifest_schema`), so both
always agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What names that an author gives (targets, companions) or repeats (checks, filters) look like.
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


@dataclass(frozen=True)
class Text:
    """Text, or a number read as it is written."""

    expected: str = "text"
    pattern: str = r"\S"


@dataclass(frozen=True)
class FilePath:
    """A path, relative to the book and inside it unless `outside`; `suffixes` are its endings."""

    suffixes: tuple[str, ...] = ()
    outside: bool = False


@dataclass(frozen=True)
class Word:
    """One of a few words; with `switch` also true and false."""

    words: tuple[str, ...]
    switch: bool = False


@dataclass(frozen=True)
class Setting:
    """An option of a plugin: any single value, a list of them, or with `mapping` also a mapping."""

    mapping: bool = False


@dataclass(frozen=True)
class Anything:
    """A parameter of a check, which the check's own kinds decide about."""


@dataclass(frozen=True)
class Nothing:
    """A key without a value."""


@dataclass(frozen=True)
class Many:
    """A list."""

    item: Kind
    at_least: int = 0
    unique: bool = False


@dataclass(frozen=True)
class Named:
    """A mapping whose keys are names that the author chooses; of the `known`, kinds differ."""

    value: Kind
    known: Mapping[str, Kind] = field(default_factory=dict)


@dataclass(frozen=True)
class Key:
    """One known key of a mapping."""

    kind: Kind
    description: str
    required: bool = False


@dataclass(frozen=True)
class Keys:
    """A mapping with known keys; `other` is the kind of any further one, None where none may be."""

    keys: Mapping[str, Key] = field(default_factory=dict)
    other: Kind | None = None


@dataclass(frozen=True)
class OneOf:
    """Either of several kinds, which differ in shape: single value, list, mapping, nothing."""

    kinds: tuple[Kind, ...]


Kind = Text | FilePath | Word | Setting | Anything | Nothing | Many | Named | Keys | OneOf
