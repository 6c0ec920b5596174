"""The names and prefixes of a book's own kinds: those that mean something else, or two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.labels import HEADINGS
from chapbook.manifest_check import Problem
from chapbook.manifest_numbering import PREFIX, kinds_of
from chapbook.manifest_yaml import Fields
from chapbook.numbering import PART, uncapitalized

#: What the names of kinds mean already, as kinds of headings or as classes.
_TAKEN = frozenset(
    {
        *("part", "chapter", "section", "appendix", "front-matter", "back-matter"),
        *("subfigure", "subfigures", "unnumbered"),
    }
)
#: A word for one and a word for several.
_FORMS = 2


def bad_kinds(fields: Fields) -> Iterator[Problem]:
    """Kinds whose name means something else, or whose labels are not told from those of others."""
    node = fields.get("kinds")
    if not isinstance(node, Fields):
        return
    lines = {key.text: key.line for key, _ in node.entries}
    known: dict[str, str] = dict.fromkeys((*HEADINGS, PART), "headings")
    for kind in kinds_of(node):
        line = lines.get(kind.name, node.line)
        if kind.name in _TAKEN:
            yield Problem(
                line,
                f"'{kind.name}' is no name for a kind of your own",
                "call it something else; its `title` says which word is printed",
            )
            continue
        if not re.fullmatch(PREFIX.pattern, kind.prefix):
            yield Problem(
                line,
                f"the kind '{kind.name}' needs a `prefix`: labels do not begin with such a name",
                "give it one of letters, such as `prefix: alg`",
            )
            continue
        for word in dict.fromkeys((uncapitalized(kind.prefix), uncapitalized(kind.name))):
            if word in known:
                yield Problem(
                    line,
                    f"labels that begin with '{word}:' would be of '{kind.name}' and of "
                    f"{_quoted(known[word])}",
                    "give one of them another `prefix`",
                )
            known.setdefault(word, kind.name)
        if len(kind.reference) > _FORMS:
            yield Problem(
                line,
                f"`reference` of the kind '{kind.name}' has {len(kind.reference)} words",
                "give one, or two: what stands in references to one and to several",
            )


def _quoted(name: str) -> str:
    return name if name == "headings" else f"'{name}'"
