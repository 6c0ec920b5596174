"""The key `numbering` of `book.yaml`: what may stand there, and the settings that it makes."""

from __future__ import annotations

from dataclasses import replace

from chapbook.manifest_kinds import Key, Keys, Many, Named, OneOf, Text, Word
from chapbook.manifest_yaml import Fields, Items, Node, Scalar
from chapbook.numbering import (
    BUILTIN,
    RESTARTS,
    SCHEMES,
    Kind,
    NumberingSettings,
)

_DEPTH = Text("a level from 0 to 6", r"^[0-6]$")
PREFIX = Text("a word of letters", r"^[A-Za-z][A-Za-z0-9]*$")
#: What the number is put beside, so braces, which would stand for it, are left out.
_WORDS = Text("text without '{' and '}'", r"^[^{}]*[^{}\s][^{}]*$")

_KIND = Keys(
    {
        "title": Key(_WORDS, "the word before its number, such as Algorithm"),
        "reference": Key(
            OneOf((_WORDS, Many(_WORDS, 1))), "the words in references: to one, to several"
        ),
        "prefix": Key(PREFIX, "what its labels begin with; default its name"),
        "restart": Key(Word(RESTARTS), "when it begins again from 1; default chapter"),
        "scheme": Key(Word(SCHEMES), "how its numbers are written; default decimal"),
        "list": Key(Word(("on", "off"), switch=True), "whether its list can be asked for"),
    }
)

NUMBERING = Keys(
    {
        "depth": Key(
            _DEPTH, "the deepest heading level that is numbered: 1 for chapters; default 3"
        ),
        "parts": Key(Word(SCHEMES), "how Parts are numbered; default roman"),
        "chapters": Key(Word(SCHEMES), "how chapters are numbered; default decimal"),
        "appendices": Key(Word(SCHEMES), "how appendices are numbered; default letters"),
        "restart": Key(Word(("part", "never")), "when chapters begin again from 1; default never"),
        "footnotes": Key(Word(("chapter", "book")), "what footnotes are counted by"),
        "equations": Key(Word(("labeled", "all")), "which displayed equations are numbered"),
        "kinds": Key(Named(_KIND), "changes to figure, table, listing, equation; own kinds"),
    }
)

LINKS = Keys(
    {
        "mentions": Key(
            Word(("link", "check", "off")), "what is done with prose such as `see Chapter 6`"
        )
    }
)


def numbering_of(fields: Fields) -> NumberingSettings:
    """The settings, from the checked value of `numbering`."""
    default = NumberingSettings()
    depth = _text(fields, "depth")
    return NumberingSettings(
        depth=int(depth) if depth else default.depth,
        parts=_text(fields, "parts") or default.parts,
        chapters=_text(fields, "chapters") or default.chapters,
        appendices=_text(fields, "appendices") or default.appendices,
        restart=_text(fields, "restart") or default.restart,
        footnotes=_text(fields, "footnotes") or default.footnotes,
        equations=_text(fields, "equations") or default.equations,
        kinds=kinds_of(fields.get("kinds")),
    )


def mentions_of(fields: Fields) -> str:
    """What is done with mentions, from the checked value of `links`."""
    said = (_text(fields, "mentions") or "link").lower()
    return {"false": "off", "no": "off", "true": "link", "yes": "link", "on": "link"}.get(
        said, said
    )


def kinds_of(node: Node | None) -> tuple[Kind, ...]:
    """All kinds, from the checked value of `kinds`: the built-in ones, then those of the book."""
    said = {key.text: value for key, value in node.entries} if isinstance(node, Fields) else {}
    own = [Kind(name, name) for name in said if name not in {kind.name for kind in BUILTIN}]
    return tuple(_changed(kind, said.get(kind.name)) for kind in [*BUILTIN, *own])


def _changed(kind: Kind, node: Node | None) -> Kind:
    if not isinstance(node, Fields):
        return kind
    reference = node.get("reference")
    words = reference.items if isinstance(reference, Items) else (reference,)
    listed = (_text(node, "list") or "").lower()
    return replace(
        kind,
        title=_text(node, "title") or kind.title or _spoken(kind),
        prefix=_text(node, "prefix") or kind.prefix,
        reference=tuple(word.text.strip() for word in words if isinstance(word, Scalar)),
        restart=_text(node, "restart") or kind.restart,
        scheme=_text(node, "scheme") or kind.scheme,
        listed=listed in ("on", "true", "yes") if listed else kind.listed,
    )


def _spoken(kind: Kind) -> str:
    """The word for an own kind that has no title; the built-in ones are in the table of words."""
    return "" if kind in BUILTIN else kind.name.capitalize()


def _text(fields: Fields, name: str) -> str | None:
    node = fields.get(name)
    return " ".join(node.text.split()) if isinstance(node, Scalar) else None
