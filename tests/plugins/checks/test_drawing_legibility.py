"""Colors, sizes and fonts of texts in drawings, as printed."""

from __future__ import annotations

import pytest
from measured_drawing import faults

TEXT = '<text x="20" y="60" {}>Words</text>'
DARK = '<rect width="400" height="100" fill="#123"/>'

CONTRAST = {
    "pale gray on white": (
        TEXT.format('fill="#94a3b8"'),
        ["3: 'Words' in #94a3b8 on #ffffff has a contrast of 2.6, less than 4.5, at (43, 54)"],
    ),
    "dark gray on white": (TEXT.format('fill="#475569"'), []),
    "white on dark": (DARK + TEXT.format('fill="#fff"'), []),
    "black on dark": (DARK + TEXT.format(""), ["3: 'Words' in #000000 on #112233 has a contrast"]),
    "a color one can see through": (
        TEXT.format('fill="#000" opacity="0.3"'),
        ["3: 'Words' in #b2b2b2 on #ffffff has a contrast of 2.1"],
    ),
    "large text": (TEXT.format('fill="#808890" font-size="26"'), []),
    "large bold text": (TEXT.format('fill="#808890" font-weight="bold" font-size="20"'), []),
    "large text that is too pale": (
        TEXT.format('fill="#b0b8c0" font-size="26"'),
        ["3: 'Words' in #b0b8c0 on #ffffff has a contrast of 2.0, less than 3"],
    ),
    "over a gradient that becomes dark": (
        '<linearGradient id="g"><stop stop-color="#fff"/><stop offset=".15" stop-color="#222"/>'
        '</linearGradient><rect width="400" height="100" fill="url(#g)"/>' + TEXT.format(""),
        ["3: 'Words' in #000000 on"],
    ),
    "a halo": (
        DARK + TEXT.format('fill="#000" stroke="#fff" stroke-width="4" paint-order="stroke"'),
        [],
    ),
    "an ornament": ('<text x="20" y="60" fill="#ddd">| … |</text>', []),
    "several in one color": (
        '<g fill="#94a3b8"><text x="20" y="60">One</text>\n<text x="90" y="60">Two</text></g>',
        [
            "3: 'One' in #94a3b8 on #ffffff has a contrast of 2.6, less than 4.5, at (35, 54); "
            "and 1 more (line 4)"
        ],
    ),
}

SMALL = {
    "small type": (
        TEXT.format('font-size="7"'),
        ["3: 'Words' of size 7 prints at 5.2 pt, less than 6, at"],
    ),
    "type that is large enough": (TEXT.format('font-size="8"'), []),
    "type that is made small": (
        f'<g transform="scale(0.4)">{TEXT.format("")}</g>',
        ["3: 'Words' of size 6.4 prints at 4.8 pt"],
    ),
}

FONTS = {
    "a font that is nowhere": (
        TEXT.format('font-family="Papyrus Nova"'),
        ["3: the font 'Papyrus Nova' is not available; the drawing is set in LiberationSans"],
    ),
    "in a style": (TEXT.format("style=\"font-family: 'Papyrus Nova'\""), ["3: the font 'Papyrus"]),
    "with a kind to fall back on": (TEXT.format('font-family="Papyrus Nova, sans-serif"'), []),
    "one of ours": (TEXT.format('font-family="Inter"'), []),
    "one that ours replaces": (TEXT.format('font-family="Helvetica"'), []),
}

GLYPHS = {
    "a sign that no font has": (
        '<text x="20" y="60">Icon \U00100100</text>',
        ["3: empty boxes are printed for '\U00100100' (U+100100): no font for them was found"],
    ),
    "one as a reference": ('<text x="20" y="60">&#x100100;</text>', ["None: empty boxes are"]),
    "one in a comment": ('<!-- \U00100100 --><text x="20" y="60">é → ≤ ‘’</text>', []),
}


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        pytest.param(code, *case, id=f"{code}: {name}")
        for code, cases in {
            "diagram-contrast": CONTRAST,
            "diagram-small-type": SMALL,
            "diagram-font": FONTS,
            "diagram-glyph": GLYPHS,
        }.items()
        for name, case in cases.items()
    ],
)
def test_a_text_can_be_read(code: str, body: str, said: list[str]) -> None:
    found = faults(code, body)
    assert len(found) == len(said), found
    for one, beginning in zip(found, said, strict=True):
        assert one.startswith(beginning)


def test_the_printed_size_counts() -> None:
    body = TEXT.format("")
    assert faults("diagram-small-type", body, printed=300) == []
    assert len(faults("diagram-small-type", body, printed=140)) == 1
