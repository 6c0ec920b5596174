"""Find citations in a Pandoc document: `[Source: Author, Year]` and Pandoc's own `[@key]`.

The survey counts them and the citations filter replaces the n-th by its printed form, so both take
their order from here: a depth-first walk in reading order. A citation begins and ends within one
list of inlines; code and the alternative text of images hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import panflute as pf

from chapbook.labels import is_reference
from chapbook.numbering import NumberingSettings
from chapbook.tree import plain_text

_OPENER = re.compile(r"\[Sources?:")


@dataclass(frozen=True)
class SourceRun:
    """One citation as a run of inlines: `container[start:end]`; of Pandoc's form, `cite` alone.

    It begins at character `first` of the run's first `Str` and ends before character `last` of its
    final one, which may hold more of the sentence (`([Source:` … `2023]).`). `text` is what stands
    between `[Source:` and `]`. `note` counts the footnotes up to the one that it is in, 0 outside,
    where `after` says how many come before it.
    """

    container: pf.ListContainer
    start: int
    end: int
    first: int
    last: int
    text: str
    note: int = 0
    cite: pf.Cite | None = None
    after: int = 0

    @property
    def leading(self) -> str:
        """What stands before the bracket in the same word: `(` of `([Source:`."""
        if self.cite is not None:
            return ""
        return str(self.container[self.start].text)[: self.first]

    @property
    def trailing(self) -> str:
        """What stands after the bracket in the same word: `.` of `2023].`."""
        if self.cite is not None:
            return ""
        return str(self.container[self.end - 1].text)[self.last :]


def iter_source_notes(
    element: pf.Element, numbering: NumberingSettings | None = None
) -> Iterator[SourceRun]:
    """Every citation below a document or element, in reading order."""
    yield from _below(element, _Walk(numbering or NumberingSettings()))


def count_footnotes(element: pf.Element) -> int:
    """How many footnotes of the author's are below a document or element."""
    walk = _Walk(NumberingSettings())
    for _ in _below(element, walk):
        pass
    return walk.notes


def replace_source_notes(
    element: pf.Element,
    replacements: Sequence[Sequence[pf.Inline] | None],
    numbering: NumberingSettings | None = None,
) -> None:
    """Put the n-th list of inlines in the place of the n-th citation; None leaves it as written.

    One of Pandoc's form that is left, or that comes after the last of them, becomes its text.
    """
    runs = list(iter_source_notes(element, numbering))
    filled = [*replacements, *([None] * len(runs))][: len(runs)]
    # From the last to the first, so that the indices of those still to come stay true.
    for run, inlines in reversed(list(zip(runs, filled, strict=True))):
        if inlines is None and run.cite is not None:
            inlines = list(run.cite.content)
        if inlines is not None:
            before = [pf.Str(run.leading)] if run.leading else []
            after = [pf.Str(run.trailing)] if run.trailing else []
            start = run.start - 1 if _hugs(run, inlines) else run.start
            run.container[start : run.end] = [*before, *inlines, *after]


@dataclass
class _Walk:
    numbering: NumberingSettings
    notes: int = 0
    inside: int = 0


def _hugs(run: SourceRun, inlines: Sequence[pf.Inline]) -> bool:
    """A footnote's mark and raised numbers stand close to the word before them."""
    first = inlines[0] if inlines else None
    while isinstance(first, pf.Span | pf.Link) and first.content:
        first = first.content[0]
    return (
        bool(isinstance(first, pf.Note | pf.Superscript) and run.start and not run.leading)
        and isinstance(run.container[run.start - 1], pf.Space | pf.SoftBreak)
    )  # fmt: skip


def _below(element: pf.Element, walk: _Walk) -> Iterator[SourceRun]:
    if isinstance(element, pf.Note) and not walk.inside:
        walk.notes += 1
        walk.inside = walk.notes
        yield from _below(element, walk)
        walk.inside = 0
        return
    for container in _containers(element):
        yield from _runs(container, walk)


def _runs(container: pf.ListContainer, walk: _Walk) -> Iterator[SourceRun]:
    index, char = 0, 0
    items = container.list
    while index < len(items):
        item = items[index]
        if not isinstance(item, pf.Str):
            if isinstance(item, pf.Cite) and is_citation(item, walk.numbering):
                text = plain_text(item)
                after = 0 if walk.inside else walk.notes
                yield SourceRun(container, index, index + 1, 0, 0, text, walk.inside, item, after)
            elif item._children:
                yield from _below(item, walk)
        elif opener := _OPENER.search(item.text, char):
            run = _run(container, index, opener, walk)
            if run:
                yield run
                index, char = run.end - 1, run.last
                continue
        index, char = index + 1, 0


def _run(
    container: pf.ListContainer, start: int, opener: re.Match[str], walk: _Walk
) -> SourceRun | None:
    closing = _closing(container, start, opener.end())
    if closing is None:
        return None
    end, last = closing
    items = list(container)
    words = [item.text if isinstance(item, pf.Str) else _plain(item) for item in items[start:end]]
    words[-1] = words[-1][: last - 1]
    words[0] = words[0][opener.end() :]
    text = " ".join("".join(words).split())
    after = 0 if walk.inside else walk.notes
    return SourceRun(container, start, end, opener.start(), last, text, walk.inside, None, after)


def is_citation(cite: pf.Cite, numbering: NumberingSettings) -> bool:
    """Whether a `Cite` names works, and not labels of the book or chapters of a companion."""
    first = cite.content[0] if cite.content else None
    if isinstance(first, pf.Str) and first.text.startswith("@ref("):  # bookdown's
        return False
    return not any(is_reference(citation.id, numbering) for citation in cite.citations)


def _closing(container: pf.ListContainer, start: int, char: int) -> tuple[int, int] | None:
    """The end of the run and the character after its `]`; brackets inside a citation balance."""
    depth = 1
    for index in range(start, len(container)):
        item = container[index]
        if not isinstance(item, pf.Str):
            continue
        offset = char if index == start else 0
        for bracket in re.finditer(r"[\[\]]", item.text[offset:]):
            depth += 1 if bracket.group() == "[" else -1
            if depth == 0:
                return index + 1, offset + bracket.end()
    return None


def _plain(item: pf.Inline) -> str:
    return str(pf.stringify(item, newlines=False))


def _containers(element: pf.Element) -> Iterator[pf.ListContainer]:
    """The lists of children to look into; a part that is one element has its own looked into."""
    if isinstance(element, pf.Image):
        return
    for name in element._children:
        child = getattr(element, name)
        if isinstance(child, pf.ListContainer):
            yield child
        elif isinstance(child, pf.Element) and not isinstance(child, pf.MetaMap):
            yield from _containers(child)
