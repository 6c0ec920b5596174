"""How the one SVG of a file is found, made safe and given a size."""

from __future__ import annotations

import base64

import pytest
import support
from lxml import etree

from chapbook.plugins.vector.extract import read_svg, size_of, words_of
from chapbook.roles import DrawingError

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


#: One pixel, and a drawing.
PNG = base64.b64encode(support.PNG).decode()
INNER = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>').decode()


def svg(inside: str, attributes: str = 'viewBox="0 0 10 10"') -> bytes:
    return f"<svg {HEAD} {attributes}>{inside}</svg>".encode()


def safe(inside: str) -> str:
    return etree.tostring(read_svg(svg(inside)), encoding="unicode")


def trouble(source: bytes) -> DrawingError:
    with pytest.raises(DrawingError) as caught:
        read_svg(source)
    return caught.value


def test_the_svg_of_a_page_is_taken_with_the_pages_styles() -> None:
    page = "<html><head><style>.a {fill: red}</style></head><body><p>Words</p>"
    page += '<svg viewBox="0 0 8 4"><rect class="a" width="1"/></svg></body></html>'
    text = etree.tostring(read_svg(page.encode()), encoding="unicode")
    assert ".a {fill: red}" in text
    assert "Words" not in text


def test_the_font_of_the_page_is_that_of_the_drawing() -> None:
    page = "<style>body { margin: 0; font-family: Inter, sans-serif; }</style><body>"
    page += '<svg viewBox="0 0 8 4"><text font-family="inherit">A</text></svg></body>'
    assert read_svg(page.encode()).get("font-family") == "Inter, sans-serif"


def test_an_svg_in_a_comment_does_not_count() -> None:
    read_svg(b"<!-- <svg> -->" + svg("<rect/>"))


def test_an_svg_in_an_svg_is_one_drawing() -> None:
    assert "rect" in safe("<svg><rect/></svg>")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"<html><body>No drawing</body></html>", "holds no <svg>"),
        (svg("") + svg(""), "holds 2 <svg> elements"),
        (b"", "holds no <svg>"),
        (b'<svg viewBox="0 0 1 1"><rect></svg>', "not well-formed"),
        (b'<svg viewBox="0 0 1 1"><rect width=1/></svg>', "not well-formed"),
        (b"\xff\xfe<svg></svg>", "not UTF-8"),
        (svg("", ""), "no size"),
        (svg("", 'viewBox="0 0 nan nan"'), "no size"),
        (svg("", 'viewBox="a b c d"'), "no size"),
        (svg("", 'width="1.2.3" height="."'), "no size"),
        (svg("", 'viewBox="0 0 0 -5"'), "no size"),
    ],
)
def test_what_is_no_drawing_is_answered_with_a_reason(source: bytes, said: str) -> None:
    assert said in trouble(source).message


def test_malformed_xml_is_told_with_the_line_of_the_file() -> None:
    page = b"<html>\n<body>\n<svg viewBox='0 0 1 1'>\n<rect>\n</svg></body></html>"
    assert trouble(page).line == 5


def test_entities_are_refused_unread() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + svg("<text>&b;</text>")
    assert "entities" in trouble(bomb).message


def test_an_external_entity_is_refused() -> None:
    evil = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>")
    assert "entities" in trouble(evil).message


def test_html_entities_become_characters() -> None:
    assert "a\u2192b\u00a0c" in safe("<text>a&rarr;b&nbsp;c</text>")


def test_a_bare_ampersand_of_a_page_is_one() -> None:
    page = b'<html><body><svg viewBox="0 0 1 1"><text>R&D, A & B</text></svg></body></html>'
    assert read_svg(page).findtext("{*}text") == "R&D, A & B"


def test_control_characters_are_dropped() -> None:
    page = b"<html><style>.a{\x0c}</style><svg viewBox='0 0 1 1'><g class='a'/></svg></html>"
    assert read_svg(page) is not None


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<image href="/etc/passwd"/>',
        '<image href="https://example.com/x.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<image xml:base="https://example.com/" href="#x"/>',
        '<rect fill="URL(https://example.com/x)"/>',
        r'<rect fill="u\72l(https://example.com/x)"/>',
        "<rect fill='url(\"https://example.com/x'/>",
        '<set attributeName="href" to="https://example.com/x.png"/>',
        '<animate attributeName="xlink:href" values="#a;https://example.com/x.png"/>',
        '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
        '<a href="ja&#10;vascript:alert(1)"><rect/></a>',
        "<style>@import url(https://example.com/x.css)</style>",
        "<style>.a { fill: url(https://example.com/f</style>",
        "<style>.a { mask: image-set('https://example.com/f' 1x) }</style>",
        "<style>.a { fill: url/**/(x); f: url(/**/'https://example.com/f') }</style>",
        r"<style>@\69mport 'https://example.com/x.css';</style>",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
        '<?xml-stylesheet href="https://example.com/x.css"?>',
        '<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="https://example.com/x.png"/>',
        '<feImage href="https://example.com/x.png"/>',
        '<image href="../../../../etc/passwd"/>',
        '<image href="photo-that-is-not-there-of-example.com.png"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<use href="other.svg#x"/>',
        '<rect fill="url(file:///etc/passwd)"/>',
        '<rect style="fill:url(https://example.com/x)"/>',
        "<style>@import 'https://example.com/x.css'; .a{}</style>",
        "<style>@font-face { src: url(https://example.com/f) }</style>",
        "<style>.a { fill: url( 'https://example.com/f' ) }</style>",
        "<foreignObject><iframe src='https://example.com'/></foreignObject>",
    ],
)
def test_nothing_leads_out_of_a_drawing(hostile: str) -> None:
    text = safe(hostile)
    for word in ("etc/passwd", "example.com", "alert", "svg+xml", "other.svg"):
        assert word not in text


@pytest.mark.parametrize(
    "harmless",
    [
        '<rect fill="url(#gradient)"/>',
        '<use xlink:href="#shape"/>',
        f'<image href="data:image/png;base64,{PNG}"/>',
        f'<image href="data:image/svg+xml;base64,{INNER}"/>',
        '<path style="marker-end: url(#arrow)"/>',
    ],
)
def test_what_stays_in_the_drawing_is_kept(harmless: str) -> None:
    text = safe(harmless)
    assert any(kept in text for kept in ("#", "data:image/png", "data:image/svg+xml"))


def test_a_drawing_that_grows_without_end_is_refused() -> None:
    layers = ['<g id="l0"><rect/></g>']
    layers += [f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)]
    assert "more than 200000 elements" in trouble(svg("".join(layers))).message


def test_a_drawing_that_uses_itself_is_refused() -> None:
    assert "uses itself" in trouble(svg('<g id="a"><use href="#a"/></g>')).message


def test_a_huge_canvas_is_refused() -> None:
    assert "more than 20000" in trouble(svg("", 'viewBox="0 0 1000000 1000000"')).message
    assert "more than 20000" in trouble(svg("", 'width="99999999" height="10"')).message


def test_deep_nesting_is_refused() -> None:
    assert "not well-formed" in trouble(svg("<g>" * 5000 + "</g>" * 5000)).message


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 400 100"', (400, 100)),
        ('width="200" height="50"', (200, 50)),
        ('width="72pt" height="1in" viewBox="0 0 9 9"', (96, 96)),
        ('width="100%" height="100%" viewBox="0,0,30,20"', (30, 20)),
        ('width="100%" viewBox="0 0 30 20"', (30, 20)),
    ],
)
def test_every_drawing_gets_a_size(attributes: str, size: tuple[float, float]) -> None:
    assert size_of(read_svg(svg("<rect/>", attributes))) == size


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<title>T</title><desc>A  long\n one</desc>", ("T", "A long one")),
        ("<title>T</title>", ("T", "")),
        ("<desc>Alone</desc>", ("Alone", "")),
        ("<g><title>Of a group</title></g>", ("", "")),
    ],
)
def test_a_drawing_describes_itself(inside: str, words: tuple[str, str]) -> None:
    assert words_of(read_svg(svg(inside))) == words


def test_a_label_of_the_drawing_is_its_title() -> None:
    labeled = svg("<desc>Long</desc>", 'viewBox="0 0 1 1" aria-label="Short"')
    assert words_of(read_svg(labeled)) == ("Short", "Long")
