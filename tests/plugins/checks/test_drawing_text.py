"""Texts that meet each other, lines, edges and boxes; the drawing's first own line is line 3."""

from __future__ import annotations

import pytest
from measured_drawing import faults

from chapbook.plugins.vector import collisions, measure
from chapbook.plugins.vector.measured import Run

BOX = '<rect x="100" y="60" width="{}" height="40" fill="#eef" stroke="#225"/>\n'
TEXT = '<text x="{}" y="86">{}</text>\n'

OVERLAPS = {
    "two texts at one place": (
        TEXT.format(20, "Request") + TEXT.format(50, "Response"),
        ["4: 'Request' and 'Response' overlap at (65, 82)"],
    ),
    "texts side by side": (TEXT.format(20, "Request") + TEXT.format(90, "Response"), []),
    "texts that touch by a hair": (TEXT.format(20, "Request") + TEXT.format(78.5, "Later"), []),
    "lines close together": (
        '<text x="20" y="60">gypsy</text>\n<text x="20" y="74">Tall</text>',
        [],
    ),
    "one is beneath a box": (
        TEXT.format(110, "Old") + BOX.format(120) + TEXT.format(110, "New words"),
        [],
    ),
    "a shadow of the same text": (
        '<text x="21" y="61" fill="#ccc">Shadow</text><text x="20" y="60">Shadow</text>',
        [],
    ),
    "turned text beside text": (
        '<text transform="rotate(-45 60 100)" x="60" y="100">Slanting</text>'
        '<text x="70" y="120">Level</text>',
        [],
    ),
    "turned text over text": (
        '<text transform="rotate(-90 60 100)" x="40" y="100">Upright</text>\n'
        '<text x="20" y="100">Level text</text>',
        ["4: 'Upright' and 'Level text' overlap at"],
    ),
    "parts of one text": (
        '<text x="20" y="60">one <tspan font-weight="bold">two</tspan> three</text>',
        [],
    ),
}

LINE = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#a00" stroke-width="2"/>\n'

CROSSINGS = {
    "a line through": (
        LINE.format(10, 70, 390, 90) + TEXT.format(180, "Through"),
        ["4: a line crosses 'Through' at"],
    ),
    "a line above it": (LINE.format(10, 60, 390, 60) + TEXT.format(180, "Above"), []),
    "a line that ends at it": (LINE.format(10, 81, 178, 81) + TEXT.format(180, "Ends"), []),
    "a box over the line, beneath the text": (
        LINE.format(10, 80, 390, 80) + BOX.format(160) + TEXT.format(130, "In a box"),
        [],
    ),
    "a faint line through a box of the text": (
        LINE.format(10, 80, 390, 80)
        + '<rect x="125" y="68" width="70" height="26" fill="#eee" opacity="0.8"/>'
        + TEXT.format(130, "In a box"),
        [],
    ),
    "a line over box and text": (
        BOX.format(160) + TEXT.format(130, "In a box") + LINE.format(10, 80, 390, 80),
        ["4: a line crosses 'In a box' at"],
    ),
    "a text with a halo": (
        LINE.format(10, 80, 390, 80)
        + '<text x="130" y="86" stroke="#fff" stroke-width="5" paint-order="stroke">Halo</text>',
        [],
    ),
    "an underline": (
        '<text x="130" y="86" text-decoration="underline">quietly going</text>',
        [],
    ),
    "a text struck out": (
        TEXT.format(130, "no longer") + LINE.format(128, 81, 196, 81),
        [],
    ),
    "a line nobody sees": (
        '<path d="M0 80H400" stroke="#fafafa" stroke-width="2"/>' + TEXT.format(130, "Faint"),
        [],
    ),
    "a line between two words": (LINE.format(150, 40, 150, 120) + TEXT.format(130, "ab  cd"), []),
    "a curve": (
        '<path d="M10 20 C 100 20 200 140 390 140" fill="none" stroke="#00a"/>\n'
        + TEXT.format(145, "Curve"),
        ["4: a line crosses 'Curve' at"],
    ),
}

CUT = {
    "a text past the edge": (
        '<text x="360" y="60">Beyond</text>',
        ["3: 'Beyond' is cut off, at (387, 56)"],
    ),
    "a text outside": (
        '<text x="500" y="60">Gone</text>',
        ["3: 'Gone' lies outside the drawing, at"],
    ),
    "a text at the edge": ('<text x="398" y="60" text-anchor="end">Edge</text>', []),
    "a text that a clip cuts": (
        '<clipPath id="c"><rect x="10" y="40" width="30" height="40"/></clipPath>\n'
        '<text x="12" y="60" clip-path="url(#c)">Clipped</text>',
        ["4: 'Clipped' is cut off, at"],
    ),
    "a shape over the end of a text": (
        TEXT.format(60, "Half hidden") + BOX.format(120),
        ["3: 'Half hidden' is partly hidden by a shape over it, at"],
    ),
    "a shape one can see through": (
        TEXT.format(110, "Seen")
        + '<rect x="100" y="60" width="90" height="40" fill="#eef" fill-opacity=".4"/>',
        [],
    ),
    "a frame around a text": (
        TEXT.format(110, "Framed")
        + '<path d="M90 50h100v60h-100z M100 60v40h80v-40z" fill="#225"/>',
        [],
    ),
}

BOXES = {
    "a text wider than its box": (
        BOX.format(80) + TEXT.format(104, "Wider than it"),
        ["4: 'Wider than it' reaches 14 units out of its box at"],
    ),
    "a text in its box": (BOX.format(120) + TEXT.format(104, "Wider than it"), []),
    "a text wider than its circle": (
        '<circle cx="200" cy="80" r="30" fill="#eef"/>\n'
        '<text x="200" y="86" text-anchor="middle">Roundabout</text>',
        ["4: 'Roundabout' reaches"],
    ),
    "a text over a bar in its track": (
        '<rect x="100" y="70" width="200" height="24" fill="#eee"/>'
        '<rect x="100" y="70" width="60" height="24" fill="#9cf"/>'
        + TEXT.format(104, "30 percent"),
        [],
    ),
    "a dot before a text": (
        '<circle cx="100" cy="80" r="4" fill="#225"/>' + TEXT.format(110, "Legend"),
        [],
    ),
    "a box that cannot be seen": (
        '<rect x="100" y="60" width="40" height="40" fill="#fff"/>' + TEXT.format(104, "No box"),
        [],
    ),
}


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        pytest.param(code, *case, id=f"{code}: {name}")
        for code, cases in {
            "diagram-text-overlap": OVERLAPS,
            "diagram-line-crossing": CROSSINGS,
            "diagram-text-cut": CUT,
            "diagram-text-box": BOXES,
        }.items()
        for name, case in cases.items()
    ],
)
def test_a_text_meets_only_what_it_should(code: str, body: str, said: list[str]) -> None:
    found = faults(code, body)
    assert len(found) == len(said), found
    for one, beginning in zip(found, said, strict=True):
        assert one.startswith(beginning)


def test_a_heap_of_texts_is_not_compared_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collisions, "_MOST_PAIRS", 3)
    compared: list[tuple[Run, Run]] = []

    def is_shadow(one: Run, other: Run) -> bool:
        compared.append((one, other))
        return True

    monkeypatch.setattr(collisions, "_is_shadow", is_shadow)
    faults("diagram-text-overlap", '<text x="20" y="60">Words</text>' * 20)
    assert len(compared) == 3


def test_of_a_heap_of_texts_the_first_are_looked_at_and_one_finding_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "\n".join(f'<text x="20" y="{20 + 18 * row}">Row {row}</text>' for row in range(8))
    over = '<text x="24" y="146">Over</text>'
    assert faults("diagram-text-count", f"{rows}\n{over}") == []
    assert faults("diagram-text-overlap", f"{rows}\n{over}") == [
        "11: 'Row 7' and 'Over' overlap at (38, 140)"
    ]
    monkeypatch.setattr(measure, "MOST_TEXTS", 6)
    assert faults("diagram-text-count", f"{over}\n{rows}") == [
        "None: the drawing has 9 texts; the rules for drawings look at 6 of them"
    ]
    assert faults("diagram-text-overlap", f"{rows}\n\n{over}") == []
