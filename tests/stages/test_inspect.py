"""Finished files are inspected, and one that has a fault does not replace a good one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from support import BookTest, contents

from chapbook.book import Artifact
from chapbook.finding import Finding
from chapbook.plugins.formats.epub import Epub
from chapbook.readback import Readback, Seen

FILES = {
    "book.yaml": contents(chapters=["lamps.md"]),
    "lamps.md": "# Lamps\n\nText.\n\n## Oil\n\nMore text.^[Whale oil.]\n",
}
READ = Epub.read_back


@dataclass
class Reader:
    """Reads EPUBs back as if they showed another number, and counts how often it did."""

    number: str | None = None
    times: int = 0

    def __call__(self, format: Epub, path: Path, anchors: Collection[str]) -> Readback:
        self.times += 1
        seen = READ(format, path, anchors)
        if self.number is None:
            return seen
        wrong = Seen(self.number, f"{self.number} Oil", "x")
        return replace(seen, labels={**seen.labels, "lamps--oil": wrong})


def epubs(book: BookTest) -> list[str]:
    return sorted(path.name for path in book.out.glob("*.epub"))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()
    monkeypatch.setattr(Epub, "read_back", lambda *args: reader(*args))
    return reader


def test_a_file_that_differs_is_kept_beside_the_last_good_one(
    new_book: Callable[..., BookTest], reader: Reader
) -> None:
    book = new_book(FILES, "light")
    good = book.build("epub").path.read_bytes()
    book.write({"lamps.md": FILES["lamps.md"] + "\nAnd more.\n"})
    reader.number = "1.2"
    book.publish("build", "BOOK", "--to", "epub", "--out", "OUT").ends(1).says(
        "lamps.md:5: error parity epub: shows '1.2 Oil' for 'Section 1.1: Oil'",
        "the file has 1 fault and was not put into place",
        "it is kept as light.rejected.epub beside the last good one",
    )
    assert (book.out / "light.epub").read_bytes() == good
    assert (book.out / "light.rejected.epub").read_bytes() != good


def test_a_rejected_file_is_rejected_again_without_another_look(
    new_book: Callable[..., BookTest], reader: Reader
) -> None:
    reader.number = "1.2"
    book = new_book(FILES, "light")
    store = book.root.parent / "store"
    first = book.build("epub", store=store)
    (book.out / "light.rejected.epub").unlink()
    second = book.build("epub", store=store)
    assert first.findings == second.findings
    assert first.report.artifacts == second.report.artifacts == ()
    assert epubs(book) == ["light.rejected.epub"]
    assert reader.times == 1


def test_a_good_file_takes_the_place_of_a_rejected_one(
    new_book: Callable[..., BookTest], reader: Reader
) -> None:
    reader.number = "1.2"
    book = new_book(FILES, "light")
    store = book.root.parent / "store"
    book.build("epub", store=store)
    book.write({"lamps.md": FILES["lamps.md"] + "\nAnd more.\n"})
    reader.number = None
    book.build("epub", store=store)
    assert epubs(book) == ["light.epub"]


def test_a_book_may_take_a_difference_for_a_warning_or_for_nothing(
    new_book: Callable[..., BookTest], reader: Reader
) -> None:
    reader.number = "1.2"
    book = new_book(FILES, "light")
    store = book.root.parent / "store"
    book.write({"book.yaml": str(FILES["book.yaml"]) + "checks: {parity: warning}\n"})
    warned = book.build("epub", store=store)
    assert [str(finding.severity) for finding in warned.findings] == ["warning"]
    assert warned.path.name == "light.epub"
    book.write({"book.yaml": str(FILES["book.yaml"]) + "checks: {parity: off}\n"})
    assert book.build("epub", store=store).findings == ()


def test_the_places_of_anchors_are_told_and_kept(
    new_book: Callable[..., BookTest], reader: Reader
) -> None:
    book = new_book(FILES, "light")
    store = book.root.parent / "store"
    first, second = (book.build("epub", store=store).report.artifacts[0] for _ in range(2))
    assert first.places == second.places
    assert set(first.places) == {"lamps", "lamps--oil"}
    assert first.places["lamps--oil"].endswith(".xhtml#lamps--oil")
    assert reader.times == 1


PLAIN = """\
\"\"\"Write the book as plain text.\"\"\"

from chapbook import pandoc
from chapbook.book import Artifact
from chapbook.hookspecs import hookimpl


class Plain:
    name, suffix, options = "plain", ".txt", {}

    def writer(self, target):
        return "html"

    def drawings(self, target):
        return ()

    def tools(self, target):
        return {}

    def render(self, manuscript, out, bench):
        out.write_text("Nothing.")
        return Artifact(manuscript.target.name, out, 8, 0.0), ()


@hookimpl
def chapbook_formats():
    return [Plain()]
"""


def test_a_format_that_cannot_read_its_files_back_is_not_inspected(
    new_book: Callable[..., BookTest],
) -> None:
    files = {**FILES, "book.yaml": f"{FILES['book.yaml']}plugins: [plain.py]\n", "plain.py": PLAIN}
    built = new_book(files, "light").build("plain")
    assert built.findings == ()
    assert built.report.artifacts[0].places == {}


@pytest.mark.parametrize("language", ["ar", "ja", "zh-Hans"])
def test_a_pdf_in_a_script_that_cannot_be_read_back_surely_is_not_rejected(
    new_book: Callable[..., BookTest], language: str
) -> None:
    files = {
        "book.yaml": f"language: {language}\n" + contents(chapters=["a.md"]),
        "a.md": "# 灯台\n\nانظر @tbl:t.\n\n| a |\n|---|\n| 1 |\n\n: 表 {#tbl:t}\n",
    }
    built = new_book(files).build("typst", "docx", "epub")
    assert {finding.severity for finding in built.findings if finding.code == "parity"} <= {
        "warning"
    }
    assert built.of("typst").is_file() and built.of("docx").is_file()


@pytest.mark.parametrize(("missing", "code"), [("油", 0), ("", 1)])
def test_letters_that_no_font_has_are_not_wanted_though_a_drawing_may_show_them(
    missing: str, code: int, new_book: Callable[..., BookTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    render = Epub.render

    def render_without(*args: Any) -> tuple[Artifact, tuple[Finding, ...]]:
        made, findings = render(*args)
        return replace(made, missing=frozenset(missing)), findings

    def read_without(*args: Any) -> Readback:
        seen = READ(*args)
        labels = seen.labels.items()
        bare = {name: replace(label, text=label.text.replace("油", "")) for name, label in labels}
        return replace(seen, labels=bare)

    monkeypatch.setattr(Epub, "render", render_without)
    monkeypatch.setattr(Epub, "read_back", read_without)
    text = f"# Lamps {code}\n\nText.\n\n## Oil 油\n\nMore 油.\n"
    book = new_book({**FILES, "lamps.md": text}, "light")
    book.publish("build", "BOOK", "--to", "epub", "--out", "OUT").ends(code)
