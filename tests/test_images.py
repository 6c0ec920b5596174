"""Which file an image's target names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from chapbook.images import ImageFile, Trouble, find_image

CHAPTER = PurePosixPath("chapters/01.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    for name in ("assets/a b.svg", "chapters/beside.png", "both.png", "chapters/both.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (tmp_path / "secret.png").touch()
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    return root


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("../assets/a%20b.svg", "assets/a b.svg"),
        ("../assets/a b.svg?raw=1#x", "assets/a b.svg"),
        ("assets/a%20b.svg", "assets/a b.svg"),
        ("beside.png", "chapters/beside.png"),
        ("./beside.png", "chapters/beside.png"),
        ("both.png", "chapters/both.png"),
        ("../chapters/../both.png", "both.png"),
    ],
)
def test_an_image_is_looked_for_beside_the_chapter_and_then_in_the_book(
    root: Path, src: str, path: str
) -> None:
    assert find_image(root, CHAPTER, src) == ImageFile(PurePosixPath(path))


@pytest.mark.parametrize(
    ("src", "trouble"),
    [
        ("gone.png", Trouble.MISSING),
        ("", Trouble.MISSING),
        (".", Trouble.MISSING),
        ("x" * 5000, Trouble.MISSING),
        ("/etc/passwd", Trouble.OUTSIDE),
        ("../../secret.png", Trouble.OUTSIDE),
        ("..%2F..%2Fsecret.png", Trouble.OUTSIDE),
        ("..\\secret.png", Trouble.OUTSIDE),
        ("C:\\secret.png", Trouble.OUTSIDE),
        ("a%00.png", Trouble.OUTSIDE),
        ("../link.png", Trouble.OUTSIDE),
        ("https://example.com/a.png", Trouble.REMOTE),
        ("//example.com/a.png", Trouble.REMOTE),
        ("file:///etc/passwd", Trouble.OUTSIDE),
        ("data:image/png;base64,iVBORw0KGgo=", Trouble.WRITTEN),
    ],
)
def test_what_cannot_be_used_is_told_apart(root: Path, src: str, trouble: Trouble) -> None:
    assert find_image(root, CHAPTER, src) is trouble
