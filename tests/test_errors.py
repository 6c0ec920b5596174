"""Errors name the thing, the place and the next step, also across processes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from chapbook.errors import ChapbookError, ExitCode, FindingsError, RenderError, ToolError


@pytest.mark.parametrize(
    ("path", "line", "place"),
    [
        (None, None, None),
        (None, 3, None),
        (Path("a.md"), None, "a.md"),
        (Path("a.md"), 3, "a.md:3"),
    ],
)
def test_an_error_has_a_place_as_far_as_it_is_known(
    path: Path | None, line: int | None, place: str | None
) -> None:
    assert ChapbookError("wrong", path=path, line=line).place == place


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = ToolError("it is gone", hint="install it", path=Path("x"), line=2)
    back = pickle.loads(pickle.dumps(error))
    assert isinstance(back, ToolError)
    assert (back.message, back.hint, back.place) == ("it is gone", "install it", "x:2")


def test_each_kind_of_error_has_its_exit_code() -> None:
    kinds = (ChapbookError, FindingsError, ToolError, RenderError)
    assert [kind.exit_code for kind in kinds] == [2, 1, 3, 4]
    assert ExitCode.INTERRUPTED == 130
