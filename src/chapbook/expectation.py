"""What a finished file must show: taken from a shaped manuscript, to be compared by `parity`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from chapbook.outline import Label
from chapbook.readback import squeeze
from chapbook.roles import Inlines, Manuscript
from chapbook.wanted import BREAK, Expected, Wanted, pieces_of, text_of
from chapbook.web_address import mend_address

#: Letters and digits before a phrase that tell where it stands.
_LEAD = 24
#: Classes of Spans that numbering puts before a title.
_LABELS = frozenset({"number", "caption-label"})
_FIGURE = re.compile(r'<figure id="([^"]*)"')
_INSIDE = {"Figure", "Table", "Div", "Span", "Header"}


def expect(
    manuscript: Manuscript, printed: Mapping[PurePosixPath, Sequence[Inlines | None]]
) -> Expected:
    """What a file made of the manuscript must show.

    `printed` holds the citations of each chapter in order, None for one that names no source.
    """
    labels = tuple(_included(manuscript))
    reader = _Reader({label.anchor for label in labels}, frozenset(manuscript.media))
    reader.visit(json.loads(manuscript.document)["blocks"])
    labels = tuple(label for label in labels if label.anchor not in reader.noted)
    links = (link for link in reader.links if link.target.removeprefix("#") not in reader.noted)
    chapters = {plan.slug: plan.chapter.path for plan in manuscript.included}
    phrases = list(reader.phrases)
    for slug, said in reader.texts.items():
        cited = [text_of(inlines) for inlines in printed.get(chapters[slug], ()) if inlines]
        phrases += _placed(cited, "".join(said), slug)
    titles = {
        label.anchor: reader.titles.get(label.anchor)
        or Wanted(label.title, pieces_of(label.title), label.anchor)
        for label in labels
    }
    return Expected(
        labels,
        titles,
        frozenset(reader.ids | reader.anchors) - {""},
        tuple(link for link in links if _is_kept(link.target, reader.ids)),
        tuple(reader.notes),
        tuple(reader.alts),
        tuple(phrases),
        frozenset(reader.noted),
    )


@dataclass
class _Reader:
    """Reads the document once; each list is in reading order."""

    anchors: set[str]
    media: frozenset[str]
    ids: set[str] = field(default_factory=set)
    titles: dict[str, Wanted] = field(default_factory=dict)
    links: list[Wanted] = field(default_factory=list)
    notes: list[Wanted] = field(default_factory=list)
    alts: list[Wanted] = field(default_factory=list)
    phrases: list[Wanted] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    #: Ids in footnotes, where not every format can point to.
    noted: set[str] = field(default_factory=set)
    #: The figure that is open where it is written as HTML, and whose caption comes next.
    figure: str = ""
    captioned: str = ""
    in_note: bool = False
    near: str = ""
    said: list[str] = field(default_factory=list)

    def visit(self, node: Any) -> None:
        """Take what is in a node, and go on below it."""
        if isinstance(node, list):
            for item in node:
                self.visit(item)
            return
        if not isinstance(node, dict):
            return
        content: Any = node.get("c")
        match node.get("t"):
            case "Str":
                self.said.append(content)
            case "Space" | "SoftBreak" | "LineBreak":
                self.said.append(" ")
            case "Code":
                self.ids.add(content[0][0])
                self.said.append(content[1])
            case "CodeBlock":
                self.ids.add(content[0][0])
                self.said.append(BREAK)
            case "Math" | "RawInline" | "RawBlock":
                self._raw(content[1])
                self.said.append(BREAK)
            case "Para" | "Plain":
                if self.captioned:
                    self._title(self.captioned, content)
                    self.captioned = ""
                self.visit(content)
                self.said.append(BREAK)
            case "Note":
                self._note(content)
            case "Image":
                self._image(content)
            case "Link":
                self._link(content)
            case kind if kind in _INSIDE:
                self._open(node)
                self.visit(content)
                if kind == "Header":
                    self.said.append(BREAK)
            case _:
                self.visit(content)

    def _open(self, node: dict[str, Any]) -> None:
        content, kind = node["c"], node["t"]
        id, classes, _ = content[1] if kind == "Header" else content[0]
        self.ids.add(id)
        if self.in_note:
            self.noted.add(id)
        if kind == "Span" and "reference" in classes:
            self._phrase(text_of(content[1]))
        if kind == "Header" and id in self.anchors:
            self.near = id
            if "--" not in id:
                self.said = self.texts.setdefault(id, [])
        if id not in self.anchors:
            return
        match kind:
            case "Header":
                title = content[2]
            case "Div":
                title = _entitled(content[1], classes)
            case "Figure" | "Table":
                title = content[1]
            case _:
                title = []
        self._title(id, title)

    def _title(self, id: str, title: list[Any]) -> None:
        text = text_of(title, _LABELS)
        self.titles.setdefault(id, Wanted(_shown(text), pieces_of(text), id))

    def _raw(self, text: str) -> None:
        """A listing in HTML stands between raw tags."""
        opened = _FIGURE.match(text)
        if opened:
            self.figure = unescape(opened[1])
        elif text == "<figcaption>" and self.figure in self.anchors:
            self.captioned = self.figure

    def _note(self, content: Any) -> None:
        text = text_of(content)
        self.notes.append(Wanted(_shown(text), pieces_of(text), self.near))
        self.said.append(BREAK)
        around, self.in_note = self.in_note, True
        self.visit(content)
        self.in_note = around
        self.said.append(BREAK)

    def _image(self, content: Any) -> None:
        text = text_of(content[1])
        self.ids.add(content[0][0])
        # Formats write a formula in an alternative text each in its own way.
        if content[2][0] in self.media and BREAK not in text:
            self.alts.append(Wanted(_shown(text), pieces_of(text), self.near))
        self.said.append(BREAK)

    def _link(self, content: Any) -> None:
        text = text_of(content[1])
        self.ids.add(content[0][0])
        if ["role", "doc-backlink"] in content[0][2]:
            return  # a mark and no part of the text; readers of files pass over it, too
        self.links.append(Wanted(_shown(text), pieces_of(text), self.near, content[2][0]))
        self.visit(content[1])
        if ["page", "yes"] in content[0][2]:
            self.said.append(BREAK)  # the page's number, which only the format knows

    def _phrase(self, text: str) -> None:
        lead = squeeze("".join(self.said[-2 * _LEAD :]).rpartition(BREAK)[2])[-_LEAD:]
        self.phrases.append(Wanted(_shown(text), (lead + squeeze(text),), self.near))


def _included(manuscript: Manuscript) -> Iterator[Label]:
    """The labels of what the manuscript contains, Parts before their first chapter."""
    included = {plan.chapter.path for plan in manuscript.included}
    for plan in manuscript.outline.plans:
        if plan.chapter.path in included:
            part = manuscript.outline.opens_part(plan)
            yield from (part, *plan.labels) if part is not None else plan.labels


def _is_kept(target: str, ids: set[str]) -> bool:
    """Whether a link is one that a format must keep: those that lead nowhere are an author's."""
    if target.startswith("#"):
        return target[1:] in ids
    return target.lower().startswith(("http:", "https:")) and mend_address(target) is not None


def _entitled(blocks: list[Any], classes: list[str]) -> list[Any]:
    """Where a Div has its title: that of a Part is all of it."""
    if "part" in classes:
        return blocks
    first = blocks[0] if blocks else {}
    is_title = first.get("t") == "Div" and {"title", "caption"}.intersection(first["c"][0][1])
    return [first] if is_title else []


def _placed(texts: Iterable[str], said: str, slug: str) -> Iterator[Wanted]:
    """Printed citations with the letters before them, found one after the other in a chapter."""
    start = 0
    for text in texts:
        place = said.find(text, start)
        before = said[max(0, place - 4 * _LEAD) : place] if place >= 0 else ""
        start = max(start, place + len(text))
        lead = squeeze(before.rpartition(BREAK)[2])[-_LEAD:]
        pieces = pieces_of(text)
        first = (lead + pieces[0], *pieces[1:]) if pieces else ()
        yield Wanted(_shown(text), first, slug)


def _shown(text: str) -> str:
    return " ".join(text.replace(BREAK, " ").split())
