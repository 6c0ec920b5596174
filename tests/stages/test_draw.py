"""Drawings are made once for all formats."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

import pytest
from support import DIAGRAM, PNG

from chapbook.book import Book, Chapter, Metadata
from chapbook.executor import local_executor
from chapbook.stages.draw import DrawTask, Source, draw, draw_all, find_sources, tasks_for
from chapbook.store import Store
from chapbook.survey import Image, Survey


@pytest.fixture
def book(tmp_path: Path) -> Book:
    root = tmp_path / "book"
    for name, data in {"a.html": DIAGRAM.encode(), "b.png": PNG, "c.svg": b"<svg>"}.items():
        (root / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "assets" / name).write_bytes(data)
    return Book(
        root, Metadata("B"), (Chapter(PurePosixPath("t/1.md")),), PurePosixPath("book.yaml")
    )


def sources(book: Book, *names: str) -> list[Source]:
    images = tuple(Image(f"../assets/{name}", "", "", True, 1) for name in names)
    found = find_sources(book, {PurePosixPath("t/1.md"): Survey(images=images)})
    return list(found.values())


def task(book: Book, name: str, *kinds: str) -> DrawTask:
    (source,) = sources(book, name)
    return DrawTask(book, source, kinds, Store(book.root.parent / "store"))


def test_images_that_are_not_there_are_no_sources(book: Book) -> None:
    found = sources(book, "a.html", "gone.svg", "../../x.svg", "b.png")
    assert [str(source.path) for source in found] == ["assets/a.html", "assets/b.png"]


def test_a_drawing_is_made_in_the_kinds_asked_for(book: Book) -> None:
    outcome = draw(task(book, "a.html", "pdf", "svg"))
    assert outcome.drawing is not None
    assert outcome.files is not None
    assert sorted(outcome.drawing.media) == ["pdf", "svg"]
    name = outcome.drawing.media["pdf"]
    assert name == f"media/a-{outcome.source.digest[:8]}.pdf"
    assert outcome.files[name].read_bytes().startswith(b"%PDF")
    assert outcome.drawing.alt == "A box and a word"


def test_a_drawing_is_not_made_twice(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    vector, printed = task(book, "a.html", "svg"), task(book, "a.html", "pdf")
    first = draw(vector)

    def never(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr("chapbook.stages.draw.registry_for", never)
    assert draw(vector) == first
    with pytest.raises(AssertionError):
        draw(printed)


def test_outlines_are_made_of_the_pdf_that_was_made_before(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = draw(task(book, "a.html", "outlines"))
    assert at_once.files is not None
    expected = [path.read_bytes() for path in at_once.files.values()]
    shutil.rmtree(book.root.parent / "store")
    draw(task(book, "a.html", "pdf"))

    def never(*args: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr("chapbook.plugins.vector.convert.to_pdf", never)
    later = draw(task(book, "a.html", "outlines"))
    assert later.files is not None
    assert [path.read_bytes() for path in later.files.values()] == expected


def test_a_code_block_is_drawn_and_told_with_its_place_in_the_chapter(book: Book) -> None:
    (book.root / "t").mkdir()
    image = Image("diagram:no-such:1", "", "", True, 7, language="no-such", code="a -> b")
    surveys = {PurePosixPath("t/1.md"): Survey(images=(image,))}
    (source,) = find_sources(book, surveys).values()
    outcome = draw(DrawTask(book, source, ("svg",), Store(book.root.parent / "store")))
    assert outcome.trouble is not None
    assert outcome.trouble.place == "t/1.md:7"
    assert "no plugin draws no-such" in outcome.trouble.message


def test_a_bitmap_stands_in_for_the_kinds_that_it_cannot_be(book: Book) -> None:
    outcome = draw(task(book, "b.png", "pdf", "svg"))
    assert outcome.drawing is not None
    assert list(outcome.drawing.media) == ["png"]
    assert draw(task(book, "b.png", "pdf", "svg")) == outcome


def test_what_cannot_be_drawn_is_a_finding(book: Book) -> None:
    outcome = draw(task(book, "c.svg", "svg"))
    assert outcome.drawing is None
    assert outcome.trouble is not None
    assert (outcome.trouble.code, outcome.trouble.place) == ("bad-drawing", "assets/c.svg")


def test_drawings_come_in_the_order_asked_for_each_once(book: Book) -> None:
    store = Store(book.root.parent / "store")
    found = sources(book, "b.png", "a.html")
    draw(DrawTask(book, found[1], ("svg",), store))
    done: list[DrawTask] = []
    with local_executor(1) as executor:
        tasks = tasks_for(book, [*found, *found], ("svg",), store)
        outcomes = draw_all(tasks, executor, done.append)
    assert [str(outcome.source.path) for outcome in outcomes] == ["assets/b.png", "assets/a.html"]
    assert [str(task.source.path) for task in done] == ["assets/b.png"]
