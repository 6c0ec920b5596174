"""What a format finds in its own file is told, weighed and kept; `--no-inspect` leaves it out."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from PIL import Image
from support import BookTest, Built, contents

from chapbook.finding import Finding, Severity
from chapbook.pipeline import Settings, build
from chapbook.plugins.formats.epub import Epub
from chapbook.readback import Readback, marks_in
from chapbook.roles import Manuscript, Workbench
from chapbook.store import Store

NewBook = Callable[..., BookTest]
FILES = {
    "book.yaml": contents(chapters=["lamps.md"]),
    "lamps.md": "# Lamps of Faults\n\nText.\n\n## Oil\n\nMore text.\n",
}
FAULT = Finding("page-size", "too small", PurePosixPath("book.yaml"), severity=Severity.ERROR)


class Inspector:
    """Finds the same fault in every EPUB, and counts how often it looked."""

    def __init__(self) -> None:
        self.times = 0
        self.fault = FAULT

    def __call__(
        self, format: Epub, path: Path, manuscript: Manuscript, bench: Workbench
    ) -> Iterable[Finding]:
        self.times += 1
        return [self.fault]


@pytest.fixture
def inspector(monkeypatch: pytest.MonkeyPatch) -> Inspector:
    inspector = Inspector()
    monkeypatch.setattr(Epub, "inspect", lambda *args: inspector(*args))
    return inspector


def test_a_file_with_an_error_stays_beside_the_last_good_one(
    new_book: NewBook, inspector: Inspector
) -> None:
    new_book(FILES, "light").publish("build", "BOOK", "--to", "epub", "--out", "OUT").ends(1).says(
        "book.yaml: error page-size epub: too small",
        "error rejected-file epub: the file has 1 fault and was not put into place",
        "it is kept as light.rejected.epub beside the last good one",
    )


def test_a_warning_lets_the_file_into_its_place(
    new_book: NewBook, inspector: Inspector, tmp_path: Path
) -> None:
    inspector.fault = replace(FAULT, severity=Severity.WARNING)
    built = new_book(FILES, "light").build("epub", store=tmp_path / "store")
    assert built.path.name == "light.epub"
    assert [f"{f.severity} {f.message}" for f in built.findings] == ["warning epub: too small"]


@pytest.mark.parametrize(("switch", "told"), [("off", []), ("warning", ["warning"])])
def test_a_book_may_switch_a_rule_off_or_weigh_it(
    new_book: NewBook, inspector: Inspector, tmp_path: Path, switch: str, told: list[str]
) -> None:
    manifest = f"{FILES['book.yaml']}checks: {{page-size: {switch}}}\n"
    book = new_book({**FILES, "book.yaml": manifest}, "light")
    built = book.build("epub", store=tmp_path / "store")
    assert built.path.name == "light.epub"
    assert [str(finding.severity) for finding in built.findings] == told


def test_nobody_looks_at_a_file_with_no_inspect(new_book: NewBook, inspector: Inspector) -> None:
    book = new_book(FILES, "light")
    book.publish("build", "BOOK", "--to", "epub", "--out", "OUT", "--no-inspect").ends(0)
    assert inspector.times == 0
    assert (book.out / "light.epub").is_file()


def built(book: BookTest, store: Path, *, inspects: bool) -> Built:
    settings = Settings(store=Store(store), inspects=inspects)
    return Built(build(book.root, book.out, settings, to=["epub"]))


def test_a_file_that_nobody_has_looked_at_is_not_taken_for_a_good_one(
    new_book: NewBook, inspector: Inspector, tmp_path: Path
) -> None:
    book = new_book(FILES, "light")
    unseen = built(book, tmp_path / "store", inspects=False)
    assert (unseen.path.name, unseen.findings, inspector.times) == ("light.epub", (), 0)
    seen = built(book, tmp_path / "store", inspects=True)
    assert (seen.report.artifacts, inspector.times) == ((), 1)


def test_what_was_found_before_is_not_told_with_no_inspect(
    new_book: NewBook, inspector: Inspector, tmp_path: Path
) -> None:
    book = new_book(FILES, "light")
    built(book, tmp_path / "store", inspects=True)
    unseen = built(book, tmp_path / "store", inspects=False)
    assert (unseen.path.name, unseen.findings, inspector.times) == ("light.epub", (), 1)


def test_what_a_check_has_told_of_a_line_is_not_told_of_each_file(new_book: NewBook) -> None:
    buffer = io.BytesIO()
    Image.new("L", (60, 40)).save(buffer, "PNG")
    files = {**FILES, "sea.png": buffer.getvalue()}
    files["lamps.md"] = "# Lamps\n\nText.\n\n![The calm sea](sea.png){width=4in}\n"
    found = new_book(files).build("typst", "docx").findings
    assert [finding.line for finding in found if finding.code == "image-resolution"] == [5]


def test_a_bitmap_too_coarse_for_a_press_is_told_at_its_line(new_book: NewBook) -> None:
    buffer = io.BytesIO()
    Image.new("L", (750, 500)).save(buffer, "PNG")
    files = {**FILES, "sea.png": buffer.getvalue()}
    files["book.yaml"] = f"{FILES['book.yaml']}targets: {{press: {{format: typst, bleed: 3mm}}}}\n"
    files["lamps.md"] = "# Lamps\n\nText.\n\n![The calm sea](sea.png){width=3in}\n"
    found = new_book(files).build("press").findings
    assert [f"{f.place}: {f.message}" for f in found] == [
        "lamps.md:5: press: 'sea.png' has 250 pixels per inch at its size on the page"
    ]


OWN = """\
# What Is This??

Really?? Yes, and [again??](#code).

## Code

```csharp
var lamp = first ?? second;
?? third
```

`a ?? b` and $x ?? y$ and a note.^[Is it??]

![A lamp??](lamp.svg)
"""
LAMP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><title>A lamp</title>'
    '<text x="20" y="60" font-family="Inter" font-size="24">Which of them ??</text></svg>'
)


def test_a_manuscripts_own_question_marks_are_no_unresolved_references(new_book: NewBook) -> None:
    book = new_book({**FILES, "lamps.md": OWN, "lamp.svg": LAMP}, "light")
    found = book.build("typst", "docx", "epub", "html").findings
    assert [finding for finding in found if finding.code == "unresolved-reference"] == []


def test_what_a_pdf_of_the_authors_says_is_no_unresolved_reference(new_book: NewBook) -> None:
    figure = pikepdf.new()
    page = figure.add_blank_page(page_size=(200, 100)).obj
    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = figure.make_stream(b"BT /F1 24 Tf 20 40 Td (Hello ??) Tj ET")
    drawn = io.BytesIO()
    figure.save(drawn)
    files = {**FILES, "lamps.md": "# Lamps\n\n![A lamp](lamp.pdf)\n", "lamp.pdf": drawn.getvalue()}
    found = new_book(files).build("typst").findings
    assert [f"{f.place} {f.code}" for f in found] == ["lamps.md:3 font-embedding"]


def test_raw_text_is_the_manuscripts_own(new_book: NewBook) -> None:
    text = "# Lamps\n\nIs it `<w:r><w:t>A lamp??</w:t></w:r>`{=openxml} or not?\n"
    assert new_book({**FILES, "lamps.md": text}).build("docx").findings == ()


def test_a_reference_that_an_engine_leaves_open_is_told_at_its_line(
    new_book: NewBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read = Epub.read_back

    def read_back(format: Epub, path: Path, anchors: Collection[str]) -> Readback:
        marks = tuple(marks_in("Lamps\nThe lamp is in Figure ?? and burns.\nReally??\n"))
        return replace(read(format, path, anchors), marks=marks)

    monkeypatch.setattr(Epub, "read_back", read_back)
    text = "# Lamps\n\nThe lamp is in Figure @fig:lamp and burns.\n\nReally??\n"
    book = new_book({**FILES, "lamps.md": text}, "light")
    found = book.build("epub", store=tmp_path / "store", keep_going=True).findings
    assert [
        f"{f.place}: {f.severity} {f.message}" for f in found if f.code == "unresolved-reference"
    ] == [
        "lamps.md:3: warning epub: a reference is not resolved: "
        "'Lamps The lamp is in Figure ?? and burns. Really??'"
    ]


@pytest.mark.skipif(shutil.which("xelatex") is None, reason="needs TeX Live")
def test_a_reference_that_latex_tells_of_is_told_once(new_book: NewBook) -> None:
    text = "# Lamps\n\nSee Figure `\\ref{nowhere}`{=latex} of it.\n"
    found = new_book({**FILES, "lamps.md": text}, "light").build("pdf").findings
    assert [f.code for f in found if "reference" in f.code] == ["undefined-reference"]
