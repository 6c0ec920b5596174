"""Compare `publish build` with the plain way: each diagram converted on its own, Pandoc per format.

    .venv/bin/python benchmarks/compare.py PATH/TO/BOOK [--runs 3]

See README.md beside this file for what is measured and what is not.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from pathlib import Path, PurePosixPath

from chapbook.book import Book
from chapbook.images import ImageFile, find_image
from chapbook.manifest import read_book
from chapbook.pandoc import find_pandoc

IMAGE = re.compile(r"(!\[[^\]]*\]\()([^)\s]+)")
ENTITY = re.compile(r"&(?:(#?\w+);)?")
XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
SVG = re.compile(r"<svg\b.*?</svg>", re.S)
#: The beginning of a paragraph of some length.
PARAGRAPH = re.compile(r"^([A-Z][\w’']* [\w’' ]{12,})(?=[ ,.])", re.M)
#: The kind of picture that each format takes in the plain way.
KINDS = {"pdf": "pdf", "docx": "png", "epub": "svg"}
OPTIONS = ("--toc", "--number-sections", "--top-level-division=chapter", "--pdf-engine=xelatex")

#: Converters for a machine without rsvg-convert: one Python process per picture.
TO_PDF = "import sys, svg2pdf_py as s, pathlib as p; a, b = map(p.Path, sys.argv[1:]); "
TO_PDF += "b.write_bytes(s.svg_to_pdf(a.read_text()))"
TO_PNG = "import sys, typst, pathlib as p; a, b = map(p.Path, sys.argv[1:]); "
TO_PNG += "t = f'#set page(width: auto, height: auto, margin: 0pt)\\n#image(\"{a.name}\")'; "
TO_PNG += 'm = b.with_suffix(".typ"); m.write_text(t); '
TO_PNG += 'typst.compile(m, output=b, root=a.parent, format="png", ppi=144)'


@dataclass(frozen=True)
class Timed:
    """Seconds of the clock and of the processors that a step took, and whether it succeeded."""

    wall: float
    cpu: float
    succeeded: bool = True

    def __add__(self, other: Timed) -> Timed:
        both = self.succeeded and other.succeeded
        return Timed(self.wall + other.wall, self.cpu + other.cpu, both)


@dataclass
class Round:
    """What one round measured, step by step."""

    plain: dict[str, Timed] = field(default_factory=dict)
    first: Timed = Timed(0, 0)
    again: Timed = Timed(0, 0)
    edited: dict[str, Timed] = field(default_factory=dict)

    @property
    def all_plain(self) -> Timed:
        """The plain way's steps together."""
        return sum(self.plain.values(), Timed(0, 0))


def main() -> int:
    """Measure and print; 1 where `publish build` fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("book", type=Path, help="the folder of a book")
    parser.add_argument("--runs", type=int, default=1, help="rounds; medians are shown (default 1)")
    options = parser.parse_args()
    book, _ = read_book(options.book.resolve())
    rounds = [run_round(book) for _ in range(max(1, options.runs))]
    report(book, rounds)
    return 0 if all(r.first.succeeded and r.again.succeeded for r in rounds) else 1


def run_round(book: Book) -> Round:
    """The plain way once, then `publish build` twice with a store and an output of its own.

    Then each format by itself, each time after a word was added to the longest chapter of a copy.
    """
    measured = Round()
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        work = Path(folder)
        pictures: dict[str, str] = {}
        measured.plain["diagrams"] = timed(lambda: convert_all(book, work, pictures))
        for format, kind in KINDS.items():
            chapters = write_chapters(book, work, kind, pictures)
            command = plain_command(book, chapters, work / f"plain.{format}")
            measured.plain[format] = timed(partial(run, command, work))
        copy = work / "ebooks" / book.name
        shutil.copytree(book.root, copy, ignore=shutil.ignore_patterns("_build"))
        publish = partial(publish_build, copy, work)
        measured.first = timed(partial(publish, KINDS))
        measured.again = timed(partial(publish, KINDS))
        for format in KINDS:
            add_word(book, copy)
            measured.edited[format] = timed(partial(publish, [format]))
    return measured


def publish_build(book: Path, work: Path, formats: Iterable[str]) -> bool:
    """`publish build` with the store and the output of a round."""
    command = [Path(sys.executable).with_name("publish"), "build", book, "--quiet"]
    options = ["--to", ",".join(formats), "--out", work / "out"]
    # As it is where it is installed: with its modules compiled.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return run([*command, *options], work, {**env, "CHAPBOOK_CACHE": str(work / "store")})


def add_word(book: Book, copy: Path) -> None:
    """One more word in the first long paragraph of the longest chapter."""
    path = max((copy / c.path for c in book.chapters), key=lambda path: path.stat().st_size)
    text = path.read_text(encoding="utf-8")
    path.write_text(PARAGRAPH.sub(r"\1 more", text, count=1), encoding="utf-8")


def timed(action: Callable[[], bool]) -> Timed:
    """Run something and say how long it took."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    succeeded = action()
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Timed(wall, cpu, succeeded)


def run(command: Sequence[str | Path], cwd: Path, env: dict[str, str] | None = None) -> bool:
    """Run a program; what it complains of is shown where it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()[-3:]
        print(f"! {Path(command[0]).name} failed:", *said, sep="\n!   ", file=sys.stderr)
    return done.returncode == 0


def convert_all(book: Book, work: Path, pictures: dict[str, str]) -> bool:
    """Take the SVG out of each diagram that the text uses, and make a PDF and a PNG of it.

    `pictures` is filled: the path in the book → the name under `media/`, without its ending.
    """
    (work / "media").mkdir()
    succeeded = True
    for number, path in enumerate(used_images(book), 1):
        source = book.root / path
        if Path(path).suffix not in (".html", ".svg"):
            continue
        found = SVG.search(source.read_text(encoding="utf-8"))
        if found is None:
            continue
        name = pictures[path] = f"media/{number:03}-{Path(path).stem}"
        svg = work / f"{name}.svg"
        svg.write_text(as_file(found.group()), encoding="utf-8")
        for kind in ("pdf", "png"):
            succeeded &= run(converter(kind, svg, work / f"{name}.{kind}"), work)
    return succeeded


def used_images(book: Book) -> list[str]:
    """The images that the chapters name, each once, in the order of the text."""
    found: dict[str, None] = {}
    for chapter in book.chapters:
        text = (book.root / chapter.path).read_text(encoding="utf-8")
        for match in IMAGE.finditer(text):
            image = find_image(book.root, chapter.path, match.group(2))
            if isinstance(image, ImageFile):
                found[str(image.path)] = None
    return list(found)


def as_file(svg: str) -> str:
    """An SVG that stood in HTML, as XML of its own: its namespace, and no entities of HTML's."""
    svg = ENTITY.sub(lambda m: m.group() if m.group(1) in XML else escape(unescape(m.group())), svg)
    if "xmlns=" in svg.split(">", 1)[0]:
        return svg
    return svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def converter(kind: str, svg: Path, out: Path) -> list[str | Path]:
    """The command that converts one picture."""
    program = shutil.which("rsvg-convert")
    if program:
        zoom = ["--zoom", "2"] if kind == "png" else []
        return [program, "--format", kind, *zoom, "--output", out, svg]
    return [sys.executable, "-c", TO_PDF if kind == "pdf" else TO_PNG, svg, out]


def write_chapters(book: Book, work: Path, kind: str, pictures: dict[str, str]) -> list[Path]:
    """Copies of the chapters whose images name the converted files."""
    folder = work / f"chapters-{kind}"
    folder.mkdir()
    copies = []
    for number, chapter in enumerate(book.chapters, 1):
        converted = partial(_converted, book=book, chapter=chapter.path, kind=kind, names=pictures)
        text = (book.root / chapter.path).read_text(encoding="utf-8")
        copies.append(folder / f"{number:03}-{chapter.path.name}")
        copies[-1].write_text(IMAGE.sub(converted, text), encoding="utf-8")
    return copies


def _converted(
    match: re.Match[str], book: Book, chapter: PurePosixPath, kind: str, names: dict[str, str]
) -> str:
    image = find_image(book.root, chapter, match.group(2))
    if not isinstance(image, ImageFile):
        return match.group()
    name = names.get(str(image.path))
    target = f"{name}.{kind}" if name else str(book.root / image.path)
    return f"{match.group(1)}{target}"


def plain_command(book: Book, chapters: Sequence[Path], out: Path) -> list[str | Path]:
    """The Pandoc call for one format."""
    title = f"--metadata=title:{book.metadata.title}"
    return [find_pandoc(), *chapters, *OPTIONS, title, "--output", out]


def report(book: Book, rounds: Sequence[Round]) -> None:
    """Print the medians of all rounds."""
    rsvg = shutil.which("rsvg-convert")
    by = "rsvg-convert" if rsvg else "svg2pdf-py and typst (rsvg-convert is not installed)"
    print(f"{book.name}: {len(book.chapters)} chapters, {len(used_images(book))} images; plain")
    print(f"converts by {by}; {len(rounds)} round(s), medians\n")
    print(f"{'':<28}{'seconds':>9}{'CPU':>9}")
    for name in rounds[0].plain:
        show(f"plain: {name}", [r.plain[name] for r in rounds])
    show("plain: all", [r.all_plain for r in rounds])
    show("publish build, empty store", [r.first for r in rounds])
    show("publish build, no change", [r.again for r in rounds])
    for format in KINDS:
        show(f"after an edit: {format}", [r.edited[format] for r in rounds])
    ratio = statistics.median(r.first.wall / r.all_plain.wall for r in rounds)
    print(f"\npublish build takes {ratio:.2f} of the plain way's time")


def show(name: str, times: Sequence[Timed]) -> None:
    """One line of the table."""
    wall = statistics.median(each.wall for each in times)
    cpu = statistics.median(each.cpu for each in times)
    failed = "" if all(each.succeeded for each in times) else "  (failed)"
    print(f"{name:<28}{wall:>9.1f}{cpu:>9.1f}{failed}")


if __name__ == "__main__":
    sys.exit(main())
