"""References: citations of labels become prefixes and numbers, in groups and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from chapbook.crossref import latex
from chapbook.crossref.dialects import REFERENCE, label_in
from chapbook.crossref.kinds import SECTION, Kind
from chapbook.crossref.nodes import (
    SPACE,
    Node,
    descend,
    is_blocks,
    join,
    join_all,
    link,
    raw,
    string,
)
from chapbook.crossref.numbers import Entry, Numbers
from chapbook.crossref.templates import fill

_NBSP = "\u00a0"
#: From this many neighbors on, the ones between are left out.
_RANGE = 3


@dataclass(frozen=True)
class Reference:
    """One label that is referred to; `entry` is None if nothing has it."""

    label: str
    entry: Entry | None
    suffix: tuple[Node, ...] = ()


@dataclass
class Resolver:
    """Puts references in place of citations; gathers the labels that it does not find."""

    numbers: Numbers
    missing: list[str] = field(default_factory=list)

    def resolve(self, value: Any) -> Any:
        """A document or a part of it, its references resolved."""
        return descend(value, self._list)

    def _list(self, items: list[Node]) -> list[Node]:
        walked = [{**item, "c": self.resolve(item["c"])} if "c" in item else item for item in items]
        if is_blocks(items):
            return walked
        made: list[Node] = []
        touches = False
        for item in walked:
            instead = self._changed(item)
            new = [item] if instead is None else instead
            # What was put in joins what follows it, not what is before it, as in pandoc-crossref.
            made[-1:] = join(made[-1:], new) if touches else [*made[-1:], *new]
            touches = instead is not None
        return made

    def _changed(self, item: Node) -> list[Node] | None:
        """What stands in the place of a citation, or of a word with references in it."""
        if item["t"] == "Cite":
            return self._citation(item)
        if item["t"] == "Str" and "@ref(" in item["c"]:
            return self._typed(item["c"])
        return None

    def _citation(self, cite: Node) -> list[Node]:
        citations = cite["c"][0]
        groups = [list(group) for _, group in groupby(citations, self._key)]
        made = [self._group(group) for group in groups]
        if all(self._kind(citation) is None for citation in citations) and len(groups) == 1:
            return made[0]
        return join_all(made, [string(","), dict(SPACE)])

    def _typed(self, text: str) -> list[Node]:
        """A word with references as bookdown has them, which are numbers without a prefix."""
        made: list[Node] = []
        end = 0
        for match in REFERENCE.finditer(text):
            label = label_in(match["label"])
            entry = self.numbers.by_label.get(label)
            if entry is None:
                continue
            reference = [Reference(label, entry)]
            made = join(made, [string(text[end : match.start()])] if match.start() > end else [])
            made = join(made, self._made(entry.kind, reference, [], False, True))
            end = match.end()
        return join(made, [string(text[end:])] if end < len(text) else [])

    def _key(self, citation: dict[str, Any]) -> tuple[object, ...]:
        kind = self._kind(citation)
        if kind is None:
            return (None,)
        bare = citation["citationMode"]["t"] == "SuppressAuthor"
        return kind.prefix, repr(citation["citationPrefix"]), bare

    def _kind(self, citation: dict[str, Any]) -> Kind | None:
        return self.numbers.settings.kind_of(citation["citationId"])

    def _group(self, citations: list[dict[str, Any]]) -> list[Node]:
        kind = self._kind(citations[0])
        if kind is None:
            return [{"t": "Cite", "c": [citations, _as_written(citations)]}]
        references = [self._reference(citation) for citation in citations]
        first = citations[0]
        capital = first["citationId"][:1].isupper()
        bare = first["citationMode"]["t"] == "SuppressAuthor"
        own = first["citationPrefix"]
        return self._made(kind, references, own, capital, bare)

    def _made(
        self, kind: Kind, references: list[Reference], own: list[Node], capital: bool, bare: bool
    ) -> list[Node]:
        made = self._in_latex if self.numbers.settings.latex else self._in_words
        return made(kind, references, own, capital, bare)

    def _reference(self, citation: dict[str, Any]) -> Reference:
        label = citation["citationId"]
        label = label[:1].lower() + label[1:]
        entry = self.numbers.by_label.get(label)
        if entry is None:
            self.missing.append(label)
        suffix = citation["citationSuffix"]
        if suffix and citation["citationMode"]["t"] == "AuthorInText":
            suffix = [dict(SPACE), *suffix]
        return Reference(label, entry, tuple(suffix))

    def _prefix(self, kind: Kind, count: int, capital: bool) -> list[Node]:
        settings = self.numbers.settings
        name = f"{kind.stem}Prefix"
        upper = name[:1].upper() + name[1:]
        if capital and settings.has(upper):
            return settings.item(upper, count - 1)
        items = settings.item(name, count - 1)
        return capitalized(items) if capital else items

    def _in_latex(
        self, kind: Kind, references: list[Reference], own: list[Node], capital: bool, bare: bool
    ) -> list[Node]:
        names = [latex.label_name(reference.label) for reference in references]
        if self.numbers.settings.flag("cref"):
            command = "labelcref" if bare else "Cref" if capital else "cref"
            return [raw("latex", f"\\{command}{{{','.join(names)}}}")]
        listed = [raw("latex", ", ".join(f"\\ref{{{name}}}" for name in names))]
        if bare:
            return listed
        if own:
            return join(own, [dict(SPACE)], listed)
        return self._prefixed(kind, self._prefix(kind, len(references), capital), listed)

    def _in_words(
        self, kind: Kind, references: list[Reference], own: list[Node], capital: bool, bare: bool
    ) -> list[Node]:
        settings = self.numbers.settings
        linked, alone = settings.flag("linkReferences"), len(references) == 1
        whole = linked and alone and settings.flag("nameInLink") and not bare
        index = self._indices(references, linked and not whole)
        if bare:
            made = index
        elif own:
            made = join(own, [dict(SPACE)], index)
        else:
            made = self._prefixed(kind, self._prefix(kind, len(references), capital), index)
        return [link(made, references[0].label)] if whole and references[0].entry else made

    def _prefixed(self, kind: Kind, prefix: list[Node], index: list[Node]) -> list[Node]:
        settings = self.numbers.settings
        template = settings.inlines(f"{kind.stem}PrefixTemplate")
        made = fill(template, {"p": prefix, "i": index}, settings)
        if not prefix and made and made[0]["t"] == "Str":
            # No prefix, hence no space after it.
            word = made[0]["c"].lstrip(_NBSP)
            made = [*([string(word)] if word else []), *made[1:]]
        return made

    def _indices(self, references: list[Reference], linked: bool) -> list[Node]:
        """The numbers of a group, in order, neighbors as ranges."""
        settings = self.numbers.settings
        unique = list({(r.label, repr(r.suffix)): r for r in references}.values())
        missing = [r for r in unique if r.entry is None]
        found = sorted((r for r in unique if r.entry is not None), key=self._order)
        parts = [[_marker(reference.label)] for reference in missing]
        for run in _runs(found):
            made = [self._index(reference, linked) for reference in run]
            if len(run) >= _RANGE:
                made = [join(made[0], settings.inlines("rangeDelim"), made[-1])]
            parts += made
        if len(parts) == 2:
            return join(parts[0], settings.inlines("pairDelim"), parts[1])
        if len(parts) < 2:
            return parts[0]
        start = join_all(parts[:-1], settings.inlines("refDelim"))
        return join(start, settings.inlines("lastDelim"), parts[-1])

    def _order(self, reference: Reference) -> tuple[object, ...]:
        assert reference.entry is not None
        chapter, number, sub = reference.entry.place
        if reference.entry.kind is SECTION:
            return ((*chapter, number),)
        # What stands before the first chapter comes ahead of what stands in it.
        return (chapter, number, sub)

    def _index(self, reference: Reference, linked: bool) -> list[Node]:
        entry, settings = reference.entry, self.numbers.settings
        assert entry is not None
        variables = {
            "i": entry.index(settings),
            "suf": list(reference.suffix),
            "t": list(entry.title),
            "s": [string(entry.sub.text)] if entry.sub else [],
        }
        name = "subfigureRefIndexTemplate" if entry.sub else "refIndexTemplate"
        made = fill(settings.template(name, entry.kind.prefix), variables, settings)
        return [link(made, reference.label)] if linked else made


def capitalized(items: Sequence[Node]) -> list[Node]:
    """Each word with a capital letter first."""

    def on_list(nodes: list[Node]) -> list[Node]:
        return [
            string(node["c"][:1].upper() + node["c"][1:])
            if node["t"] == "Str"
            else {**node, **({"c": descend(node["c"], on_list)} if "c" in node else {})}
            for node in nodes
        ]

    return on_list(list(items)) if items else []


def _runs(references: list[Reference]) -> list[list[Reference]]:
    """Runs of neighbors without words after them."""
    runs: list[list[Reference]] = []
    for reference in references:
        if runs and _follows(runs[-1][-1], reference):
            runs[-1].append(reference)
        else:
            runs.append([reference])
    return [part for run in runs for part in ([run] if len(run) >= _RANGE else [[r] for r in run])]


def _follows(first: Reference, second: Reference) -> bool:
    if first.entry is None or second.entry is None or first.suffix or second.suffix:
        return False
    chapter, number, sub = first.entry.place
    if sub:
        return second.entry.place == (chapter, number, sub + 1)
    return second.entry.place == (chapter, number + 1, 0)


def _marker(label: str) -> Node:
    return {"t": "Strong", "c": [string(f"¿{label}?")]}


def _as_written(citations: list[dict[str, Any]]) -> list[Node]:
    """Citations of books, as an author would write them."""
    parts = []
    for citation in citations:
        before = [*citation["citationPrefix"], dict(SPACE)] if citation["citationPrefix"] else []
        sign = "-@" if citation["citationMode"]["t"] == "SuppressAuthor" else "@"
        cited = [string(sign + citation["citationId"])]
        parts.append(join(before, cited, citation["citationSuffix"]))
    return join([string("[")], join_all(parts, [string(";"), dict(SPACE)]), [string("]")])
