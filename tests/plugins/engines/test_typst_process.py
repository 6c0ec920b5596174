"""Typst's process ends with the book, or stays for the next one and sets it just the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chapbook.errors import RenderError, ToolError
from chapbook.plugins.engines import typst, typst_process
from chapbook.plugins.engines.typst_process import end_engine
from chapbook.process import stop_running

BOOK = "#set page(width: 9cm)\n= Lamps <lamps>\nThe lamp is {}. #lorem(300)\n"


@pytest.fixture(autouse=True)
def _no_engine() -> Iterator[None]:
    yield
    end_engine()


def made(folder: Path, source: str, *, stays: bool, timeout: float = 120) -> bytes:
    folder.mkdir()
    path = typst.typeset(source, folder, folder, timeout=timeout, epoch=0, stays=stays)
    return path.read_bytes()


def test_an_engine_that_stays_makes_the_same_files_as_a_new_one(tmp_path: Path) -> None:
    books = [BOOK.format(word) for word in ("lit", "out", "lit")]
    new = [made(tmp_path / f"new-{n}", book, stays=False) for n, book in enumerate(books)]
    assert typst_process._staying == []
    kept = [made(tmp_path / f"kept-{n}", book, stays=True) for n, book in enumerate(books)]
    assert len(typst_process._staying) == 1
    assert kept == new
    assert kept[0] != kept[1]


@pytest.mark.parametrize("stays", [True, False])
def test_what_the_compiler_says_is_told_and_the_next_book_is_set(
    tmp_path: Path, stays: bool
) -> None:
    with pytest.raises(RenderError, match=r"Typst stopped: .*unknown variable: lamp"):
        made(tmp_path / "broken", "Lit.\n\n#lamp\n", stays=stays)
    assert made(tmp_path / "whole", BOOK, stays=stays).startswith(b"%PDF")


@pytest.mark.parametrize("stays", [True, False])
def test_a_book_that_takes_too_long_is_an_error_and_the_next_one_is_set(
    tmp_path: Path, stays: bool
) -> None:
    endless = "#for a in range(99999) { for b in range(99999) { } }"
    with pytest.raises(ToolError, match=r"did not (answer|finish) within 1 seconds?") as caught:
        made(tmp_path / "endless", endless, stays=stays, timeout=1)
    assert "--timeout" in (caught.value.hint or "")
    assert typst_process._staying == []
    assert made(tmp_path / "whole", BOOK, stays=stays).startswith(b"%PDF")


def test_an_engine_that_was_stopped_is_replaced(tmp_path: Path) -> None:
    made(tmp_path / "one", BOOK, stays=True)
    stop_running()
    with pytest.raises(ToolError, match="Typst was stopped"):
        made(tmp_path / "two", BOOK, stays=True)
    assert made(tmp_path / "three", BOOK, stays=True).startswith(b"%PDF")
