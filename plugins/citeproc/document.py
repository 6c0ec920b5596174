"""A whole document: numbers, positions, disambiguation, citations and the list of works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from chapbook.plugins.citeproc.cites import Cite, Item, with_extra
from chapbook.plugins.citeproc.clusters import Printed, assemble
from chapbook.plugins.citeproc.disambiguation import disambiguate
from chapbook.plugins.citeproc.finish import Node, settle, tree
from chapbook.plugins.citeproc.marks import ANY_MARK, SEAM, TERM, bare, read_field, tagged
from chapbook.plugins.citeproc.positions import Place, places
from chapbook.plugins.citeproc.style import Style

_CSL = "{http://purl.org/net/xbiblio/csl}"

#: The first letter of a word of the language that begins a note, or follows a full stop in it.
_CAPITAL = re.compile(rf"((?:^|[.?!]”?{ANY_MARK}* ){ANY_MARK}*{TERM}{ANY_MARK}*)(\w)")


@dataclass(frozen=True)
class Asked:
    """A work as a citation names it; `mode` as in `chapbook.bibliography.Cited`."""

    key: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    mode: str = "normal"


class Document:
    """The works and citations of a document in a style."""

    def __init__(
        self,
        style: Style,
        works: Mapping[str, Mapping[str, Any]],
        citations: Sequence[tuple[Sequence[Asked], int]],
        uncited: Iterable[str] = (),
        chapters: Sequence[str] = (),
        notes: str = "chapter",
    ) -> None:
        self.style = style
        self.asked = citations
        #: Whether a name's particle at the beginning of a note is capitalized.
        self.capitals = False
        cited = dict.fromkeys(work.key for works_, _ in citations for work in works_)
        keys = [*cited, *(key for key in dict.fromkeys(uncited) if key not in cited)]
        self.items = {key: Item(key, with_extra(works[key])) for key in keys if key in works}
        self.citing = style.root.citation
        self.listing = style.root.bibliography
        self._number(self.items.values())
        self.order = self._sorted_list()
        self._number(reversed(self.order) if self._falling() else self.order)
        self.places = places(style, citations, chapters, notes)
        with suppress(Exception):  # a style that cannot print a work cannot tell it apart either
            disambiguate(self)

    def _number(self, items: Iterable[Item]) -> None:
        for number, item in enumerate(items, 1):
            item.number = number

    def _sorted_list(self) -> list[Item]:
        items = list(self.items.values())
        sort = self.listing.find(f"{_CSL}sort") if self.listing is not None else None
        if sort is None:
            return items
        area = self.listing
        try:
            return list(sort.order(items, lambda item: Cite(item, self.style, area, listed=True)))
        except Exception:  # as above
            return items

    def _falling(self) -> bool:
        """Whether the list runs from the last number to the first."""
        falling = False
        keys = [] if self.listing is None else self.listing.findall(f"{_CSL}sort/{_CSL}key")
        for key in keys:
            macro = self.style.macros.get(key.get("macro") or "")
            numbered = macro is not None and self.style.uses("citation-number", macro)
            if numbered or key.get("variable") == "citation-number":
                falling = key.get("sort") == "descending"
        return falling

    def cite(self, asked: Asked, place: Place | None = None) -> Cite:
        """A work at a place, ready to be printed."""
        place = place or Place()
        return Cite(
            self.items[asked.key], self.style, self.citing, locator=asked.locator,
            label=asked.label, position=place.position, near=place.near, first_note=place.note,
            without_author=asked.mode in ("suppress-author", "in-text"),
        )  # fmt: skip

    def print_cite(self, cite: Cite) -> str:
        """What a work prints in a citation."""
        return str(self.citing.layout.content(cite))

    def citations(self) -> list[Node | None]:
        """Each citation, finished, with an author that stands in the text before the rest."""
        return [self.citation(place)[1] for place in range(len(self.asked))]

    def citation(self, place: int) -> tuple[Node | None, Node | None]:
        """The author that stands in the text, and the citation; None for what cannot be printed."""
        asked, where = self.asked[place][0], self.places[place]
        try:
            author = None
            if asked and asked[0].mode == "in-text" and asked[0].key in self.items:
                names = self._names(asked[0], where[0])
                author = self.finish(names) if names else None
            return author, self.finish(self._citation(list(asked), where))
        except Exception:  # whatever a style makes the processor stumble over
            return None, None

    def _citation(self, asked: list[Asked], where: Sequence[Place]) -> str:
        pairs = [
            (work, place)
            for work, place in zip(asked, where, strict=True)
            if work.key in self.items
        ]
        index = {id(pair[0]): number for number, pair in enumerate(pairs)}
        sort = self.citing.find(f"{_CSL}sort")
        if sort is not None and len(pairs) > 1:
            pairs = list(sort.order(pairs, lambda pair: self.cite(*pair)))
        printed = []
        for work, place in pairs:
            if work.mode == "author-only":
                return self.author(work, place)
            cite = self.cite(work, place)
            printed.append(Printed(work, place, cite, self.print_cite(cite), index[id(work)]))
        text = assemble(self, printed)
        if self.capitals and self.style.is_note and printed and not printed[0].work.prefix:
            text = _particle(text, printed[0].cite.names or "")
        text = _CAPITAL.sub(lambda found: found[1] + found[2].upper(), text)
        return str(self.citing.layout.dressed(text))

    def author(self, work: Asked, place: Place) -> str:
        """The names alone, as they stand in the text; the number in a style without names."""
        return self._names(work, place) or f"[{self.items[work.key].number}]"

    def _names(self, work: Asked, place: Place) -> str:
        cite = self.cite(replace(work, mode="normal"), place)
        self.print_cite(cite)
        return cite.names or ""

    def finish(self, text: str) -> Node:
        """Settle punctuation and read the marks."""
        inside = self.style.options.get("punctuation-in-quote") == "true"
        return tree(settle(text, inside), self.style.quotes)

    def entries(self) -> list[tuple[str, Node | None]]:
        """The list of works: keys and finished entries, None for what cannot be printed.

        The Node of a work that the style leaves out is empty.
        """
        if self.listing is None:
            return [(item.key, None) for item in self.order]
        mark = self.listing.get("subsequent-author-substitute")
        rule = self.listing.get("subsequent-author-substitute-rule") or "complete-all"
        found: list[tuple[str, Node | None]] = []
        before: list[str] = []
        for item in self.order:
            try:
                text, names = self._replaced(item, rule, mark, before)
                printed = self.finish(text) if re.search(r"\w", bare(text)) else Node("")
                found.append((item.key, printed))
                before = names
            except Exception:  # as in `citation`
                found.append((item.key, None))
                before = []
        return found

    def _replaced(
        self, item: Item, rule: str, mark: str | None, before: list[str]
    ) -> tuple[str, list[str]]:
        """An entry, with authors that the one before has replaced by the mark; and its authors."""
        cite = Cite(item, self.style, self.listing, listed=True)
        text = self._entry(cite)
        if mark is None or not before or not cite.name_list:
            return text, cite.name_list
        again = Cite(item, self.style, self.listing, listed=True)
        again.replace = (rule, read_field(mark), before)
        return self._entry(again), cite.name_list

    def _entry(self, cite: Cite) -> str:
        layout = self.listing.layout
        if not self.listing.get("second-field-align"):
            return str(layout.dressed(layout.content(cite)))
        printed = [text for child in layout if (text := child.render(cite))]
        if len(printed) < 2:
            return str(layout.dressed("".join(printed)))
        prefix, suffix = layout.get("prefix") or "", layout.get("suffix") or ""
        rest = f"{SEAM}".join(printed[1:]) + f"{SEAM}{suffix}"
        return tagged("left-margin", prefix + printed[0]) + tagged("right-inline", rest)


def _particle(text: str, names: str) -> str:
    """A note that begins with a particle begins with a capital: `Van Gogh`."""
    if not names[:1].islower() or not bare(text).startswith(bare(names)):
        return text
    return re.sub(rf"^({ANY_MARK}*)(\w)", lambda found: found[1] + found[2].upper(), text)
