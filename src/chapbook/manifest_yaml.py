"""YAML as located values: every key and value knows its line. The only module that knows yaml.

Plain words are read as YAML 1.2 reads them, so that `language: no` is Norwegian and a date stays
as written; `on` and `off` get their meaning from the key they stand under.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from chapbook.errors import BookError
from chapbook.manifest_files import read_text


@dataclass(frozen=True)
class Scalar:
    """One value; `text` is what was written, `plain` is false where it stood in quotes."""

    value: str | int | float | bool | None
    text: str
    line: int
    plain: bool = True


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Fields:
    """A mapping in the order written; a key given twice is there twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, name: str) -> Node | None:
        """The value of a key, None where it is not given."""
        return next((value for key, value in self.entries if key.text == name), None)


Node = Scalar | Items | Fields


def load_yaml(path: Path) -> Node:
    """The file's one document; raises `BookError` with the line where it is not YAML."""
    return parse_yaml(read_text(path), path)


def parse_yaml(text: str, path: Path) -> Node:
    """The one document in `text`, which stands in the file `path`; as `load_yaml`."""
    try:
        root = _Loader(text).get_single_node()
        if root is None:
            raise BookError(
                f"'{path.name}' is empty",
                hint="docs/book-yaml.md has a complete example",
                path=path,
            )
        return _locate(root, path)
    except yaml.YAMLError as error:
        raise _broken(error, text, path) from error
    except RecursionError as error:
        raise BookError(f"'{path.name}' is nested too deep", path=path) from error


def plain_values(node: Node) -> object:
    """The values without their lines, as JSON has them."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain_values(item) for item in node.items]
        case Fields():
            return {key.text: plain_values(value) for key, value in node.entries}


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own way to start without resolvers)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        # An alias can stand for itself or multiply without bound; no manifest needs one.
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not read here, write the value out", mark
            )
        return super().compose_node(parent, index)


_TAG = "tag:yaml.org,2002:"
for _name, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+0123456789.")),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), _first)


def _locate(node: yaml.Node, path: Path) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return Items(tuple(_locate(item, path) for item in node.value), line)
    if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
        return Fields(tuple(_locate_entries(node, path)), line)
    if isinstance(node, yaml.ScalarNode):
        return _locate_scalar(node, path)
    raise _unknown_tag(node, path)


def _locate_entries(node: yaml.MappingNode, path: Path) -> Iterator[tuple[Scalar, Node]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise BookError(
                "a key must be a word, not a list or a mapping",
                path=path,
                line=key.start_mark.line + 1,
            )
        yield _locate_scalar(key, path), _locate(value, path)


def _locate_scalar(node: yaml.ScalarNode, path: Path) -> Scalar:
    text, line, plain = node.value, node.start_mark.line + 1, node.style is None
    value: str | int | float | bool | None
    try:
        match node.tag.removeprefix(_TAG):
            case "str":
                value = text
            case "null":
                value = None
            case "bool":
                value = text.lower() == "true"
            case "int":
                value = int(text)
            case "float":
                value = float(text) if math.isfinite(float(text)) else text
            case _:
                raise _unknown_tag(node, path)
    except ValueError as error:
        raise BookError(f"'{text[:40]}' is no number", path=path, line=line) from error
    return Scalar(value, text, line, plain)


def _unknown_tag(node: yaml.Node, path: Path) -> BookError:
    return BookError(
        f"the tag '{node.tag.removeprefix(_TAG)}' has no meaning here",
        hint="remove the tag (the word that begins with '!')",
        path=path,
        line=node.start_mark.line + 1,
    )


def _broken(error: yaml.YAMLError, text: str, path: Path) -> BookError:
    line, said, hint = None, str(error), None
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        said = error.problem or error.context or "it does not parse"
        hint = "put a value that holds ': ' or '#' in quotes, and indent with spaces"
    elif isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        said = f"the character U+{ord(text[error.position]):04X} may not stand in a YAML file"
        hint = "remove the character"
    return BookError(f"'{path.name}' is not valid YAML: {said}", hint=hint, path=path, line=line)
