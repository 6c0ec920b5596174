"""Images that cannot be used, each at its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import DIAGRAM, BookTest

CODES = ("missing-image", "image-outside", "remote-image", "data-image")


@pytest.mark.parametrize(
    ("src", "code", "message", "hint"),
    [
        ("gone.svg", "missing-image", "the image 'gone.svg' does not exist", "correct the path"),
        (
            "lamb.svg",
            "missing-image",
            "the image 'lamb.svg' does not exist",
            "did you mean 'lamp.svg'?",
        ),
        (
            "/a.svg",
            "image-outside",
            "the image '/a.svg' lies outside the book's folder",
            "copy the file",
        ),
        (
            "../../a.svg",
            "image-outside",
            "the image '../../a.svg' lies outside the book's folder",
            "",
        ),
        (
            "http://x/a.svg",
            "remote-image",
            "the image 'http://x/a.svg' lies on the network",
            "download",
        ),
        (
            "data:image/png;base64," + "A" * 1000,
            "data-image",
            "the image 'data:image/png;base64,AAAAAAAAAAAAAAAAAA…' is written out in the text",
            "save it as a file in the book's folder",
        ),
        ("lamp.svg", None, "", ""),
    ],
)
@pytest.mark.parametrize("form", ["Text.\n\n![Alt]({})", "Text.\n\n<img src='{}'>"])
def test_an_image_is_there_and_in_the_book(
    new_book: Callable[..., BookTest],
    src: str,
    code: str | None,
    message: str,
    hint: str,
    form: str,
) -> None:
    book = new_book({"01-a.md": "# A\n\n" + form.format(src), "lamp.svg": DIAGRAM})
    found = [finding for finding in book.check() if finding.code in CODES]
    if code is None:
        assert found == []
        return
    assert [(f.code, f.place) for f in found] == [
        (code, f"01-a.md:5:{len(form.partition('{')[0]) - 6}")
    ]
    assert found[0].message.startswith(message)
    assert (found[0].hint or "").startswith(hint)


def test_a_folder_and_a_link_to_itself_are_no_images(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"01-a.md": "# A\n\n![A](loop.svg)\n\n![B](dir.svg)\n", "dir.svg/x": "x"})
    (book.root / "loop.svg").symlink_to("loop.svg")
    found = [finding for finding in book.check() if finding.code == "missing-image"]
    assert [finding.line for finding in found] == [3, 5]
    assert all("name a file" in (finding.hint or "") for finding in found)
