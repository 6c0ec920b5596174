"""Every filter as a Pandoc filter: `pandoc chapter.md --filter publish-boxes -o chapter.docx`.

One entry point serves them all and is told apart by the name that it was started under;
`publish-all` runs every filter in order. The document is surveyed first, as a book of one chapter.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePath

from chapbook.bare_document import (
    add_to_head,
    book_around,
    placed,
    plan_document,
    read_document,
    restore_ids,
    write_document,
)
from chapbook.book import Book, Target
from chapbook.book_index import ChapterIndex, index_chapters
from chapbook.crossref import process_document
from chapbook.errors import ChapbookError
from chapbook.glossary_terms import resolve_terms
from chapbook.outline import Outline
from chapbook.registry import Registry, load
from chapbook.roles import CitedWorks, Context, Drawing, Filter, Phase
from chapbook.stages.citations import PrintedBook, print_citations
from chapbook.stages.cite import read_bibliography, resolve_notes
from chapbook.stages.draw import DrawTask, draw, find_sources
from chapbook.stages.parse import blank_context
from chapbook.stages.survey import survey_chapter
from chapbook.store import Store, default_store
from chapbook.survey import Survey

#: What Pandoc's own filters that fail leave with.
FAILED = 83

_ALL = "all"
#: Numbers a single document by the syntax and the settings of pandoc-crossref.
_CROSSREF = "crossref"
_PREFIX = "publish-"
#: Pandoc's names of formats, by how they begin, and the writer whose way suits them; all others
#: are treated as HTML.
_WRITERS = (
    ("latex", "latex"),
    ("beamer", "latex"),
    ("pdf", "latex"),
    ("typst", "typst"),
    ("docx", "docx"),
    ("odt", "docx"),
    ("opendocument", "docx"),
    ("pptx", "docx"),
)
_KINDS = {"latex": ("pdf", "png"), "typst": ("pdf", "png"), "docx": ("png",), "html": ("svg",)}
#: What a plain template has to be told before it can print these: a word in the document that
#: calls for it, by writer, and the file in templates/standalone.
_HEADS = {
    "latex": (
        ("{calloutbox}", "boxes.tex"),
        ("{crossrefbox}", "boxes.tex"),
        ("caption-label", "captions.tex"),
        ("latex-placement", "figures.tex"),
        *((word, "listings.tex") for word in ("{codelisting}", "{kindbox}", "{listof}")),
        ("\\subfigurecaption", "listings.tex"),
        *((word, "index.tex") for word in ("\\indexmark{", "{bookindex}")),
        ("\\termlink{", "terms.tex"),
        *((word, "works.tex") for word in ("{listedworks}", "{numberedworks}", "\\workgroup")),
    ),
    "typst": (
        ("#callout(", "boxes.typ"),
        ("#crossref-box(", "boxes.typ"),
        ("caption-label", "captions.typ"),
        *((word, "figures.typ") for word in ("#figure-page(", "#floating-figure(")),
        *((word, "listings.typ") for word in ("#listing-caption[", "#kind-box(")),
        *((word, "listings.typ") for word in ("#list-entry(", "#subfigure-caption[")),
        *((word, "index.typ") for word in ("#index-mark(", "#book-index[")),
        ("#term-link[", "terms.typ"),
        ("#work(", "works.typ"),
    ),
}


def main() -> None:
    """Run the filter that the program is named after: standard input to standard output."""
    program = PurePath(sys.argv[0]).stem
    format = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        data = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
        name = program.removeprefix(_PREFIX)
        shaped = _shaped(data, name, format, program)
        sys.stdout.buffer.write(shaped)
        sys.stdout.buffer.flush()
    except ChapbookError as error:
        sys.stderr.write(f"{program}: {one_line(error)}\n")
        sys.exit(FAILED)
    except OSError as error:
        sys.stderr.write(f"{program}: {error.strerror or error}\n")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(FAILED)


def _shaped(data: bytes, name: str, format: str, program: str) -> bytes:
    """What the filter of that name makes of a document; says on standard error what it misses."""
    if name != _CROSSREF:
        return shape_document(data, name, format, Path.cwd(), default_store())
    processed = process_document(data, format, Path.cwd())
    for warning in processed.warnings:
        sys.stderr.write(f"{program}: {warning}\n")
    return processed.document


def shape_document(data: bytes, name: str, format: str, cwd: Path, store: Store) -> bytes:
    """Apply the filters of the file `name` (`boxes`), or `all`, to a document in Pandoc's JSON."""
    registry = load()
    filters = choose_filters(registry, name)
    bare = read_document(data)
    doc, writer = bare.doc, writer_for(format)
    book = book_around(cwd, bare.language)
    for filter in filters:
        if filter.phase is Phase.INCLUDE:
            doc = filter.apply(doc, blank_context(book, book.chapters[0]))
    survey = survey_chapter(doc, "", language=book.metadata.language)
    book = placed(book, [image.src for image in survey.images])
    book, plan, outline = plan_document(book, survey)
    phases = {filter.phase for filter in filters}
    printed = PrintedBook()
    if Phase.CITE in phases:
        printed = _citations(book, survey, outline, registry, store)
    path = book.chapters[0].path
    surveys = {path: survey}
    context = Context(
        book=book,
        plan=plan,
        outline=outline,
        survey=survey,
        target=Target(format or writer, format or writer),
        writer=writer,
        drawings=_drawings(book, survey, writer, store) if Phase.DRAW in phases else {},
        citations=printed.citations.get(path, ()),
        works=printed.works.get(path, CitedWorks()),
        index=index_chapters(book, outline, surveys, {path}).get(path, ChapterIndex()),
        terms=resolve_terms(surveys, outline).get(path, ()),
    )
    doc = _apply(filters, Phase.NUMBER, Phase.NUMBER, doc, _as_text(context))
    doc = restore_ids(doc, plan)
    doc = _apply(filters, Phase.CITE, Phase.TYPESET, doc, context)
    shaped, meta = write_document(doc, bare.meta), bare.meta
    for word, file in _HEADS.get(writer, ()):
        if word.encode() in shaped:
            text = (files("chapbook.templates") / "standalone" / file).read_text("utf-8")
            meta = add_to_head(meta, writer, text)
    return write_document(doc, meta)


def choose_filters(registry: Registry, name: str) -> tuple[Filter, ...]:
    """The filters that the file `filters/NAME.py` offers, or all."""
    if name == _ALL:
        return registry.filters
    by_file = {_file_of(filter) for filter in registry.filters}
    if name not in by_file:
        raise ChapbookError(
            f"there is no filter '{name}'",
            hint=f"choose one of: {', '.join(sorted(_PREFIX + n for n in (_ALL, *by_file)))}",
        )
    return tuple(filter for filter in registry.filters if _file_of(filter) == name)


def writer_for(format: str) -> str:
    """Pandoc's name of a format (`epub3`, `beamer`) → the writer that filters know."""
    return next((ours for start, ours in _WRITERS if format.startswith(start)), "html")


def one_line(error: ChapbookError) -> str:
    """An error with its place and next step, in a line."""
    parts = [f"{error.place}: " if error.place else "", error.message]
    parts += [f" ({error.hint})"] if error.hint else []
    return " ".join("".join(parts).split())


def _file_of(filter: Filter) -> str:
    return type(filter).__module__.rsplit(".", 1)[-1]


def _as_text(context: Context) -> Context:
    """The context for numbering, by which numbers and caption labels are written out.

    Pandoc's own templates have none of the counters that ours have.
    """
    return replace(context, writer="html")


def _apply(
    filters: Sequence[Filter], first: Phase, last: Phase, doc: object, context: Context
) -> object:
    for filter in filters:
        if first <= filter.phase <= last:
            doc = filter.apply(doc, context)
    return doc


def _drawings(book: Book, survey: Survey, writer: str, store: Store) -> Mapping[str, Drawing]:
    """Each image's drawing as files of the store; one that cannot be found stays as it is."""
    kinds = _KINDS[writer]
    found = {image.src: Drawing({kinds[0]: image.src}, 0, 0) for image in survey.images}
    for (_, src), source in find_sources(book, {book.chapters[0].path: survey}).items():
        outcome = draw(DrawTask(book, source, kinds, store))
        if outcome.trouble is not None:
            trouble = outcome.trouble
            raise ChapbookError(
                trouble.message, hint=trouble.hint, path=Path(trouble.path), line=trouble.line
            )
        if outcome.drawing is not None:
            files = outcome.files or {}
            media = {k: str(files[n].resolve()) for k, n in outcome.drawing.media.items()}
            found[src] = replace(outcome.drawing, media=media)
    return found


def _citations(
    book: Book, survey: Survey, outline: Outline, registry: Registry, store: Store
) -> PrintedBook:
    """The printed citations and lists, where a list of works cited lies in the folder."""
    surveys = {book.chapters[0].path: survey}
    bibliography = read_bibliography(book, registry)
    resolved = resolve_notes(book, surveys, outline, bibliography, store)
    return print_citations(book, surveys, outline, resolved, bibliography, registry, store)
