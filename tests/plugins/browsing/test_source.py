"""What a page's source says."""

from __future__ import annotations

import pytest
from browsers import PAGES

from chapbook.plugins.browsing.source import PageSource
from chapbook.roles import DrawingError


def read(text: str) -> PageSource:
    return PageSource.read(text.encode())


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("<img src=a.png><img src='b c.png'><img src=a.png>", ("a.png", "b c.png")),
        ("<img srcset='a.png 1x, b.png 2x'>", ("a.png", "b.png")),
        ("<link rel=stylesheet href=x.css><link rel=icon href=i.png>", ("x.css",)),
        ("<script src=../lib/d3.js></script>", ("../lib/d3.js",)),
        ("<style>@import 'x.css'; p{background:url(\"y.png\")}</style>", ("y.png", "x.css")),
        ("<p style='background: url(y.png)'>", ("y.png",)),
        ("<svg><image href='a.png'/><image xlink:href='b.png'/></svg>", ("a.png", "b.png")),
        ("<img src=https://x.org/a.png><img src=//x.org/a><img src=/etc/passwd>", ()),
        ("<img src='file:///etc/passwd'><img src='data:image/png;base64,x'>", ()),
        ("<svg><use href='#a'/></svg>", ()),
        ("", ()),
    ],
)
def test_a_page_names_the_files_beside_it(page: str, names: tuple[str, ...]) -> None:
    assert read(page).names == names


@pytest.mark.parametrize(
    ("page", "width"),
    [
        ("<p>x", 800),
        ("<body data-width=500>", 500),
        ("<meta name=viewport content='width=640, initial-scale=1'>", 640),
        ("<meta name=viewport content='width=device-width'>", 800),
        ("<body data-width=9999999999999>", 800),
        ("<body data-width=99999>", 4000),
        ("<body data-width=0>", 100),
    ],
)
def test_a_page_says_how_wide_its_window_is(page: str, width: int) -> None:
    assert read(page).width == width


@pytest.mark.parametrize(
    ("page", "title", "description"),
    [
        ("<title>A\n  b</title>", "A b", ""),
        ("<title>Document</title><div aria-label='What it is'>", "What it is", ""),
        ("<title>A</title><meta name=description content=' Long '>", "A", "Long"),
        ("<p>x", "", ""),
    ],
)
def test_a_page_says_what_it_shows(page: str, title: str, description: str) -> None:
    assert (read(page).title, read(page).description) == (title, description)


def test_an_svg_says_what_it_shows() -> None:
    page = PageSource.read((PAGES / "flow.svg").read_bytes())
    assert page.is_svg
    assert page.title == "A flow of three steps"
    assert page.description == "Read leads to check, check leads to print."


@pytest.mark.parametrize(
    ("text", "is_svg"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", True),
        ("<?xml version='1.0'?>\n<!-- x --><svg/>", True),
        ("<!doctype html><svg></svg>", False),
        ("<div><svg></svg></div>", False),
        ("<!-- x --><html><svg></svg></html>", False),
    ],
)
def test_an_svg_file_is_told_from_a_page(text: str, is_svg: bool) -> None:
    assert read(text).is_svg is is_svg


def test_an_svg_file_may_use_the_named_characters_of_html() -> None:
    assert read("<svg><text>a&nbsp;&lt;&copy;&x;</text></svg>").content.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg"><text>a\u00a0&lt;©&x;</text></svg>'
    )


@pytest.mark.parametrize(("page", "line"), [("<p>\n<canvas>", 2), ("\n\n<script>x()</script>", 3)])
def test_what_needs_a_script_is_refused_where_scripts_are_off(page: str, line: int) -> None:
    with pytest.raises(DrawingError, match="scripts are off") as caught:
        read(page).refuse_scripts(False)
    assert "scripts: on" in (caught.value.hint or "")
    assert caught.value.line == line
    read(page).refuse_scripts(True)


def test_a_script_that_is_data_is_no_trouble() -> None:
    read("<script type='application/ld+json'>{}</script>").refuse_scripts(False)


def test_a_script_in_an_svg_file_is_refused_always() -> None:
    with pytest.raises(DrawingError, match="are not run"):
        read("<svg><script>x</script></svg>").refuse_scripts(True)


def test_entities_of_an_svg_file_are_refused() -> None:
    with pytest.raises(DrawingError, match="entities"):
        read('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>').refuse_scripts(True)
