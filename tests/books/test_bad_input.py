"""Bad input: a clear message, an exit code, no traceback, and earlier files as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import DIAGRAM, BookTest, Said, contents, publish

GOOD = {
    "book.yaml": contents(chapters=["chapters/01-one.md", "chapters/02-two.md"]),
    "chapters/01-one.md": "# One\n\nText.\n",
    "chapters/02-two.md": "# Two\n\nMore text.\n",
}


def chapter(text: str, **files: str | bytes) -> dict[str, str | bytes]:
    """A good book but for its first chapter; `_` in a file's name stands for a dot."""
    others = {f"assets/{name.replace('_', '.')}": data for name, data in files.items()}
    return {"chapters/01-one.md": text, **others}


IMAGE = "# One\n\nText.\n\n![Alt](../assets/x.svg)\n"
HTML = "# One\n\nText.\n\n![Alt](../assets/x.html)\n"
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
    + ']>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&a8;</text></svg>'
)

#: What is wrong, the files that make it so, the exit code, and what is said.
CASES: dict[str, tuple[dict[str, str | bytes], int, tuple[str, ...]]] = {
    "an empty chapter": (
        chapter(""), 1, ("chapters/01-one.md:1: error empty-chapter", "hint:"),
    ),
    "a chapter that holds a comment alone": (
        chapter("<!-- later -->\n"), 1, ("empty-chapter",),
    ),
    "a missing chapter file": (
        {"book.yaml": contents(chapters=["chapters/01-one.md", "chapters/03-gone.md"])},
        1,
        ("book.yaml:3", "missing-chapter", "03-gone.md"),
    ),
    "two chapters with one number": (
        {"chapters/01-one.md": "# Chapter 2: One\n\nText.\n",
         "chapters/02-two.md": "# Chapter 2: Two\n\nText.\n"},
        1,
        ("chapters/02-two.md:1:3: error number-clash", "'Chapter 2'", "chapters/01-one.md"),
    ),
    "broken YAML": ({"book.yaml": "title: [A\ncontents: {"}, 2, ("book.yaml:", "hint:")),
    "an unknown key": (
        {"book.yaml": "titel: A Book\n" + contents(chapters=["chapters/01-one.md"])},
        2,
        ("book.yaml:1", "titel", "title"),
    ),
    "a chapter that is not UTF-8": (
        {"chapters/01-one.md": b"# One\n\nCaf\xe9\n"},
        2,
        ("chapters/01-one.md:3", "is not UTF-8: byte 0xe9 at offset 10", "iconv"),
    ),
    "a manifest that is not UTF-8": ({"book.yaml": b"title: Caf\xe9\n"}, 2, ("book.yaml", "UTF-8")),
    "a missing image": (
        chapter(IMAGE), 1, ("chapters/01-one.md:5:8: error missing-image", "'../assets/x.svg'"),
    ),
    "a misspelt image": (
        chapter(IMAGE, y_svg=DIAGRAM, xx_svg=DIAGRAM), 1, ("did you mean 'xx.svg'?",),
    ),
    "an absolute image path": (
        chapter("# One\n\n![Alt](/etc/passwd)"), 1, ("01-one.md:3:8: error image-outside",),
    ),
    "an image outside the book": (
        chapter("# One\n\n![Alt](../../../secret.png)"), 1, ("01-one.md:3:8: error image-outside",),
    ),
    "an image on the network": (
        chapter("# One\n\n![Alt](https://example.com/a.png)"),
        1,
        ("01-one.md:3:8: error remote-image",),
    ),
    "an SVG that is no XML": (
        chapter(IMAGE, x_svg="<svg viewBox='0 0 1 1'>\n<rect>\n</svg>"),
        1,
        ("assets/x.svg:3: error bad-drawing", "not well-formed"),
    ),
    "an SVG that is something else": (
        chapter(IMAGE, x_svg=b"\x89PNG\r\n\x1a\n"), 1, ("assets/x.svg: error bad-drawing",),
    ),
    "a diagram that a script draws": (
        chapter(HTML, x_html="<html><p>A plot</p><script>draw()</script></html>"),
        1,
        ("assets/x.html:1: error bad-drawing <script> in the drawing", "scripts: on"),
    ),
    "a diagram of entities": (
        chapter(IMAGE, x_svg=LAUGHS), 1, ("assets/x.svg: error bad-drawing", "entities"),
    ),
    "a diagram on a huge canvas": (
        chapter(IMAGE, x_svg="<svg viewBox='0 0 9999999 9999999'/>"), 1, ("more than 20000",),
    ),
    "a bitmap that is none": (
        chapter("# One\n\n![Alt](../assets/x.png)", x_png="no image"),
        1,
        ("assets/x.png: error bad-drawing", "neither PNG, JPEG, GIF nor WebP"),
    ),
    "an image of a kind that nobody draws": (
        chapter("# One\n\n![Alt](../assets/x.tiff)", x_tiff="no image"),
        1,
        ("no plugin draws .tiff", "make it an SVG, PNG or JPEG file"),
    ),
    "a cover that is no image": (
        {"book.yaml": f"cover: c.png\n{GOOD['book.yaml']}", "c.png": "no image"},
        1,
        ("c.png: error bad-drawing", "neither PNG, JPEG, GIF nor WebP"),
    ),
    "a bibliography that is missing": (
        {"book.yaml": GOOD["book.yaml"] + "bibliography: [none.bib]\n"}, 1, ("none.bib",),
    ),
    "a citation style that is missing": (
        {"book.yaml": GOOD["book.yaml"] + "citations: {style: nonsense}\n",
         "WORKS_CITED.md": "# Works Cited\n\n- Hale, R. (2019). *On Lamps*. Shore Press.\n",
         "chapters/01-one.md": "# One\n\nText [Source: Hale, 2019]."},
        2,
        ("there is no citation style 'nonsense'", "hint:"),
    ),
    "a plugin that is missing": (
        {"book.yaml": GOOD["book.yaml"] + "plugins: [gone.py]\n"}, 1, ("book.yaml:4", "gone.py"),
    ),
    "a plugin that is broken": (
        {"book.yaml": GOOD["book.yaml"] + "plugins: [own.py]\n", "own.py": "1/0"},
        2,
        ("own.py: the plugin cannot be loaded: ZeroDivisionError",),
    ),
}  # fmt: skip


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest, new_book: Callable[..., BookTest]) -> Iterator[Said]:
    """A good book is built, spoilt, and built again; its files stay as they were."""
    book = new_book(GOOD)
    book.publish("build", "BOOK", "--to", "docx,epub", "--out", "OUT").ends(0)
    before = {path.name: path.read_bytes() for path in book.out.iterdir()}
    files, code, texts = CASES[request.param]
    book.write(files)
    said = book.publish("build", "BOOK", "--to", "docx,epub", "--out", "OUT")
    yield said.ends(code).says(*texts)
    assert {path.name: path.read_bytes() for path in book.out.iterdir()} == before


def test_what_is_wrong_is_told_and_earlier_files_stay(case: Said) -> None:
    assert case.code != 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_without_a_book(tmp_path: Path, command: str) -> None:
    publish(command, str(tmp_path)).ends(2).says("there is no book in", "hint:")
    publish(command, str(tmp_path / "gone")).ends(2).says("there is no book", "hint:")
    (tmp_path / "file").touch()
    publish(command, str(tmp_path / "file")).ends(2).says("is a file, not a book's folder")


def test_a_book_without_chapters(new_book: Callable[..., BookTest]) -> None:
    book = new_book({"book.yaml": contents(chapters=[])})
    assert book.publish("build", "BOOK", "--out", "OUT").says("hint:").code != 0


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_book_of_which_all_chapters_are_missing(
    new_book: Callable[..., BookTest], command: str
) -> None:
    book = new_book({"book.yaml": contents(chapters=["chapters/01-one.md"])})
    out = ["--out", "OUT"] if command == "build" else []
    book.publish(command, "BOOK", *out).ends(1).says("book.yaml:3", "missing-chapter", "01-one.md")
    if command == "build":
        book.publish(command, "BOOK", *out, "--keep-going").ends(2).says("has no chapters")


def test_an_unknown_format_names_the_known_ones(new_book: Callable[..., BookTest]) -> None:
    said = new_book(GOOD).publish("build", "BOOK", "--to", "docx,mobi", "--out", "OUT")
    said.ends(2).says("there is no format 'mobi'", "choose from:", "docx", "epub", "pdf")


@pytest.mark.parametrize("only", ["9", "2,9", "nonsense"])
def test_an_unknown_chapter_names_the_known_ones(
    new_book: Callable[..., BookTest], only: str
) -> None:
    said = new_book(GOOD).publish("build", "BOOK", "--only", only, "--out", "OUT")
    said.ends(2).says("the book has no chapter '", "choose from: 1, 2")


def test_an_output_folder_that_cannot_be_written(
    new_book: Callable[..., BookTest], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file", tmp_path / "file/below"):
        said = new_book(GOOD).publish("build", "BOOK", "--to", "epub", "--out", str(out))
        said.ends(4).says("the output folder", "cannot be written", "--out")


def test_a_store_that_cannot_be_written(
    new_book: Callable[..., BookTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CHAPBOOK_CACHE", str(tmp_path / "file"))
    said = new_book(GOOD).publish("build", "BOOK", "--to", "epub", "--out", "OUT")
    said.ends(2).says("the cache", "CHAPBOOK_CACHE")


@pytest.mark.parametrize("command", ["build", "check"])
def test_warnings_fail_a_strict_run(new_book: Callable[..., BookTest], command: str) -> None:
    book = new_book({**GOOD, "chapters/01-one.md": "# One\n\nSee [this](gone.md).\n"})
    out = ["--out", "OUT", "--to", "epub"] if command == "build" else []
    warning = "chapters/01-one.md:3:5: warning broken-link"
    book.publish(command, "BOOK", *out, "--strict").ends(1).says(warning)
    assert not book.out.exists()
    book.publish(command, "BOOK", *out).ends(0).says(warning)


def test_a_hostile_drawing_is_built_without_its_sting(new_book: Callable[..., BookTest]) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0 0 90 90" onload="alert(1)"><script>alert(2)</script>'
        '<image xlink:href="file:///etc/passwd" width="9" height="9"/><rect width="9" height="9"/>'
        "</svg>"
    )
    book = new_book({**GOOD, **chapter(IMAGE, x_svg=svg)})
    built = book.build("epub", "docx", "typst")
    assert {finding.code for finding in built.findings} == {"diagram-element", "diagram-reference"}
    import zipfile

    for target in ("epub", "docx"):
        with zipfile.ZipFile(built.of(target)) as archive:
            everything = b"".join(archive.read(name) for name in archive.namelist())
        for sting in (b"alert", b"passwd", b"root:"):
            assert sting not in everything
