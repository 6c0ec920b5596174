"""How a book is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.errors import BookError
from chapbook.workspace import current_book, find_book, find_workspace, list_books, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("sea-lights", "harbors"):
        folder = tmp_path / "ebooks" / name
        (folder / "chapters").mkdir(parents=True)
        (folder / "chapters/01.md").write_text("# One\n")
    (tmp_path / "ebooks/companion").mkdir()
    (tmp_path / "ebooks/companion/inventory.yaml").write_text("title: C\nentries: []\n")
    (tmp_path / "ebooks/.hidden").mkdir()
    (tmp_path / "ebooks/notes.md").touch()
    (tmp_path / "drafts/tides").mkdir(parents=True)
    return tmp_path


def test_the_workspace_is_the_nearest_folder_above_with_ebooks(workspace: Path) -> None:
    for folder in (".", "drafts/tides", "ebooks", "ebooks/harbors/chapters"):
        found = find_workspace(workspace / folder)
        assert found and found.root == workspace.resolve()


def test_no_workspace_is_an_error_only_where_one_is_needed(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) is None
    with pytest.raises(BookError, match="there is no workspace here"):
        open_workspace(tmp_path)
    with pytest.raises(BookError, match="there is no workspace here"):
        list_books(tmp_path)


def test_books_are_listed_by_name_without_companions(workspace: Path) -> None:
    assert [book.name for book in list_books(workspace)] == ["harbors", "sea-lights"]


def test_a_book_is_found_by_its_name(workspace: Path) -> None:
    expected = workspace.resolve() / "ebooks/sea-lights"
    assert find_book("sea-lights", workspace / "drafts") == expected


def test_a_book_is_found_by_a_path(workspace: Path) -> None:
    tides = (workspace / "drafts/tides").resolve()
    assert find_book("drafts/tides", workspace) == tides
    assert find_book(".", tides) == tides
    assert find_book("../tides", tides) == tides
    assert find_book(str(tides), workspace) == tides
    assert find_book("tides", workspace / "drafts") == tides


def test_a_name_of_the_workspace_comes_before_a_folder_of_that_name(workspace: Path) -> None:
    (workspace / "harbors").mkdir()
    assert find_book("harbors", workspace) == workspace.resolve() / "ebooks/harbors"
    assert find_book("./harbors", workspace) == (workspace / "harbors").resolve()


@pytest.mark.parametrize("said", ["sea-light", "Sea-Lights", "ebooks/sea_lights"])
def test_an_unknown_book_is_answered_with_the_nearest(workspace: Path, said: str) -> None:
    with pytest.raises(BookError) as caught:
        find_book(said, workspace)
    assert caught.value.message == f"there is no book '{said}'"
    assert caught.value.hint == "did you mean 'sea-lights'? known books: harbors, sea-lights"


@pytest.mark.parametrize("said", ["zzz", "", "a\0b", "x" * 300])
def test_an_unknown_book_is_answered_with_the_known_ones(workspace: Path, said: str) -> None:
    with pytest.raises(BookError) as caught:
        find_book(said, workspace)
    assert caught.value.hint == "known books: harbors, sea-lights"


def test_a_file_is_no_book(workspace: Path) -> None:
    with pytest.raises(BookError, match="is a file, not a book's folder"):
        find_book("ebooks/harbors/chapters/01.md", workspace)


def test_outside_a_workspace_a_name_is_answered_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        find_book("harbors", tmp_path)
    assert caught.value.hint and "give a path" in caught.value.hint


def test_the_current_book_is_the_one_the_folder_belongs_to(workspace: Path) -> None:
    expected = workspace.resolve() / "ebooks/harbors"
    assert current_book(workspace / "ebooks/harbors/chapters") == expected


def test_the_only_book_is_the_current_one(workspace: Path) -> None:
    with pytest.raises(BookError, match=r"which book\?") as caught:
        current_book(workspace)
    assert caught.value.hint == "known books: harbors, sea-lights"
    (workspace / "ebooks/harbors/chapters/01.md").unlink()
    assert current_book(workspace).name == "sea-lights"


def test_a_workspace_without_books_says_how_to_begin_one(tmp_path: Path) -> None:
    (tmp_path / "ebooks").mkdir()
    with pytest.raises(BookError, match="there is no book in") as caught:
        current_book(tmp_path)
    assert caught.value.hint and "publish new book" in caught.value.hint
