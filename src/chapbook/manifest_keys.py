"""The keys of `book.yaml`: the one table that validates the file and makes its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping

from chapbook.finding import Severity
from chapbook.manifest_files import MARKDOWN_SUFFIXES
from chapbook.manifest_kinds import (
    Anything,
    FilePath,
    Key,
    Keys,
    Many,
    Named,
    Nothing,
    OneOf,
    Setting,
    Text,
    Word,
)
from chapbook.manifest_numbering import LINKS, NUMBERING

_UUID = r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"

LANGUAGE = Text("a language code such as en-US", r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
DATE = Text("a date as YYYY-MM-DD", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
IDENTIFIER = Text(
    "an ISBN, a UUID, a URN, a DOI or a URL",
    rf"^(urn:[A-Za-z0-9-]+:\S+|https?://\S+|doi:\S+|{_UUID}"
    r"|(ISBN[ :-]?)?[0-9]([ -]?[0-9]){8}[ -]?[0-9Xx]|(ISBN[ :-]?)?97[89]([ -]?[0-9]){10})$",
)
AUTHORS = OneOf((Text("a name"), Many(Text("a name"))))

#: What `citations: {references: …}` may ask for.
LISTS = ("as-written", "chapter", "none", "book")

_MARKDOWN = FilePath(MARKDOWN_SUFFIXES)
_FILES = Many(FilePath())
_ENTRY = OneOf(
    (
        _MARKDOWN,
        Keys(
            {
                "path": Key(_MARKDOWN, "the Markdown file, relative to the book", required=True),
                "title": Key(Text(), "the title for a file that has no heading"),
            }
        ),
    )
)
_ENTRIES = Many(_ENTRY)

_PART = Keys(
    {
        "title": Key(Text(), "the Part's title, without its number", required=True),
        "chapters": Key(Many(_ENTRY, at_least=1), "the Part's chapters in order", required=True),
    }
)

_CONTENTS = Keys(
    {
        "front-matter": Key(_ENTRIES, "unnumbered files before the first chapter"),
        "chapters": Key(_ENTRIES, "chapters outside Parts: before or after them, as written"),
        "parts": Key(Many(_PART), "the Parts in order"),
        "appendices": Key(_ENTRIES, "appendices, lettered A, B, C"),
        "back-matter": Key(_ENTRIES, "unnumbered files at the end"),
    }
)

_COMPANION = OneOf(
    (
        FilePath(outside=True),
        Keys(
            {
                "path": Key(
                    FilePath(outside=True),
                    "the companion's folder or inventory file, relative to this book's folder; "
                    "may lie outside it",
                ),
                "url": Key(
                    Text("an https URL", r"^https://\S+$"),
                    "where its inventory is published, as JSON; instead of path",
                ),
                "aliases": Key(Many(Text()), "what the text calls it, such as Book 1"),
                "edition": Key(Text(), "the edition meant; its inventory's own where not given"),
            }
        ),
    )
)

_SWITCH = Word(("on", "off"), switch=True)
DIAGRAMS = Keys(
    {
        "blocks": Key(
            Word(("marked", "all", "off")),
            "which code blocks are drawn: Mermaid and those marked as diagrams (marked, the "
            "default), every one in a diagram's language (all), or none (off)",
        ),
        "scripts": Key(_SWITCH, "whether scripts in HTML diagrams run; default off"),
        "plots": Key(_SWITCH, "whether Python files that draw plots are run; default off"),
        "timeout": Key(
            Text("seconds from 1 to 600", r"^([1-9]|[1-9][0-9]|[1-5][0-9][0-9]|600)$"),
            "the seconds that one drawing may take; default 30",
        ),
    }
)

_TARGET = OneOf(
    (
        Nothing(),
        Keys(
            {"format": Key(Text(), "the format; the target's name where not given")}, Setting(True)
        ),
    )
)

_CHECK_WORD = Word(("on", "off", *Severity), switch=True)
_CHECK_KEYS = {
    "severity": Key(Word(tuple(Severity)), "how much the check's findings weigh"),
    "enabled": Key(Word(("on", "off"), switch=True), "whether the check runs"),
}


def check_kind(parameters: Keys) -> Keys:
    """What may stand below the code of a check that takes these parameters."""
    return Keys({**_CHECK_KEYS, **parameters.keys}, parameters.other)


def checks_key(parameters: Mapping[str, Keys]) -> Key:
    """The key `checks`, with the `parameters` of those checks that are known."""
    known = {
        code: OneOf((_CHECK_WORD, check_kind(keys))) for code, keys in sorted(parameters.items())
    }
    any_check = OneOf((_CHECK_WORD, Keys(_CHECK_KEYS, Anything())))
    return Key(Named(any_check, known), "checks by code: off, on, a severity, or settings")


BOOK = Keys(
    {
        "title": Key(Text(), "the book's title", required=True),
        "subtitle": Key(Text(), "the line below the title"),
        "authors": Key(AUTHORS, "one name or a list of names"),
        "language": Key(LANGUAGE, "the language of the text as a BCP 47 code; default en-US"),
        "date": Key(DATE, "the date of publication"),
        "edition": Key(Text(), "the edition as it is printed, such as First edition"),
        "identifier": Key(IDENTIFIER, "the ISBN, or a UUID as urn:uuid:…"),
        "rights": Key(Text(), "the rights statement of the copyright page"),
        "publisher": Key(Text(), "the publisher's name"),
        "description": Key(Text(), "a paragraph about the book, for catalogs"),
        "cover": Key(FilePath(), "the cover image"),
        "url": Key(
            Text("an http or https URL", r"^https?://\S+$"),
            "where the book is published, for other books that point to it",
        ),
        "contents": Key(_CONTENTS, "the book's files in reading order", required=True),
        "companions": Key(Named(_COMPANION), "other books that this one points to, by name"),
        "bibliography": Key(
            OneOf((FilePath(), _FILES)), "bibliography files; default WORKS_CITED.md if it exists"
        ),
        "citations": Key(
            Keys(
                {
                    "style": Key(Text(), "the CSL style's name; default chicago-author-date"),
                    "engine": Key(Text(), "the citation engine; default citeproc-py"),
                    "references": Key(
                        OneOf((Word(LISTS), Many(Word(LISTS), 1, True))),
                        "the lists of works, one of the chapters' and the book's; "
                        "default as-written",
                    ),
                    "numbers": Key(
                        Word(("book", "chapter")), "what a numeric style counts through"
                    ),
                }
            ),
            "how citations are printed",
        ),
        "diagrams": Key(DIAGRAMS, "what drawings are made of, and what they may do"),
        "numbering": Key(NUMBERING, "what is numbered, and how"),
        "links": Key(LINKS, "what becomes a link"),
        "glossary": Key(
            Keys(
                {
                    "first-use": Key(
                        Word(("book", "chapter")),
                        "where an acronym is spelled out: at its first use in the book (the "
                        "default) or in each chapter",
                    )
                }
            ),
            "how terms and acronyms are printed",
        ),
        "targets": Key(
            OneOf((Many(Text(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$"), 1, True), Named(_TARGET))),
            "what is built: names, or names with options; default pdf, docx, epub",
        ),
        "checks": checks_key({}),
        "filters": Key(Named(Word(("on", "off"), switch=True)), "filters by name: off or on"),
        "plugins": Key(_FILES, "the book's own filters and plugins, as Python files"),
    }
)
