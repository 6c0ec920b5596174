"""The check of a YAML file against the kinds of values that it may hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import BookError
from chapbook.manifest_files import inside_book
from chapbook.manifest_kinds import (
    NAME_PATTERN,
    Anything,
    FilePath,
    Key,
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
from chapbook.manifest_yaml import Fields, Items, Node, Scalar

#: Control characters and halves of characters: neither XML nor UTF-8 has them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a YAML file."""

    line: int
    message: str
    hint: str | None = None


def find_problems(node: Node, kind: Kind, where: str = "") -> Iterator[Problem]:
    """Everything in which a value differs from its kind."""
    yield from _compare(node, kind, where, _expected(kind))


def stop_on_problems(path: Path, problems: Sequence[Problem]) -> None:
    """Raise the first problem as a `BookError` whose hint lists the others."""
    if not problems:
        return
    first, *rest = sorted(problems, key=lambda problem: problem.line)
    others = [f"also {path.name}:{problem.line}: {problem.message}" for problem in rest]
    hint = "\n".join(([first.hint] if first.hint else []) + others)
    raise BookError(first.message, hint=hint or None, path=path, line=first.line)


def _compare(node: Node, kind: Kind, where: str, expected: str) -> Iterator[Problem]:
    match kind, node:
        case OneOf(), _:
            fitting = next((one for one in kind.kinds if _has_shape(node, one)), None)
            if fitting is None:
                yield _mismatch(node, where, expected)
            else:
                yield from _compare(node, fitting, where, expected)
        case Many(), Items():
            yield from _compare_items(node, kind, where)
        case Named(), Fields():
            yield from _compare_named(node, kind, where)
        case Keys(), Fields():
            yield from _compare_keys(node, kind, where)
        case FilePath(), Scalar(value=str()):
            yield from _compare_path(node, kind, where)
        case Text(), Scalar() if (odd := _UNPRINTABLE.search(node.text)) is not None:
            place = f"`{where}`" if where else "the file"
            message = f"{place} holds the character U+{ord(odd[0]):04X}, which no format can show"
            yield Problem(node.line, message, "remove the character")
        case Setting(mapping=True), Fields() if _is_flat(node):
            yield from _repeated(node, where)
        case _ if not _is_value(node, kind):
            yield _mismatch(node, where, expected)


def _is_flat(node: Fields) -> bool:
    values = [value for _, value in node.entries]
    return bool(values) and all(isinstance(v, Scalar) and v.value is not None for v in values)


def _has_shape(node: Node, kind: Kind) -> bool:
    match kind:
        case Many():
            return isinstance(node, Items)
        case Named() | Keys():
            return isinstance(node, Fields)
        case Nothing():
            return isinstance(node, Scalar) and node.value is None
    return isinstance(node, Scalar) and node.value is not None


def _is_value(node: Node, kind: Kind) -> bool:
    match kind, node:
        case Nothing(), Scalar(value=None):
            return True
        case Text(), Scalar(value=str() | int() | float() as value):
            return not isinstance(value, bool) and bool(re.search(kind.pattern, node.text))
        case Word(), Scalar():
            return node.value in kind.words or (kind.switch and isinstance(node.value, bool))
        case Setting(), Scalar():
            return True
        case Anything(), _:
            return True
        case Setting(), Items():
            return all(isinstance(item, Scalar) for item in node.items)
    return False


def _compare_items(node: Items, kind: Many, where: str) -> Iterator[Problem]:
    if len(node.items) < kind.at_least:
        yield Problem(node.line, f"`{where}` is an empty list; it needs at least {kind.at_least}")
    seen: set[str] = set()
    for index, item in enumerate(node.items, 1):
        yield from find_problems(item, kind.item, f"{where}[{index}]")
        if kind.unique and isinstance(item, Scalar):
            if item.text in seen:
                yield Problem(item.line, f"`{where}` names '{item.text}' twice")
            seen.add(item.text)


def _compare_named(node: Fields, kind: Named, where: str) -> Iterator[Problem]:
    yield from _repeated(node, where)
    for key, value in node.entries:
        if not re.search(NAME_PATTERN, key.text):
            yield Problem(
                key.line,
                f"'{key.text}' under `{where}` is no name",
                "names are letters, digits, '.', '_' and '-', and begin with a letter or digit",
            )
        expected = kind.known.get(key.text, kind.value)
        yield from find_problems(value, expected, f"{where}.{key.text}")


def _compare_keys(node: Fields, kind: Keys, where: str) -> Iterator[Problem]:
    yield from _repeated(node, where)
    given = {key.text for key, _ in node.entries}
    inside = f" in `{where}`" if where else ""
    for name, known in kind.keys.items():
        if known.required and name not in given:
            yield Problem(
                node.line, f"the key '{name}' is missing{inside}", f"{name}: {known.description}"
            )
    for key, value in node.entries:
        entry = kind.keys.get(key.text)
        if entry is None and kind.other is None:
            yield Problem(
                key.line, f"unknown key '{key.text}'{inside}", _suggest(key.text, kind.keys)
            )
            continue
        expected = entry.kind if entry else kind.other
        if expected is not None:
            yield from find_problems(value, expected, f"{where}.{key.text}".lstrip("."))


def _repeated(node: Fields, where: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for key, _ in node.entries:
        if key.text in first:
            inside = f" in `{where}`" if where else ""
            yield Problem(
                key.line,
                f"the key '{key.text}' is given twice{inside}, first on line {first[key.text]}",
                "keep one of the two",
            )
        first.setdefault(key.text, key.line)


def _compare_path(node: Scalar, kind: FilePath, where: str) -> Iterator[Problem]:
    if not node.text.strip() or "\0" in node.text:
        yield _mismatch(node, where, _expected(kind))
    elif not kind.outside and inside_book(node.text) is None:
        yield Problem(
            node.line,
            f"`{where}`: the path '{node.text}' leads out of the book",
            "paths are relative to the book's folder and stay inside it",
        )
    elif kind.suffixes and not node.text.lower().endswith(kind.suffixes):
        yield _mismatch(node, where, _expected(kind))


def _mismatch(node: Node, where: str, expected: str) -> Problem:
    hint = None
    if isinstance(node, Scalar) and node.value is None:
        hint = "give it a value or remove the line"
    elif isinstance(node, Scalar) and isinstance(node.value, bool) and expected.startswith("text"):
        hint = f'put it in quotes: "{node.text}"'
    place = f"`{where}`" if where else "the file"
    return Problem(node.line, f"{place}: expected {expected}, found {_found(node)}", hint)


def _expected(kind: Kind) -> str:
    match kind:
        case Text():
            return kind.expected
        case FilePath():
            ending = f" ending in {' or '.join(kind.suffixes)}" if kind.suffixes else ""
            return f"a path{ending}"
        case Word():
            return f"one of {', '.join(kind.words)}"
        case Setting(mapping=True):
            return "a single value or a list or mapping of single values"
        case Setting():
            return "a single value or a list of single values"
        case Nothing():
            return "nothing"
        case Anything():
            return "anything"
        case Many():
            return f"a list (each item {_expected(kind.item)})"
        case Named() | Keys():
            return "a mapping (`key: value` lines)"
        case OneOf():
            return " or ".join(_expected(one) for one in kind.kinds)


def _found(node: Node) -> str:
    match node:
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=str()):
            short = node.text if len(node.text) <= 40 else f"{node.text[:39]}…"
            return f'the text "{short}"'
        case Scalar(value=bool()):
            return node.text
        case Scalar():
            return f"the number {node.text}"


def _suggest(name: str, keys: Mapping[str, Key]) -> str:
    near = difflib.get_close_matches(name.lower().replace("_", "-"), keys, n=1, cutoff=0.5)
    known = f"known keys: {', '.join(sorted(keys))}"
    return f"did you mean '{near[0]}'? {known}" if near else known
