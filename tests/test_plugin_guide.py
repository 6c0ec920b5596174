"""The examples of docs/plugins.md work: one book uses all of them."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from chapbook import hookspecs
from chapbook.pipeline import Settings, build
from chapbook.registry import load

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "plugins.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)

MANIFEST = """\
title: The Guide's Book
contents: {chapters: [01.md]}
bibliography: works.catalog
citations: {engine: name-only}
checks: {long-chapter: {words: 3}}
targets: {text: {}}
plugins: [NAMES]
"""
CHAPTER = """\
# One

Bees dance [Source: Frisch, 1967].

---

![Dances](dances.spark)
"""


def test_every_hook_has_an_example() -> None:
    hooks = {name for name in vars(hookspecs) if name.startswith("chapbook_")}
    assert {hook for text in EXAMPLES for hook in re.findall(r"def (chapbook_\w+)", text)} == hooks


@pytest.fixture
def book(tmp_path: Path) -> Path:
    names = [f"example{index}.py" for index in range(len(EXAMPLES))]
    for name, text in zip(names, EXAMPLES, strict=True):
        (tmp_path / name).write_text(text)
    (tmp_path / "book.yaml").write_text(MANIFEST.replace("NAMES", ", ".join(names)))
    (tmp_path / "01.md").write_text(CHAPTER)
    (tmp_path / "dances.spark").write_text("1 2 3\n")
    (tmp_path / "works.catalog").write_text(
        '[{"id": "f", "author": [{"family": "Frisch"}], "title": "Bees",'
        ' "issued": {"date-parts": [[1967]]}}]'
    )
    return tmp_path


def test_the_examples_build_a_book(book: Path) -> None:
    report = build(book, book / "out", Settings(jobs=1))
    assert not report.failures
    assert {finding.code for finding in report.findings} == {"long-chapter", "tall-drawing"}
    text = report.artifacts[0].path.read_text()
    assert "Bees dance [Frisch]." in text
    assert "* * *" in text


def test_the_examples_offer_a_command_and_a_resource(book: Path) -> None:
    plugins = []
    for index in range(len(EXAMPLES)):
        spec = spec_from_file_location(f"guide_example_{index}", book / f"example{index}.py")
        assert spec is not None and spec.loader is not None
        plugins.append(module_from_spec(spec))
        spec.loader.exec_module(plugins[-1])
    registry = load(*plugins, installed=False)
    assert "words" in registry.commands
    (book / "csl").mkdir()
    (book / "csl" / "house.csl").touch()
    assert registry.resource("csl", "house.csl") == book / "csl" / "house.csl"
