"""The HTML format: the pages of a website, the ways through it, and the single file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from html_site import FILES, MANIFEST, Site, read_site, texts
from support import BookTest

from chapbook.errors import ChapbookError

NewBook = Callable[..., BookTest]


@pytest.fixture
def make_site(new_book: NewBook) -> Callable[..., Site]:
    """Builds the website of the small book, with other files or another name."""

    def make(files: Mapping[str, str | bytes] | None = None, name: str = "tides") -> Site:
        return read_site(new_book({**FILES, **(files or {})}, name).build("html").path)

    return make


MakeSite = Callable[..., Site]


def test_each_chapter_and_part_is_a_page_named_by_its_slug(make_site: MakeSite) -> None:
    site = make_site()
    assert site.pages == [
        "index-page.html",
        "index.html",
        "moon.html",
        "part-1.html",
        "part-2.html",
        "preface.html",
        "waves.html",
    ]
    assert site.folder.name == "tides-html"


def test_every_link_of_the_site_leads_somewhere(make_site: MakeSite) -> None:
    site = make_site()
    assert site.dead_links() == []
    links = {href for page, _, href in site.targets() if page == "waves.html"}
    assert {"moon.html#moon--ebb", "#waves--fig-wave", "media/wave.svg"} <= links


def test_nothing_is_loaded_from_elsewhere_and_no_script_stands_in_a_page(
    make_site: MakeSite,
) -> None:
    site = make_site()
    loading = ("script src", "img src", "link href", "iframe src")
    for page, kind, target in site.targets():
        outside = re.match(r"[a-z]+:|//", target)
        is_own_address = target.startswith("https://example.org/tides/")
        assert not outside or kind not in loading or is_own_address, (page, kind, target)
        assert not target.startswith("javascript:")
    for name in site.names:
        if name.endswith((".css", ".js")):
            text = (site.folder / name).read_text("utf-8")
            assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", text), name
    for name in site.pages:
        for element in site.page(name).iter("*"):
            assert not [key for key in element.attrib if str(key).startswith("on")]
        assert texts(site.page(name), "//x:script[not(@src)]") == []


def test_the_pages_follow_each_other_as_the_book_does(make_site: MakeSite) -> None:
    site = make_site()
    order, name = [], "index.html"
    while name:
        order.append(name)
        following = texts(site.page(name), "//x:nav[@class='turn']/x:a[@rel='next']/@href")
        name = following[0] if following else ""
    assert order == [
        "index.html",
        "preface.html",
        "part-1.html",
        "waves.html",
        "part-2.html",
        "moon.html",
        "index-page.html",
    ]
    assert texts(site.page("waves.html"), "//x:nav[@class='turn']/x:a") == [
        "Previous Part I Water",
        "Next Part II Moon",
    ]


def test_the_sidebar_shows_the_sections_of_its_own_page_alone(make_site: MakeSite) -> None:
    page = make_site().page("waves.html")
    sidebar = "//x:nav[@id='sidebar']"
    assert texts(page, f"{sidebar}//x:a") == [
        "Preface",
        "Part I Water",
        "1 Waves",
        "1.1 Height",
        "Part II Moon",
        "2 The Moon",
        "3 Index",
    ]
    assert texts(page, f"{sidebar}//x:a[@aria-current='page']") == ["1 Waves"]


def test_the_first_page_has_title_and_contents(make_site: MakeSite) -> None:
    page = make_site().page("index.html")
    assert texts(page, "//x:h1") == ["Tides & Waves"]
    assert texts(page, "//x:p[@class='author']") == ["Ada Writer, Ben Author"]
    contents = texts(page, "//x:nav[@id='contents']//x:a")
    assert contents[:4] == ["Preface", "Part I Water", "1 Waves", "1.1 Height"]


def test_the_page_of_a_part_lists_what_is_in_it(make_site: MakeSite) -> None:
    page = make_site().page("part-2.html")
    assert texts(page, "//x:main//x:nav[@aria-label='Part II Moon']//x:a") == [
        "2 The Moon",
        "2.1 Ebb",
        "3 Index",
    ]


def test_the_head_tells_what_a_page_is(make_site: MakeSite) -> None:
    page = make_site().page("waves.html")
    assert (page.get("lang"), page.get("dir")) == ("en-GB", "ltr")
    assert texts(page, "//x:title") == ["1 Waves · Tides & Waves"]
    said = "//x:meta[@name='description']/@content"
    assert texts(page, said) == ["The sea rises, as Figure 1.1 and Equation 1.1 show; see the ebb."]
    place = "https://example.org/tides/waves.html"
    assert texts(page, "//x:link[@rel='canonical']/@href") == [place]
    assert texts(page, "//x:meta[@property='og:url']/@content") == [place]


def test_a_language_written_from_right_to_left_says_so(make_site: MakeSite) -> None:
    manifest = MANIFEST.replace("en-GB", "he")
    assert make_site({"book.yaml": manifest}).page("waves.html").get("dir") == "rtl"


def test_notes_stand_at_the_chapter_s_end_and_lead_back(make_site: MakeSite) -> None:
    page = make_site().page("waves.html")
    assert texts(page, "//x:a[@role='doc-noteref']") == ["1"]
    assert texts(page, "//x:section[@role='doc-endnotes']") == ["1 Twice a day."]
    assert texts(page, "//x:a[@role='doc-backlink']/@href") == ["#fnref1"]


def test_headings_figures_and_tables_have_what_a_reader_needs(make_site: MakeSite) -> None:
    page = make_site().page("waves.html")
    assert texts(page, "//x:h2/x:a[@class='anchor']/@href") == ["#waves--height"]
    assert texts(page, "//x:figure/x:a[@class='zoom']/@href") == ["media/wave.svg"]
    assert texts(page, "//x:div[@class='table wide']/@role") == ["region"]
    assert texts(page, "//x:aside/@aria-label") == ["Tip"]
    assert len(page.findall(".//{http://www.w3.org/1998/Math/MathML}math")) == 1
    assert b"epub:" not in (make_site().folder / "waves.html").read_bytes()


def test_the_search_index_has_every_section_and_cannot_end_a_script(make_site: MakeSite) -> None:
    script = (make_site().folder / "assets/search.js").read_text("utf-8")
    assert "<" not in script
    index = json.loads(script.removeprefix("window.chapbookIndex = ").rstrip(";\n"))
    assert index["pages"][:3] == ["Preface", "Part I Water", "1 Waves"]
    found = {entry[1]: entry[2:] for entry in index["entries"]}
    assert found["moon.html#moon--ebb"] == ["2.1 Ebb", "Water falls."]
    assert "# <script>" in found["waves.html#waves--height"][1]


def test_an_anchor_of_the_book_s_own_address_is_found(make_site: MakeSite) -> None:
    script = (make_site().folder / "assets/anchors.js").read_text("utf-8")
    anchors = json.loads(script.removeprefix("window.chapbookAnchors = ").rstrip(";\n"))
    assert anchors["moon--ebb"] == "moon.html#moon--ebb"
    assert anchors["waves--fig-wave"] == "waves.html#waves--fig-wave"


def test_two_builds_in_two_folders_give_equal_bytes(new_book: NewBook, tmp_path: Path) -> None:
    built = [
        new_book(FILES, f"{place}/tides").build("html", "html-single", store=tmp_path / place)
        for place in ("one", "two")
    ]
    first, second = (read_site(one.of("html")) for one in built)
    assert first.names == second.names
    for name in first.names:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name
    assert built[0].of("html-single").read_bytes() == built[1].of("html-single").read_bytes()


def test_a_single_file_has_everything_in_it(new_book: NewBook) -> None:
    path = new_book(FILES, "tides").build("html-single").path
    assert path.name == "tides-single.html"
    text = re.sub(r"(?s)<(script|style)>.*?</\1>", "", path.read_text("utf-8"))
    folder = path.parent / "alone"
    folder.mkdir()
    (folder / path.name).write_text(text, "utf-8")
    site = read_site(folder)
    assert site.dead_links() == []
    loaded = [target for _, kind, target in site.targets() if kind == "img src"]
    assert [target[:20] for target in loaded] == ["data:image/svg+xml;b"]
    assert texts(site.page(path.name), "//x:script/@src | //x:link/@href") == [
        "https://example.org/tides/"
    ]
    ids = texts(site.page(path.name), "//@id")
    assert len(ids) == len(set(ids))
    assert {"fn1", "waves--fn1", "moon--fn1"} <= set(ids)


def test_a_slice_is_a_site_of_its_chapters(new_book: NewBook) -> None:
    site = read_site(new_book(FILES, "tides").build("html", only=["1"], keep_going=True).path)
    assert site.folder.name == "tides-waves-html"
    assert site.pages == ["index.html", "part-1.html", "waves.html"]
    assert site.dead_links() == []


def test_a_book_may_bring_its_own_cover(make_site: MakeSite) -> None:
    site = make_site({"book.yaml": f"{MANIFEST}cover: wave.svg\n"})
    assert texts(site.page("index.html"), "//x:img/@src") == ["media/cover.svg"]
    assert "media/cover.svg" in site.names


@pytest.mark.parametrize(
    ("option", "told"), [("toc-depth: 9", "toc-depth is 9"), ("single: sometimes", "single is")]
)
def test_an_option_that_means_nothing_is_refused(new_book: NewBook, option: str, told: str) -> None:
    manifest = MANIFEST.replace("{html: ,", f"{{html: {{{option}}},")
    try:
        failures = new_book({**FILES, "book.yaml": manifest}).build("html").report.failures
        assert told in failures[0].message
    except ChapbookError as error:
        assert told in error.message


def test_a_template_of_the_book_s_own_is_used_and_must_be_whole(new_book: NewBook) -> None:
    page = Path(__file__).parents[3] / "templates/html/page.html"
    own = page.read_text("utf-8").replace("<header", '<p class="draft">Draft, $$0</p>\n<header', 1)
    book = new_book({**FILES, "templates/html/page.html": own})
    site = read_site(book.build("html").path)
    assert texts(site.page("moon.html"), "//x:p[@class='draft']") == ["Draft, $0"]
    book.write({"templates/html/page.html": own.replace("$text", "$words")})
    failure = book.build("html").report.failures[0]
    assert "cannot be filled" in failure.message
    book.write({"templates/html/page.html": own.replace("</main>", "")})
    assert "not well-formed" in book.build("html").report.failures[0].message
    assert read_site(site.folder).names == site.names
