"""What all tests share: a store of their own, and whole books as fixtures."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support import BookTest

from chapbook.pandoc import find_pandoc

# A run in the background has Ctrl-C ignored, and the programs that tests interrupt would, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store apart from the user's, shared by all processes of one test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAPBOOK_CACHE", str(shared / "store"))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "200")
        yield


@pytest.fixture
def new_book(tmp_path: Path) -> Callable[..., BookTest]:
    """Makes a book: `new_book({"chapters/01-x.md": "# X"})`; see `support.BookTest`."""

    def make(files: Mapping[str, str | bytes], name: str = "book") -> BookTest:
        return BookTest(tmp_path / name, files)

    return make


@pytest.fixture
def forget_pandoc() -> Iterator[None]:
    """Looks for Pandoc anew in the test and after it."""
    find_pandoc.cache_clear()
    yield
    find_pandoc.cache_clear()
