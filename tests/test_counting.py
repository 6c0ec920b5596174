"""How a book counts: chapters, sections, figures, own kinds, by every setting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chapbook.book import Place
from chapbook.counting import Counters
from chapbook.numbering import BUILTIN, Kind, NumberingSettings

FIGURE = BUILTIN[0]


def counted(settings: NumberingSettings, steps: str) -> list[str | None]:
    """What a run of steps is numbered: `P1` opens a Part, `c` a chapter, `u` one without a number,
    `a` an appendix, `2`-`6` a section, `-` an unnumbered section, `f` a figure."""
    counters = Counters(settings)
    found: list[str | None] = []
    for step in steps.split():
        match step:
            case "c" | "u":
                found.append(counters.open_chapter(Place.CHAPTER, step == "u"))
            case "a":
                found.append(counters.open_chapter(Place.APPENDIX, False))
            case "m":
                found.append(counters.open_chapter(Place.FRONT, False))
            case "f":
                kind = settings.kind("figure")
                assert kind
                found.append(counters.next_of(kind))
            case _ if step.startswith("P"):
                counters.open_part(int(step[1:]))
            case _:
                found.append(counters.open_section(int(step.strip("-")), step.startswith("-")))
    return found


def settings(**figure: str) -> NumberingSettings:
    return NumberingSettings(kinds=(replace(FIGURE, **figure), *BUILTIN[1:]))


@pytest.mark.parametrize(
    ("made", "steps", "expected"),
    [
        (NumberingSettings(), "m f c f f 2 f c f a f 2 f",
         [None, None, "1", "1.1", "1.2", "1.1", "1.3", "2", "2.1", "A", "A.1", "A.1", "A.2"]),
        (NumberingSettings(), "c 2 3 3 4 2", ["1", "1.1", "1.1.1", "1.1.2", None, "1.2"]),
        (NumberingSettings(depth=4), "c 2 3 4 4", ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2"]),
        (NumberingSettings(depth=1), "c 2 f", ["1", None, "1.1"]),
        (NumberingSettings(depth=0), "c 2 f c f", [None, None, "1", None, "2"]),
        (NumberingSettings(), "c -2 3 2", ["1", None, None, "1.1"]),
        (NumberingSettings(), "c u f c", ["1", None, None, "2"]),
        (NumberingSettings(chapters="roman"), "c c c c 2 f",
         ["I", "II", "III", "IV", "IV.1", "IV.1"]),
        (NumberingSettings(appendices="decimal"), "a a 2", ["1", "2", "2.1"]),
        (NumberingSettings(), "P0 c c P1 c", ["1", "2", "3"]),
        (NumberingSettings(restart="part"), "P0 c c P1 c", ["1", "2", "1"]),
        (settings(restart="never"), "m f c f u f", [None, "1", "1", "2", None, "3"]),
        (settings(restart="part"), "P0 c f c f P1 c f",
         ["1", "I.1", "2", "I.2", "3", "II.1"]),
        (settings(scheme="lower-letters"), "c f f", ["1", "1.a", "1.b"]),
    ],
)  # fmt: skip
def test_what_is_counted(made: NumberingSettings, steps: str, expected: list[str | None]) -> None:
    assert counted(made, steps) == expected


def test_subfigures_are_lettered_after_their_figure() -> None:
    counters = Counters(NumberingSettings())
    assert [counters.next_subfigure("x", "1.2") for _ in range(2)] == ["1.2a", "1.2b"]
    assert counters.next_subfigure("y", "1.3") == "1.3a"
    assert counters.next_subfigure("z", None) is None


def test_own_kinds_count_beside_the_built_in_ones() -> None:
    made = NumberingSettings(kinds=(*BUILTIN, Kind("algorithm", "alg")))
    counters = Counters(made)
    counters.open_chapter(Place.CHAPTER, False)
    own = made.by_prefix("alg")
    assert own is not None
    assert [counters.next_of(own), counters.next_of(FIGURE)] == ["1.1", "1.1"]
