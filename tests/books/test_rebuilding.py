"""Building again: equal bytes, no work done twice, and the last good file kept."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from finished import read_text
from support import BookTest, contents
from whole_book import FILES

from chapbook import pandoc, process

HAS_TEX = shutil.which("xelatex") is not None
TARGETS = ("typst-pdf", "docx", "epub", *(["pdf"] if HAS_TEX else []))


def sums(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the programs that are run."""
    ran: list[str] = []
    honest = process.subprocess.Popen

    def counting(argv: tuple[str, ...], **how: object) -> object:
        if "--version" not in argv:
            ran.append(Path(argv[0]).name)
        return honest(argv, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(process.subprocess, "Popen", counting)
    yield ran


def test_two_builds_in_two_folders_with_two_stores_give_equal_bytes(tmp_path: Path) -> None:
    found = []
    for name, jobs in (("one", 1), ("another-folder", 2)):
        folder = tmp_path / name
        book = BookTest(folder / "book", FILES)
        book.build(*TARGETS, store=folder / "store", out=folder / "out", jobs=jobs)
        found.append(sums(folder / "out"))
    assert len(found[0]) == len(TARGETS) + 1  # and the inventory
    assert found[0] == found[1]


def test_a_build_after_a_change_and_its_undoing_gives_the_first_bytes(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(FILES)
    book.build("epub", "docx")
    before = sums(book.out)
    book.write({"chapters/01-lamps.md": "# Lamps\n\nAll new."}).build("epub", "docx")
    assert sums(book.out) != before
    book.write({"chapters/01-lamps.md": FILES["chapters/01-lamps.md"]}).build("epub", "docx")
    assert sums(book.out) == before


def test_a_second_build_runs_no_program(
    new_book: Callable[..., BookTest], tmp_path: Path, programs: list[str]
) -> None:
    book = new_book(FILES)
    book.build("docx", "epub", "typst-pdf", store=tmp_path / "store")
    assert programs.count("pandoc") >= 6 + 3
    first = sums(book.out)
    programs.clear()
    built = book.build("docx", "epub", "typst-pdf", store=tmp_path / "store")
    assert programs == []
    assert len(built.report.artifacts) == 3
    assert sums(book.out) == first


def test_a_lost_file_comes_back_from_the_store(
    new_book: Callable[..., BookTest], tmp_path: Path, programs: list[str]
) -> None:
    book = new_book(FILES)
    path = book.build("docx", store=tmp_path / "store").path
    first = path.read_bytes()
    programs.clear()
    path.unlink()
    assert book.build("docx", store=tmp_path / "store").path.read_bytes() == first
    path.write_bytes(b"damaged")
    assert book.build("docx", store=tmp_path / "store").path.read_bytes() == first
    assert programs == []


def test_a_change_in_one_chapter_parses_that_chapter_alone(
    new_book: Callable[..., BookTest], tmp_path: Path, programs: list[str]
) -> None:
    book = new_book(FILES)
    book.build("docx", store=tmp_path / "store")
    programs.clear()
    book.write({"chapters/03-weather.md": "# Weather\n\nRain."})
    book.build("docx", store=tmp_path / "store").reads("Weather", "Rain.")
    assert programs == ["pandoc", "pandoc"]  # one reads the chapter, one writes the file


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("book.yaml", str(FILES["book.yaml"]).replace("The Light", "The Lamp")),
        ("assets/ch01-lamp.html", str(FILES["assets/ch01-lamp.html"]).replace("Drawn", "New")),
        ("WORKS_CITED.md", str(FILES["WORKS_CITED.md"]).replace("R. (2019)", "R. (2018)")),
        ("csl/chicago-author-date.csl", Path("csl/apa.csl")),
        ("templates/epub/style.css", "p { color: red }"),
    ],
)  # fmt: skip
def test_whatever_a_file_depends_on_makes_it_anew(
    new_book: Callable[..., BookTest], name: str, content: str | Path
) -> None:
    book = new_book(FILES)
    if isinstance(content, Path):
        content = (Path(__file__).parents[2] / content).read_text()
    first = book.build("epub", keep_going=True).path.read_bytes()
    assert book.write({name: content}).build("epub", keep_going=True).path.read_bytes() != first


def test_the_books_own_plugin_is_part_of_what_a_file_depends_on(
    new_book: Callable[..., BookTest],
) -> None:
    plugin = """
from dataclasses import dataclass
import panflute as pf
from chapbook import hookimpl
from chapbook.roles import Phase

@dataclass(frozen=True)
class Shout:
    name: str = "shout"
    phase: Phase = Phase.%s

    def apply(self, doc, context):
        doc.content.append(pf.Para(pf.Str("%s")))
        return doc

@hookimpl
def chapbook_filters():
    return [Shout()]
"""
    manifest = contents(chapters=["a.md"]) + "plugins: [shout.py]\n"
    for number, phase in enumerate(("INCLUDE", "TYPESET")):
        files = {"book.yaml": manifest, "a.md": "# A", "shout.py": plugin % (phase, "First!")}
        book = new_book(files, f"book-{number}")
        book.build("epub").reads("First!")
    # Another process would read the file anew; this one keeps modules that it has imported.
    from chapbook.stages import worker

    book.write({"shout.py": plugin % ("TYPESET", "Second!")})
    worker._load.cache_clear()
    book.build("epub").reads("Second!").lacks("First!")


def test_a_build_that_fails_leaves_the_last_good_file(
    new_book: Callable[..., BookTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = new_book(FILES)
    book.build("docx", "epub", store=tmp_path / "store")
    before = sums(book.out)
    book.write({"chapters/01-lamps.md": "# Lamps\n\nAll new."})

    def broken(*args: object, **more: object) -> bytes:
        raise pandoc.RenderError("Pandoc stopped: out of wax")

    monkeypatch.setattr(pandoc, "write", broken)
    built = book.build("docx", "epub", store=tmp_path / "store")
    assert [failure.message for failure in built.report.failures] == [
        "Pandoc stopped: out of wax"
    ] * 2
    assert sums(book.out) == before


def test_a_target_that_fails_does_not_stop_the_others(new_book: Callable[..., BookTest]) -> None:
    files = {"book.yaml": contents(chapters=["a.md"]), "a.md": "# A\n\nText."}
    files["book.yaml"] += "targets: {pdf: {engine: typst, paper: nonsense}, epub: , docx: }\n"
    built = new_book(files).build()
    assert [failure.target for failure in built.report.failures] == ["pdf"]
    assert sorted(a.target for a in built.report.artifacts) == ["docx", "epub"]
    assert "Text." in read_text(built.of("epub"))


def test_findings_of_severity_error_stop_a_build_unless_it_is_to_keep_going(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({"book.yaml": contents(chapters=["a.md"]), "a.md": "# A\n\n![x](gone.svg)"})
    stopped = book.build("epub")
    assert stopped.report.stopped
    assert not book.out.exists()
    book.build("epub", keep_going=True).reads("A", "[x]")
