"""Chapters are shaped one by one and joined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import BookTest, contents

from chapbook.stages.shape import ShapeTask, shape


def test_footnotes_and_references_belong_to_their_chapter(
    new_book: Callable[..., BookTest],
) -> None:
    text = (
        "# {0}\n\nWord.[^1] A [link][here].\n\n[^1]: Note of {0}.\n\n[here]: https://{0}.example\n"
    )
    files = {"book.yaml": contents(chapters=["a.md", "b.md"])}
    files |= {f"{name}.md": text.format(name) for name in "ab"}
    built = new_book(files).build("epub")
    built.reads("1 a", "Note of a.", "2 b", "Note of b.")
    assert built.findings == ()


def test_a_heading_that_every_chapter_has_is_told_apart(
    new_book: Callable[..., BookTest],
) -> None:
    files = {"book.yaml": contents(chapters=["a.md", "b.md"])}
    files |= {f"{n}.md": f"# {n}\n\n## Summary\n\nSee [it](#summary)." for n in "ab"}
    book = new_book(files)
    anchors = [label.anchor for label in book.outline()]
    assert anchors == ["a", "a--summary", "b", "b--summary"]
    assert book.build("epub").findings == ()


def test_a_chapter_is_shaped_anew_when_another_one_moves_its_numbers(
    new_book: Callable[..., BookTest],
) -> None:
    files = {"a.md": "# A\n\nText.", "b.md": "# B\n\n## S\n\nSee [A](a.md)."}
    book = new_book({**files, "book.yaml": contents(chapters=["a.md", "b.md"])})
    book.build("docx").reads("2 B", "2.1 S")
    book.write({"book.yaml": contents(chapters=["b.md", "a.md"])})
    book.build("docx").reads("1 B", "1.1 S", "2 A")


def test_only_a_chapter_that_has_changed_is_shaped_again(
    new_book: Callable[..., BookTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped: list[str] = []

    def noted(task: ShapeTask) -> str:
        shaped.append(task.context.chapter.name)
        return shape(task)

    monkeypatch.setattr("chapbook.stages.shape.shape", noted)
    book = new_book(
        {"a.md": "# A\n\nOne.", "b.md": "# B\n", "book.yaml": contents(chapters=["a.md", "b.md"])}
    )
    book.build("docx", store=tmp_path / "store").reads("One.")
    book.write({"a.md": "# A\n\nTwo."})
    book.build("docx", store=tmp_path / "store").reads("Two.")
    assert shaped == ["a", "b", "a"]
