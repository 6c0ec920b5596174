"""Nothing in a drawing reads a file, fetches, runs, or keeps a build from going on."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest
from drawings import drawing_source

from chapbook.plugins.diagrams.svg import Svg
from chapbook.plugins.vector.extract import is_only_svg, read_drawing
from chapbook.roles import DrawingError

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
KINDS = ("svg", "pdf", "outlines", "png")
RECT = '<rect width="90" height="90"'


def svg(inside: str, view: str = "0 0 100 100") -> bytes:
    return f'<svg {HEAD} viewBox="{view}">{inside}</svg>'.encode()


def filtered(steps: str, uses: int = 1) -> bytes:
    shapes = '<rect filter="url(#f)" width="1900" height="1900"/>' * uses
    return svg(f'<filter id="f">{steps}</filter>{shapes}', "0 0 2000 2000")


def chained(count: int, tag: str, inside: str = "") -> str:
    return "".join(f'<{tag} id="n{i}" href="#n{i + 1}">{inside}</{tag}>' for i in range(count))


def png_of(side: int) -> str:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    return base64.b64encode(data + chunk(b"IEND", b"")).decode()


#: Refused for what they are, before anything is drawn.
REFUSED = {
    "a billion laughs": b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("&b;"),
    "an entity of a file": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"),
    "a use of itself": svg('<g id="a"><use href="#a"/></g>'),
    "gradients in a loop": svg(
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        f'{RECT} fill="url(#a)"/>'
    ),
    "a pattern in itself": svg(
        f'<pattern id="p">{RECT} fill="url(#p)"/></pattern>{RECT} fill="url(#p)"/>'
    ),
    "an image of itself": svg(
        '<g id="g" filter="url(#f)"><filter id="f"><feImage href="#g"/></filter></g>'
    ),
    "patterns in patterns": svg(
        "".join(
            f'<pattern id="p{i}">' + f'{RECT} fill="url(#p{i + 1})"/>' * 2 + "</pattern>"
            for i in range(20)
        )
        + f'{RECT} fill="url(#p0)"/>'
    ),
    "ten times ten": svg(
        '<g id="l0"><rect/></g>'
        + "".join(f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    ),
    "a long chain": svg(chained(2000, "linearGradient") + f'{RECT} fill="url(#n0)"/>'),
    "deep groups": svg("<g>" * 100_000),
    "a million elements": svg("<g/>" * 700_000),
    "many attributes": svg("<rect " + " ".join(f'a{i}="1"' for i in range(9_000)) + "/>"),
    "a marker at each of many corners": svg(
        '<marker id="m"><circle r="3"/></marker>'
        '<path marker-mid="url(#m)" d="M0,0' + " 1,1" * 800_000 + '"/>'
    ),
    "a huge canvas": svg("", "0 0 1000000 1000000"),
    "a hundred megabytes": b"<svg>" + b" " * 100_000_000,
    "tags that never end": b"<svg " * 1_000_000,
    "styles that never end": b"<html><style>" * 700_000,
    "comments that never end": b"<!--" * 1_000_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_beyond_measure_is_refused_before_it_is_drawn(name: str) -> None:
    is_only_svg(REFUSED[name])
    with pytest.raises(DrawingError) as caught:
        Svg().draw(drawing_source(REFUSED[name]), KINDS, {})
    assert caught.value.message
    assert caught.value.hint


#: Little to read and long to draw: stopped by the clock, in a process of its own.
SLOW = {
    "noise": filtered('<feTurbulence numOctaves="100000000" baseFrequency=".1"/>'),
    "swelling": filtered('<feMorphology radius="500" operator="dilate"/>', 5),
    "blurs": filtered('<feGaussianBlur stdDeviation="99"/>', 900),
    "marks on text": svg("<text>" + "a" + "\u0301" * 200_000 + "</text>"),
}


@pytest.mark.parametrize("name", SLOW)
def test_what_takes_too_long_is_stopped(name: str) -> None:
    with pytest.raises(DrawingError, match=r"within 1 s$|converter fail") as caught:
        Svg().draw(drawing_source(SLOW[name]), KINDS, {"timeout": "1"})
    assert caught.value.hint


#: Drawn, if need be without what is impossible.
DRAWN = {
    "a tiny pattern": svg(
        f'<pattern id="p" width="1e-6" height="1e-6">{RECT}/></pattern>{RECT} fill="url(#p)"/>'
    ),
    "tiny dashes": svg('<path stroke="red" stroke-dasharray="0.0000001" d="M0,0L99999,99999"/>'),
    "numbers without end": svg('<rect x="1e300" width="1e309"/><path d="M1e400,0L-1e400,1"/>'),
    "huge letters": svg('<text font-size="1e30">a</text><text font-size="1e-30">b</text>'),
    "masks in masks": svg(
        "".join(
            f'<mask id="m{i}">{RECT} mask="url(#m{i + 1})" fill="white"/></mask>' for i in range(99)
        )
        + f'{RECT} mask="url(#m0)"/>'
    ),
    "an image that unpacks to too much": svg(
        f'<image href="data:image/png;base64,{png_of(60_000)}" width="9" height="9"/>'
    ),
    "a style sheet of openings": svg("<style>" + "url(" * 200_000 + "</style>"),
    "a style sheet of spaces": svg("<style>url(" + " " * 200_000 + '"x</style>'),
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_merely_odd_is_drawn(name: str) -> None:
    drawn = Svg().draw(drawing_source(DRAWN[name]), KINDS, {"timeout": "30"})
    assert set(drawn.files) == set(KINDS)


def test_no_file_gets_into_a_drawing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(f'<svg {HEAD} viewBox="0 0 9 9"><text id="x">SECRET</text></svg>')
    ways = (
        f'<image href="{secret}"/><image xlink:href="{secret.as_uri()}"/>'
        f'<use href="{secret.as_uri()}#x"/><style>@import "{secret.as_uri()}";</style>'
        f'<rect fill="url({secret.as_uri()}#x)"/><image href="../{secret.name}"/>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    )
    source = svg(ways)
    drawn = Svg().draw(drawing_source(source), ("svg",), {})
    assert b"SECRET" not in drawn.files["svg"]
    assert b"secret" not in drawn.files["svg"]
    assert len(read_drawing(source).left_out) == 7


def test_what_is_left_out_is_told_with_its_line() -> None:
    source = svg('\n<image href="https://example.com/x.png"/>\n<script>alert(1)</script>')
    left = read_drawing(source).left_out
    assert [(one.what, one.line) for one in left] == [
        ("https://example.com/x.png", 2),
        ("<script>", 3),
    ]


def test_an_ordinary_drawing_needs_no_process_of_its_own() -> None:
    shadow = '<filter id="f"><feDropShadow dx="2" dy="2" stdDeviation="3"/></filter>'
    shapes = "".join(
        f'<rect x="{n}" width="9" height="9" filter="url(#f)"/><text>Words</text>'
        for n in range(50)
    )
    assert not read_drawing(svg(shadow + shapes, "0 0 800 600")).weight.is_heavy
