"""Options of targets that nothing reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, contents

from chapbook.errors import BookError
from chapbook.manifest import read_book
from chapbook.registry import load
from chapbook.stages.choose import choose_targets

REGISTRY = load(installed=False)


@pytest.mark.parametrize(
    ("target", "option", "hint"),
    [
        ("pdf", "papersize: a5", "did you mean 'paper'?"),
        (
            "docx",
            "toc-depth: 2",
            "its options: back-links, editable, line-numbers, margin, navigation, paper, protect, "
            "reference, spacing, styles, watermark",
        ),
        ("small: {format: epub", "toc-dept: 2", "did you mean 'toc-depth'?"),
    ],
)
def test_an_unknown_option_is_told_with_its_line_and_the_nearest_known_one(
    new_book: Callable[..., BookTest], target: str, option: str, hint: str
) -> None:
    manifest = contents(chapters=["a.md"])
    line = manifest.count("\n") + 3
    opening = f"{target},\n" if "{" in target else f"{target}: {{\n"
    manifest += f"targets:\n  {opening}    {option}}}\n"
    book, _ = read_book(new_book({"book.yaml": manifest, "a.md": "# A\n"}).root)
    with pytest.raises(BookError, match=f"has no option '{option.split(':')[0]}'") as caught:
        choose_targets(book, REGISTRY, ())
    assert caught.value.hint == hint
    assert (caught.value.path, caught.value.line) == (book.root / "book.yaml", line)


def test_only_targets_that_are_built_are_looked_at(new_book: Callable[..., BookTest]) -> None:
    manifest = contents(chapters=["a.md"]) + "targets: {pdf: {colour: red}, epub: }\n"
    book, _ = read_book(new_book({"book.yaml": manifest, "a.md": "# A\n"}).root)
    assert [target.name for target in choose_targets(book, REGISTRY, ["epub"])] == ["epub"]
    with pytest.raises(BookError, match="target 'pdf'"):
        choose_targets(book, REGISTRY, ["pdf"])


def test_every_format_says_what_its_options_do() -> None:
    for format in REGISTRY.formats.values():
        assert all(format.options.values())
