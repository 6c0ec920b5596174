"""The JSON Schema, the documentation and the reader of `book.yaml` say the same."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from chapbook.manifest import read_book
from chapbook.manifest_keys import BOOK
from chapbook.manifest_schema import schema
from chapbook.manifest_yaml import load_yaml, plain_values
from chapbook.registry import load
from chapbook.stages.check_parameters import parameters_of

REPOSITORY = Path(__file__).parents[1]
DOCUMENT = (REPOSITORY / "docs/book-yaml.md").read_text("utf-8")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The manifest of the documentation's complete example."""
    fenced = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert fenced
    path = tmp_path / "handbook/book.yaml"
    path.parent.mkdir()
    path.write_text(fenced[1], "utf-8")
    return path


def whole_schema() -> dict[str, object]:
    """The schema with the parameters of every check that comes with chapbook."""
    return schema(parameters_of(load(installed=False)))


def is_valid(path: Path) -> bool:
    validator = jsonschema.Draft202012Validator(whole_schema())
    return bool(validator.is_valid(plain_values(load_yaml(path))))


def test_the_shipped_schema_is_the_generated_one() -> None:
    shipped = files("chapbook").joinpath("book.schema.json").read_text("utf-8")
    assert shipped == json.dumps(whole_schema(), indent=2) + "\n"


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(whole_schema())


def test_the_documented_example_fits_the_schema(example: Path) -> None:
    assert is_valid(example)


def test_the_documented_example_uses_every_key(example: Path) -> None:
    values = plain_values(load_yaml(example))
    assert isinstance(values, dict)
    assert set(values) == set(BOOK.keys)


def test_the_documented_example_is_read(example: Path) -> None:
    text = example.read_text("utf-8")
    for name in re.findall(r"[\w./-]+\.(?:md|png|py)\b", text):
        path = example.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (example.parent.parent / "the-harbor-book").mkdir()
    book, findings = read_book(example.parent)
    assert findings == ()
    assert len(book.chapters) == 7
    assert [target.format for target in book.targets] == [*["pdf"] * 4, "docx", "epub"]


def test_every_key_is_documented() -> None:
    assert [name for name in BOOK.keys if f"`{name}`" not in DOCUMENT] == []


@pytest.mark.parametrize(
    "manifest",
    [
        "title: T\n",
        "titel: T\ntitle: T\ncontents: {chapters: [a.md]}\n",
        "title: T\ncontents: {chapters: [/a.md]}\n",
        "title: T\ncontents: {chapters: [../a.md]}\n",
        "title: T\ncontents: {chapters: [a.txt]}\n",
        "title: T\ndate: soon\ncontents: {chapters: [a.md]}\n",
        "title: T\nchecks: {x: loud}\ncontents: {chapters: [a.md]}\n",
        "title: T\ntargets: [pdf, pdf]\ncontents: {chapters: [a.md]}\n",
        "title: T\ntargets: {pdf: {x: {}}}\ncontents: {chapters: [a.md]}\n",
        "title: T\nchecks: {em-dash: {style: loud}}\ncontents: {chapters: [a.md]}\n",
        "title: T\nchecks: {heading-depth: {}}\ncontents: {chapters: [a.md]}\n",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(tmp_path: Path, manifest: str) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(manifest)
    assert not is_valid(path)


def test_the_flagship_book_fits_the_schema() -> None:
    assert is_valid(REPOSITORY / "ebooks/ml-inference-apis/book.yaml")
