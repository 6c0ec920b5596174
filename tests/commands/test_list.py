"""`publish list`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import contents, publish


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("harbors", "sea-lights"):
        chapters = tmp_path / "ebooks" / name / "chapters"
        chapters.mkdir(parents=True)
        (chapters / "01-one.md").write_text("# One\n")
    manifest = tmp_path / "ebooks/sea-lights/book.yaml"
    manifest.write_text(contents(chapters=["chapters/01-one.md"]) + "targets: [epub]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_book_is_listed_with_title_chapters_and_targets(workspace: Path) -> None:
    said = publish("list").ends(0)
    lines = [line.split() for line in said.out.splitlines()]
    assert lines[0] == ["Book", "Title", "Chapters", "Targets"]
    assert lines[1] == ["harbors", "Harbors", "1", "pdf,", "docx,", "epub"]
    assert lines[2] == ["sea-lights", "A", "Book", "1", "epub"]


def test_the_list_is_json_for_programs(workspace: Path) -> None:
    books = json.loads(publish("list", "--format", "json").ends(0).out)
    assert books[1] == {
        "name": "sea-lights",
        "path": "ebooks/sea-lights",
        "title": "A Book",
        "subtitle": None,
        "parts": 0,
        "chapters": 1,
        "targets": ["epub"],
    }


def test_a_book_that_cannot_be_read_does_not_hide_the_others(workspace: Path) -> None:
    (workspace / "ebooks/harbors/book.yaml").write_text("title: [\n")
    said = publish("list").ends(0)
    said.says("cannot be read: ", "book.yaml:", "A Book")


def test_an_empty_workspace_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    publish("list").ends(0).says("publish new book NAME")


def test_without_a_workspace_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    publish("list").ends(2).says("there is no workspace here")
