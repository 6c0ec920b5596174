"""What labels and references look like."""

from __future__ import annotations

import pytest

from chapbook.labels import is_reference, kind_of, spellings, split_label
from chapbook.numbering import BUILTIN, Kind, NumberingSettings

BOOK = NumberingSettings(kinds=(*BUILTIN, Kind("algorithm", "alg")))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("fig:x", ("figure", "x")),
        ("Fig:x", ("figure", "x")),
        ("fig-x", ("figure", "x")),
        ("tab:x", ("table", "x")),
        ("lst:a:b", ("listing", "a:b")),
        ("eq:x", ("equation", "x")),
        ("sec:x", ("section", "x")),
        ("part:light", ("part", "light")),
        ("alg:x", ("algorithm", "x")),
        ("algorithm:x", ("algorithm", "x")),
        ("thm:x", None),
        ("fig:", None),
        ("someone", None),
        ("kwon-2023", None),
    ],
)
def test_a_prefix_says_what_a_label_is(label: str, expected: tuple[str, str] | None) -> None:
    assert split_label(label, BOOK) == expected


def test_headings_are_of_no_kind() -> None:
    assert kind_of("sec:x", BOOK) is None
    found = kind_of("fig:x", BOOK)
    assert found is not None and found.name == "figure"


@pytest.mark.parametrize("id", ["fig:x", "Tbl:x", "book-1#chapter-5", "part:two"])
def test_these_are_references(id: str) -> None:
    assert is_reference(id, BOOK)


@pytest.mark.parametrize("id", ["someone", "types/node", "x#", "kwon2023"])
def test_these_are_none(id: str) -> None:
    assert not is_reference(id, BOOK)


def test_a_reference_may_be_spelled_in_several_ways() -> None:
    assert spellings("Fig:x") == ("Fig:x", "fig:x", "fig-x")
    assert spellings("fig-x") == ("fig-x", "fig:x")
