"""Which files a converter draws and which need a browser."""

from __future__ import annotations

import pytest

from chapbook.plugins.vector.extract import is_only_svg

SVG = '<svg viewBox="0 0 1 1"><rect/></svg>'


@pytest.mark.parametrize(
    "source",
    [
        SVG,
        f"<?xml version='1.0'?><!-- <script> -->{SVG}",
        f"<html><head><title>T</title><style>a {{}}</style></head><div>{SVG}</div></html>",
        f"<body>{SVG}<!-- <p>Words</p> -->\n&nbsp;</body>",
        f'<body><script type="application/ld+json">{{}}</script>{SVG}</body>',
        f"<body>{SVG}<script></script><noscript>Turn it on</noscript></body>",
        "",
        "words",
        SVG + SVG,
    ],
)
def test_a_file_with_one_svg_is_for_a_converter(source: str) -> None:
    assert is_only_svg(source.encode())


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><table><tr><td>A</td></tr></table></body></html>",
        f"<body>{SVG}{SVG}</body>",
        f"<body><h1>Title</h1>{SVG}</body>",
        f"<body>{SVG}<p>Note</p></body>",
        f'<body>{SVG}<img src="a.png"></body>',
        f"<body>{SVG}<canvas></canvas></body>",
        f"<body>{SVG}<script>draw()</script></body>",
        f'<body>{SVG}<script src="d3.js"></script></body>',
        f'<body>{SVG}<script type="module">draw()</script></body>',
        "<svg><foreignObject><p>A</p></foreignObject></svg>",
        '<svg:svg xmlns:svg="s"><svg:foreignObject/></svg:svg>',
        "<p>A</p>",
    ],
)
def test_what_shows_more_is_for_a_browser(source: str) -> None:
    assert not is_only_svg(source.encode())


def test_what_nothing_can_read_is_for_a_converter_which_says_why() -> None:
    assert is_only_svg(b"\xff\xfe<\0h\0t\0m\0l\0>")
    assert is_only_svg(b"<html>" + b" " * 20_000_000)
