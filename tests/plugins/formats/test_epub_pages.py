"""The pages of an EPUB: divisions, figures, code, tables, links, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from chapbook.errors import RenderError

#: What the fixture `make_epub` gives: a function from a folder to a finished file.
MakeEpub = Callable[..., Any]
TEMPLATES = Path(__file__).parents[3] / "templates"
NAMES = {"x": "http://www.w3.org/1999/xhtml"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def test_parts_have_pages_of_their_own(make_epub: MakeEpub, tmp_path: Path) -> None:
    titles = [_text(_one(page, ".//x:title")) for page in make_epub(tmp_path).pages()]
    assert titles[2:] == [
        "Contents",
        "Preface",
        "Part I Foundations",
        "1 Latency",
        "Part II Levers",
        "2 Caching",
        "Appendix A Glossary",
    ]


def test_each_division_says_what_it_is(make_epub: MakeEpub, tmp_path: Path) -> None:
    sections = [_one(page, ".//x:section") for page in list(make_epub(tmp_path).pages())[3:]]
    assert [(s.get(EPUB_TYPE), s.get("role")) for s in sections] == [
        ("preface", "doc-preface"),
        ("part", "doc-part"),
        ("chapter", "doc-chapter"),
        ("part", "doc-part"),
        ("chapter", "doc-chapter"),
        ("appendix", "doc-appendix"),
    ]


def test_a_figure_keeps_caption_and_alternative_text(make_epub: MakeEpub, tmp_path: Path) -> None:
    page = make_epub(tmp_path).tree("text/ch003.xhtml")
    figure = _one(page, ".//x:figure[@id='latency--wave']")
    assert _text(_one(figure, "x:figcaption")) == "Figure 1.1 A wave in time"
    images = page.findall(".//x:img", NAMES)
    assert [image.get("src") for image in images] == ["../media/opener.svg", "../media/wave.svg"]
    assert all(image.get("alt") for image in images)


def test_drawings_are_files_with_their_media_type(make_epub: MakeEpub, tmp_path: Path) -> None:
    made = make_epub(tmp_path)
    assert b"<title>wave</title>" in made.files["EPUB/media/wave.svg"]
    assert made.package("//opf:item[@href='media/wave.svg']/@media-type") == ["image/svg+xml"]


def test_code_can_be_reached_by_keyboard(make_epub: MakeEpub, tmp_path: Path) -> None:
    page = make_epub(tmp_path).tree("text/ch003.xhtml")
    code = _one(page, ".//x:pre")
    assert code.get("tabindex") == "0"
    assert "long" in (code.get("class") or "")
    assert code.find(".//x:a", NAMES) is None


def test_a_wide_table_scrolls_in_a_box_with_a_name(make_epub: MakeEpub, tmp_path: Path) -> None:
    page = make_epub(tmp_path).tree("text/ch003.xhtml")
    box = _one(page, ".//x:table/..")
    assert (box.get("class"), box.get("role"), box.get("tabindex")) == ("table wide", "region", "0")
    assert box.get("aria-label") == "Layer, Budget, Spent, Left"
    assert {cell.get("scope") for cell in box.findall(".//x:th", NAMES)} == {"col"}


def test_a_heading_in_a_box_does_not_break_the_page(make_epub: MakeEpub, tmp_path: Path) -> None:
    page = make_epub(tmp_path).tree("text/ch003.xhtml")
    box = _one(page, ".//x:aside[@role='note']")
    assert box.get("class") == "callout note"
    assert _text(_one(box, ".//x:h3")) == "Inside"


def test_links_lead_across_files_and_dead_ones_keep_their_words(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    links = make_epub(tmp_path).tree("text/ch001.xhtml").findall(".//x:p/x:a", NAMES)
    assert [(_text(link), link.get("href")) for link in links] == [
        ("latency", "ch003.xhtml#latency--tail"),
        ("nothing", None),
        ("a file", None),
    ]


def test_raw_html_is_made_valid(make_epub: MakeEpub, tmp_path: Path) -> None:
    page = make_epub(tmp_path).tree("text/ch005.xhtml")
    paragraph = _one(page, ".//x:p")
    assert _one(paragraph, "x:br") is not None
    assert page.find(".//x:blink", NAMES) is None
    assert _text(paragraph) == "Textwith raw HTML."


def test_a_page_that_is_not_well_formed_names_its_chapter(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    with pytest.raises(RenderError, match=r"chapters/02-caching\.md") as caught:
        make_epub(tmp_path, change=("<blink>HTML</blink>", "<em>HTML"))
    assert "raw HTML near: <p>Text" in (caught.value.hint or "")


def test_a_drawing_that_is_not_well_formed_is_an_error(make_epub: MakeEpub, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"wave\.svg is not well-formed"):
        make_epub(tmp_path, drawing=b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")


def test_colors_of_code_can_be_read_on_light_and_dark_pages() -> None:
    light, dark = ((TEMPLATES / f"epub/{name}.css").read_text() for name in ("code", "code-dark"))
    for css, ground in ((light, "#f3f3f3"), (dark, "#262626")):
        colors = re.findall(r"[{;]\s*color: (#[0-9a-f]{6})", css)
        assert len(colors) == 8
        assert ground in css
        assert min(_contrast(color, ground) for color in colors) >= 4.5


def test_old_readers_find_no_rule_in_the_sheet_that_they_cannot_read(
    make_epub: MakeEpub, tmp_path: Path
) -> None:
    made = make_epub(tmp_path)
    style, dark = (made.files[f"EPUB/styles/stylesheet{n}.css"].decode() for n in (1, 2))
    new = re.compile(r"@(media|supports)|var\(|light-dark\(|display: grid|calc\(")
    assert new.findall(style) == []
    assert dark.count("prefers-color-scheme: dark") == 2
    for page in made.pages():
        assert len(page.findall(".//x:link", NAMES)) == 2


def test_links_can_be_told_from_the_text_and_read_on_tinted_boxes() -> None:
    css = (TEMPLATES / "epub/style.css").read_text()
    link = re.search(r"^a \{\s*color: (#[0-9a-f]{6})", css, re.M)
    grounds = re.findall(r"background-color: (#[0-9a-f]{6})", css)
    assert link is not None and len(grounds) == 5
    assert _contrast(link[1], "#000000") >= 3
    assert min(_contrast(link[1], ground) for ground in ["#ffffff", *grounds]) >= 4.5
    mention = re.search(r"^a\.mention \{[^}]*\}", css, re.M)
    assert mention is not None and "border-bottom" in mention[0]


def test_cells_begin_where_their_text_does_also_from_right_to_left() -> None:
    css = (TEMPLATES / "epub/style.css").read_text()
    cells = re.search(r"^th, td \{[^}]*\}", css, re.M)
    assert cells is not None and re.findall(r"text-align: (\w+)", cells[0]) == ["left", "start"]


def _one(element: etree._Element, query: str) -> etree._Element:
    found = element.find(query, NAMES)
    assert found is not None, query
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
