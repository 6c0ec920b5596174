"""Books made of strings, built and read back: the driver of the tests of whole books."""

from __future__ import annotations

import base64
import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import panflute as pf
from finished import read_text
from listed_works import listed_works

from chapbook import cli, pandoc
from chapbook.book import Book, Chapter, CitationSettings, Companion, Metadata, Target
from chapbook.book_index import ChapterIndex, index_chapters
from chapbook.crossref_boxes import find_box_references
from chapbook.finding import Finding
from chapbook.glossary_terms import resolve_terms
from chapbook.inventory import Inventory
from chapbook.numbering import BUILTIN, Kind, NumberingSettings
from chapbook.outline import Outline, number_book
from chapbook.pipeline import Report, Settings, build, examine
from chapbook.roles import Context, Phase
from chapbook.stages.dialects import translate
from chapbook.stages.parse import blank_context, without_front_matter
from chapbook.stages.survey import survey_chapter
from chapbook.stages.worker import registry_for
from chapbook.store import Store, default_store
from chapbook.survey import Survey

#: One SVG in an HTML page, as the books' diagrams are.
DIAGRAM = """\
<!DOCTYPE html>
<html><head><title>Page</title><style>.box { fill: #def; }</style></head>
<body><svg viewBox="0 0 400 100" xmlns="http://www.w3.org/2000/svg">
  <title>A box and a word</title>
  <rect class="box" x="10" y="10" width="380" height="80" stroke="#036"/>
  <text x="200" y="55" text-anchor="middle" font-family="Arial">Drawn words</text>
</svg></body></html>
"""

#: One pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Said:
    """What `publish` printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Both outputs."""
        return self.out + self.err

    def says(self, *texts: str) -> Said:
        """Each text is in the output, and no traceback is."""
        for text in texts:
            assert text in self.all, f"{text!r} is not in:\n{self.all}"
        assert "Traceback" not in self.all, self.all
        return self

    def ends(self, code: int) -> Said:
        """The exit code."""
        assert self.code == code, f"exit code {self.code}:\n{self.all}"
        return self


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    report: Report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return self.report.findings

    @property
    def path(self) -> Path:
        """The one finished file."""
        failures = self.report.failures
        assert len(self.report.artifacts) == 1, (failures, self.report.findings)
        return self.report.artifacts[0].path

    def of(self, target: str) -> Path:
        """The finished file of a target."""
        found = [a.path for a in self.report.artifacts if a.target == target]
        assert len(found) == 1, (self.report.failures, self.report.findings)
        return found[0]

    def reads(self, *texts: str) -> Built:
        """The finished file's text holds the texts in this order, white space folded."""
        text = read_text(self.path)
        place = 0
        for wanted in texts:
            found = text.find(wanted, place)
            assert found >= 0, f"{wanted!r} is not in: {text[place:]!r}"
            place = found + len(wanted)
        return self

    def lacks(self, *texts: str) -> Built:
        """The finished file's text holds none of the texts."""
        text = read_text(self.path)
        for unwanted in texts:
            assert unwanted not in text
        return self


@dataclass(frozen=True)
class BookTest:
    """A book in a folder of its own, made of strings."""

    root: Path
    files: Mapping[str, str | bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.write(self.files)

    @property
    def out(self) -> Path:
        """Where finished files go."""
        return self.root.parent / f"{self.root.name}-out"

    def write(self, files: Mapping[str, str | bytes]) -> BookTest:
        """Write or overwrite files."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def build(
        self,
        *to: str,
        only: Sequence[str] = (),
        store: Path | None = None,
        out: Path | None = None,
        jobs: int = 1,
        strict: bool = False,
        keep_going: bool = False,
        timeout: float = 120,
    ) -> Built:
        """Build in this process."""
        where = default_store() if store is None else Store(store)
        settings = Settings(jobs, timeout, strict, keep_going, where)
        return Built(build(self.root, out or self.out, settings, to=to, only=only))

    def check(self, store: Path | None = None) -> tuple[Finding, ...]:
        """Everything that is wrong with the manuscript."""
        where = default_store() if store is None else Store(store)
        return examine(self.root, Settings(store=where, measure_drawings=True)).findings

    def outline(self) -> Outline:
        """The book's outline."""
        return examine(self.root, Settings()).outline

    def publish(self, *args: str) -> Said:
        """Run `publish` in this process with one job; `BOOK` and `OUT` stand for the folders."""
        return publish(*(self._place(arg) for arg in args))

    def start(self, *args: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start `publish` as a program."""
        return subprocess.Popen(
            [sys.executable, "-m", "chapbook", *(self._place(arg) for arg in args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )

    def _place(self, arg: str) -> str:
        return {"BOOK": str(self.root), "OUT": str(self.out)}.get(arg, arg)


def publish(*args: str) -> Said:
    """Run `publish` in this process."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    jobs = ["--jobs", "1"] if args[:1] in (("build",), ("check",)) else []
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main([*args[:1], *jobs, *args[1:]])
        except SystemExit as end:
            code = int(end.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def contents(**lists: Sequence[str]) -> str:
    """A `book.yaml` with a title and the lists of files given; `_` in a key stands for `-`."""
    lines = ["title: A Book", "contents:"]
    for key, names in lists.items():
        lines.append(f"  {key.replace('_', '-')}: [{', '.join(names)}]")
    return "\n".join(lines) + "\n"


def filter_markdown(
    markdown: str,
    name: str,
    writer: str,
    to: str,
    chapter: str,
    companion: Inventory | None = None,
    language: str = "en-US",
    kind: str = "",
    references: str = "as-written",
    numbered: bool = False,
    blocks: str = "marked",
) -> str:
    """What Pandoc writes as `to` after the filter `name` has changed the chapter for `writer`.

    The filters of the phase INCLUDE run before, as they do in a build. With a `companion`, the
    book has one of the name `book-1` and the alias `Book 1`; with a `kind`, a kind of its own.
    `references` is what its manifest asks of lists of works, which are `numbered` or not; `blocks`,
    which code blocks are drawn.
    """
    own = (Kind(kind, kind, kind.title(), listed=True),) if kind else ()
    place = Chapter(PurePosixPath(chapter))
    others = [Chapter(PurePosixPath(n)) for n in ("01-before.md", "09-after.md")]
    chapters = sorted([place, *others], key=lambda c: c.path)
    known = (Companion("book-1", aliases=("Book 1",)),) if companion else ()
    book = Book(
        Path("book"),
        Metadata("Book", language=language),
        tuple(chapters),
        PurePosixPath("book.yaml"),
        companions=known,
        numbering=NumberingSettings(kinds=(*BUILTIN, *own)),
        citations=CitationSettings(references=references),
        diagrams={"blocks": blocks},
    )
    filters = registry_for(book).filters
    drawn = registry_for(book).diagram_classes
    read = pandoc.read_markdown(translate(without_front_matter(markdown), drawn=drawn))
    doc = pf.load(io.StringIO(read.decode()))
    blank = replace(blank_context(book, place), writer=writer)
    chosen = next(f for f in filters if f.name == name)
    for filter in filters:
        if filter.phase is Phase.INCLUDE:
            doc = filter.apply(doc, blank)
    surveys = {c.path: Survey() for c in chapters}
    surveys[place.path] = survey_chapter(doc, markdown)
    outline = number_book(book, surveys)
    plan = outline.plan(place.path)
    assert plan is not None
    context = Context(
        book=book,
        plan=plan,
        outline=outline,
        survey=surveys[place.path],
        target=Target(writer, writer),
        writer=writer,
        included=frozenset(surveys),
        works=listed_works(place.path, others[0].path, others[1].path, numbered),
        index=index_chapters(book, outline, surveys, set(surveys)).get(place.path, ChapterIndex()),
        terms=resolve_terms(surveys, outline).get(place.path, ()),
    )
    if companion is not None:
        boxes = {place.path: find_box_references(doc, markdown)}
        context = replace(context, companions={"book-1": companion}, boxes=boxes)
    if chosen.phase is not Phase.INCLUDE:
        doc = chosen.apply(doc, context)
    out = io.StringIO()
    pf.dump(doc, out)
    return pandoc.write(out.getvalue().encode(), to).decode()


def fake_program(path: Path, script: str) -> Path:
    """A shell script that stands in for a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def findings_of(book: BookTest, code: str, hints: bool = False) -> list[str]:
    """`path:line sentence` of each finding of one code, followed by its hint if asked for."""
    found = [finding for finding in book.check() if finding.code == code]
    return [f"{f.place} {f.message}" + (f" ({f.hint})" if hints and f.hint else "") for f in found]
