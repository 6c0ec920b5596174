"""What a browser does with a website opened from a disk: search, colors, notes, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browsers import needs_browser
from html_site import FILES
from support import BookTest

from chapbook.plugins.browsing.client import find_browser

pytestmark = needs_browser


@dataclass(frozen=True)
class Opened:
    """A page in a browser, with what it complained of and asked of the network."""

    page: Any
    folder: Path
    complaints: list[str] = field(default_factory=list)

    def go(self, name: str) -> Any:
        """Open a page of the site."""
        file, hash, anchor = name.partition("#")
        self.page.goto(f"{(self.folder / file).as_uri()}{hash}{anchor}")
        return self.page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the small book's website and single file."""
    book = BookTest(tmp_path_factory.mktemp("site") / "tides", FILES)
    return book.build("html", "html-single").of("html").parent


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    """A browser that has opened nothing yet; at the end it must have had nothing to say."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        found = Opened(page, folder / "tides-html")
        page.on("console", lambda said: found.complaints.append(said.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("request", lambda asked: _note_request(asked.url, found.complaints))
        yield found
        browser.close()
    assert found.complaints == []


def _note_request(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "data:")):
        complaints.append(url)


def results(page: Any) -> list[str]:
    """The headings that the search has found."""
    found: list[str] = page.locator("#results .heading").all_inner_texts()
    return found


def test_search_puts_titles_before_headings_and_headings_before_text(opened: Opened) -> None:
    page = opened.go("preface.html")
    page.keyboard.press("/")
    page.locator("dialog.search input").wait_for()
    page.keyboard.type("wave")
    page.locator("#results li").first.wait_for()
    assert results(page)[:2] == ["1 Waves", "Preface"]
    page.locator("dialog.search input").fill("heig")
    assert results(page) == ["1.1 Height", "3 Index"]
    page.locator("dialog.search input").fill("sea nowhere")
    assert results(page) == []
    assert "sea nowhere" in page.locator(".told").inner_text()


def test_a_result_leads_to_its_section_and_marks_the_words(opened: Opened) -> None:
    page = opened.go("index.html")
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("falls")
    page.keyboard.press("Enter")
    page.wait_for_url("**/moon.html#moon--ebb")
    assert page.locator("mark.found").all_inner_texts() == ["falls"]
    page.keyboard.press("Escape")
    assert page.locator("mark.found").count() == 0


def test_the_choice_of_colors_is_kept_from_page_to_page(opened: Opened) -> None:
    def ground(page: Any) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    page = opened.go("waves.html")
    assert ground(page) == "rgb(255, 255, 255)"
    page.click("button.dark")
    assert page.get_attribute("button.dark", "aria-pressed") == "true"
    dark = ground(page)
    assert dark != "rgb(255, 255, 255)"
    assert ground(opened.go("moon.html")) == dark
    page.emulate_media(media="print")
    assert page.locator(".sidebar").is_hidden()


def test_a_note_is_shown_at_its_mark_by_pointing_and_by_focus(opened: Opened) -> None:
    page = opened.go("waves.html")
    box = page.locator(".note-box")
    assert box.is_hidden()
    page.hover("a[role=doc-noteref]")
    assert box.inner_text().strip() == "Twice a day."
    page.keyboard.press("Escape")
    assert box.is_hidden()
    page.focus("a[role=doc-noteref]")
    assert box.is_visible()


def test_pictures_are_enlarged_and_code_can_be_copied(opened: Opened) -> None:
    page = opened.go("waves.html")
    page.click("figure img")
    assert page.locator("dialog.picture[open] img").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog.picture[open]").count() == 0
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.hover(".copying")
    page.click(".copying button")
    page.wait_for_function("document.querySelector('.copying button').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").startswith("def tide(t): return")


def test_an_anchor_on_the_first_page_leads_to_the_page_that_has_it(opened: Opened) -> None:
    page = opened.go("index.html#waves--fig-wave")
    page.wait_for_url("**/waves.html#waves--fig-wave")


def test_on_a_small_screen_the_contents_are_drawn_over_the_page(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 800})
    for name in ("waves.html", "index.html"):
        opened.go(name)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#sidebar").is_hidden()
    page.click("a.menu")
    assert page.locator("#sidebar").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#sidebar").is_hidden()


def test_a_table_that_is_too_wide_can_be_scrolled_by_keyboard(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 800})
    opened.go("waves.html")
    page.focus(".table")
    assert page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth")


def test_the_sidebar_of_the_single_file_shows_the_chapter_that_is_read(
    opened: Opened, folder: Path
) -> None:
    page = opened.page
    page.goto(f"{(folder / 'tides-single.html').as_uri()}#moon")
    link = page.locator("#sidebar li.chapter > a[aria-current]")
    link.wait_for()
    assert "Moon" in link.inner_text()
    looks = "link => [getComputedStyle(link).backgroundColor, getComputedStyle(link).fontWeight]"
    other = page.locator("#sidebar li.chapter > a:not([aria-current])").first
    assert link.evaluate(looks) != other.evaluate(looks)


def test_the_single_file_searches_itself(opened: Opened, folder: Path) -> None:
    page = opened.page
    page.goto((folder / "tides-single.html").as_uri())
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("falls")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tides-single.html#moon--ebb")


def test_without_scripts_the_pages_can_be_read_and_turned(folder: Path, opened: Opened) -> None:
    context = opened.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "tides-html/index.html").as_uri())
    page.click("a.start")
    page.click(".turn a[rel=next]")
    page.click(".turn a[rel=next]")
    assert page.locator("h1").inner_text().split() == ["1", "Waves"]
    assert page.locator("button.search").is_hidden()
    page.set_viewport_size({"width": 390, "height": 800})
    page.click("a.menu")
    assert page.url.endswith("index.html#contents")
    context.close()


def test_a_long_book_s_sidebar_is_whole_with_scripts_and_leads_on_without(
    tmp_path: Path, opened: Opened
) -> None:
    names = [f"c{place}.md" for place in range(80)]
    manifest = f"title: Days\nauthors: [A]\nlanguage: en\ncontents: {{chapters: {names}}}\n"
    files = {name: f"# Day {name[1:-3]}\n\nIt rose.\n\n## Noon\n\nHigh.\n" for name in names}
    book = BookTest(tmp_path / "days", {"book.yaml": f"{manifest}targets: {{html: }}\n", **files})
    site = book.build("html").path
    page = opened.page
    page.goto((site / "c40.html").as_uri())
    lines = page.locator("#sidebar li.chapter > a")
    assert lines.all_inner_texts()[::79] == ["1\nDay 0", "80\nDay 79"]
    assert page.locator("#sidebar li.more").count() == 0
    assert page.locator("#sidebar a[aria-current=page]").inner_text() == "41\nDay 40"
    assert page.locator("#sidebar li.section").all_inner_texts() == ["41.1\nNoon"]
    context = page.context.browser.new_context(java_script_enabled=False)
    quiet = context.new_page()
    quiet.goto((site / "c40.html").as_uri())
    quiet.locator("#sidebar li.more a").first.click()
    assert quiet.url.endswith("index.html#contents")
    context.close()
