"""Settings: from the document, settings files and defaults, with a typed way to read them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook import pandoc
from chapbook.crossref.defaults import Meta, default_settings
from chapbook.crossref.kinds import KINDS, Kind
from chapbook.crossref.nodes import Node, inlines_of, para, plain, string, text_of, words
from chapbook.crossref.prefixes import kinds_of, settings_of
from chapbook.crossref.schemes import Scheme, number_as
from chapbook.errors import ChapbookError

_TRUE = ("true", "yes", "y", "1", "eq")
_FILE = "pandoc-crossref.yaml"
#: A text that Markdown reads as it stands.
_SIMPLE = re.compile(r"[\w.,:;?/]*(?: [\w.,:;?/]+)*")


@dataclass(frozen=True)
class Settings:
    """Metadata read as settings."""

    values: Mapping[str, Meta]
    format: str
    kinds: tuple[Kind, ...] = KINDS
    #: Labels that another tool writes with a hyphen (`fig-x`), as far as something refers to them.
    hyphened: frozenset[str] = frozenset()
    #: The settings file that the metadata names and that is not there.
    lost_file: str = ""

    @property
    def latex(self) -> bool:
        """Does LaTeX do the numbering?"""
        return self.format.startswith(("latex", "beamer"))

    def flag(self, name: str) -> bool:
        """A setting that is on or off."""
        value = self.values.get(name)
        if value is not None and value["t"] == "MetaBool":
            return bool(value["c"])
        return _text(value).strip().lower() in _TRUE

    def number(self, name: str) -> int:
        """A whole number."""
        said = _text(self.values.get(name)).strip()
        try:
            return int(said)
        except ValueError as error:
            raise ChapbookError(
                f"{name} is '{said}', which is no whole number", hint=f"write `{name}: 1`"
            ) from error

    def inlines(self, name: str) -> list[Node]:
        """A text; empty where there is none."""
        return _inlines(self.values.get(name))

    def item(self, name: str, index: int | str) -> list[Node]:
        """The item of a list at a place, or of a map under a name; a text is its own only item."""
        value = self.values.get(name)
        if value is not None and value["t"] == "MetaMap":
            return _inlines(value["c"].get(str(index)))
        if value is not None and value["t"] == "MetaList":
            items = value["c"]
            place = int(index) if str(index).isdigit() else 0
            return _inlines(items[min(place, len(items) - 1)]) if items else []
        return _inlines(value)

    def blocks(self, name: str) -> list[Node]:
        """Blocks; a text is a paragraph."""
        value = self.values.get(name)
        if value is not None and value["t"] == "MetaBlocks":
            return list(value["c"])
        items = _inlines(value)
        return [(plain if name.endswith("Title") else para)(items)] if items else []

    def has(self, name: str) -> bool:
        """Is there such a setting?"""
        return name in self.values

    def template(self, name: str, key: str) -> list[Node]:
        """A template that may be a map from prefixes to templates."""
        value = self.values.get(name)
        if value is not None and value["t"] == "MetaMap":
            return _inlines(value["c"].get(key, value["c"].get("default")))
        return _inlines(value)

    def numbered(self, name: str, number: int) -> str:
        """A number in the scheme that a setting names."""
        return number_as(_scheme(self.values.get(name)), number)

    def level_numbered(self, level: int, number: int) -> str:
        """The number of a section, whose scheme may depend on its level (0 is the topmost)."""
        value = self.values.get("secLevelLabels")
        if value is not None and value["t"] == "MetaList" and value["c"]:
            schemes = value["c"]
            return number_as(_scheme(schemes[min(level, len(schemes) - 1)]), number)
        return self.numbered("secLabels", number)

    def kind_of(self, label: str) -> Kind | None:
        """The kind whose prefix a label has, capitalized or not; `fig:` alone is a prefix, too."""
        label = label[:1].lower() + label[1:]
        prefix, colon, _ = label.partition("-" if label in self.hyphened else ":")
        if not colon:
            return None
        return next((kind for kind in self.kinds if kind.prefix == prefix), None)


def read_settings(meta: Mapping[str, Meta], format: str, cwd: Path, home: Path) -> Settings:
    """The document's metadata over its settings file over the user's over the defaults."""
    named = _text(meta.get("crossrefYaml"))
    own = home / ".pandoc-crossref"
    files = [
        own / "config.yaml",
        own / f"config-{format}.yaml",
        cwd / named if named else cwd / _FILE,
    ]
    values: dict[str, Meta] = {}
    for file in files:
        if file.is_file():
            values |= _read_yaml(file.read_text("utf-8-sig"))
    values |= parse_strings(meta)
    values = default_settings() | settings_of(values) | values
    lost = named if named and not files[-1].is_file() else ""
    return Settings(values, format, (*KINDS, *kinds_of(values)), lost_file=lost)


def parse_strings(meta: Mapping[str, Meta]) -> dict[str, Meta]:
    """Read values from the command line (`-M figPrefix='f.&nbsp;'`) as Markdown."""
    plain = {k: v for k, v in meta.items() if v["t"] == "MetaString"}
    simple = {k: v for k, v in plain.items() if _SIMPLE.fullmatch(v["c"])}
    marked = {k: v["c"] for k, v in plain.items() if k not in simple}
    parsed = {k: {"t": "MetaInlines", "c": words(v["c"])} for k, v in simple.items()}
    if marked:
        parsed |= _read_yaml(json.dumps(marked))
    return {**meta, **parsed}


def _read_yaml(text: str) -> dict[str, Meta]:
    """A settings file, whose texts are Markdown, by Pandoc itself."""
    inner = re.sub(r"\A\s*---[ \t]*\n|^(?:---|\.\.\.)[ \t]*\n?\s*\Z", "", text, flags=re.M)
    if not inner.strip():
        return {}
    text = f"---\n{inner.rstrip()}\n---\n"
    document = pandoc.write(text.encode(), "json", args=["--from", "markdown", "--sandbox"])
    found: dict[str, Meta] = json.loads(document)["meta"]
    return found


def _scheme(value: Meta | None) -> Scheme:
    if value is not None and value["t"] == "MetaList":
        return [_text(item) for item in value["c"]]
    return _text(value)


def _inlines(value: Meta | None) -> list[Node]:
    match value:
        case {"t": "MetaInlines", "c": list(items)}:
            return list(items)
        case {"t": "MetaString", "c": str(text)}:
            return words(text)
        case {"t": "MetaBool", "c": said}:
            return [string("true" if said else "false")]
        case {"t": "MetaBlocks", "c": list(blocks)}:
            return inlines_of(blocks)
        case {"t": "MetaList", "c": list(items)}:
            return _inlines(items[0]) if items else []
    return []


def _text(value: Meta | None) -> str:
    return text_of(_inlines(value))
