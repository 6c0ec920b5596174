"""Each fault that is put into a finished website is found, and nothing in it as it was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_site import FILES
from inspected import Change, Finished, finish, read_parts, swap
from support import BookTest


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> BookTest:
    return BookTest(tmp_path_factory.mktemp("site") / "tides", FILES)


@pytest.fixture(scope="module")
def site(book: BookTest) -> Finished:
    return finish(book, "html")


@pytest.fixture(scope="module")
def single(book: BookTest) -> Finished:
    return finish(book, "html-single")


def test_the_files_as_they_are_made_have_no_fault(
    site: Finished, single: Finished, tmp_path: Path
) -> None:
    assert site.faults(tmp_path) == []
    assert single.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            swap("waves.html", 'id="waves--height"', 'id="waves"'),
            "book.yaml: error file-structure: waves.html: the id 'waves' is there 2 times",
        ),
        (
            swap("moon.html", 'lang="en-GB"', 'lang="de"'),
            "warning file-metadata: moon.html: the language of the page is 'de', the book's is",
        ),
        (
            swap("moon.html", "<title>2 The Moon", "<title></title><title>"),
            "warning file-metadata: moon.html: the page has no title",
        ),
        (
            swap("moon.html", "</head>", '<script src="https://example.org/a.js"></script></head>'),
            "external-request: moon.html loads https://example.org/a.js from the network",
        ),
        (
            swap("moon.html", "</main>", '<p style="background: url(//a.b/c.png)"/></main>'),
            "external-request: moon.html loads //a.b/c.png from the network",
        ),
        (
            swap("moon.html", "</main>", '<img alt="" src="http://a.b/c.png"/></main>'),
            "external-request: moon.html loads http://a.b/c.png from the network",
        ),
        (
            swap("moon.html", "</head>", '<link rel="preload" href="https://a.b/f"/></head>'),
            "external-request: moon.html loads https://a.b/f from the network",
        ),
    ],
)
def test_a_fault_is_found(site: Finished, tmp_path: Path, change: Change, fault: str) -> None:
    said = site.faults(tmp_path, change)
    assert len(said) == 1
    assert fault in said[0]


def test_a_style_sheet_from_the_network_is_found(site: Finished, tmp_path: Path) -> None:
    sheet = next(name for name in read_parts(site.path) if name.endswith(".css"))

    def change(parts: dict[str, bytes]) -> None:
        parts[sheet] += b'\n@import "https://example.org/font.css";\n@font-face {src: url(//a.b/f)}'

    assert [said.rpartition(": ")[2] for said in site.faults(tmp_path, change)] == [
        f"{sheet} loads https://example.org/font.css from the network",
        f"{sheet} loads //a.b/f from the network",
    ]


def test_a_style_in_a_single_file_is_looked_at(single: Finished, tmp_path: Path) -> None:
    change = swap("", "</head>", "<style>p { background: url('https://a.b/c') }</style></head>")
    (said,) = single.faults(tmp_path, change)
    assert "the file loads https://a.b/c from the network" in said


def test_links_lead_out_without_being_loaded(site: Finished, tmp_path: Path) -> None:
    change = swap("moon.html", "</main>", '<a href="https://a.b/c">there</a></main>')
    assert site.faults(tmp_path, change) == []
