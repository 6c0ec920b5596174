"""The keys of an inventory file: the one table that validates it and makes its JSON Schema."""

from __future__ import annotations

from chapbook.manifest_keys import AUTHORS, LANGUAGE
from chapbook.manifest_kinds import Key, Keys, Many, Named, Text

_URL = Text("an http or https URL", r"^https?://\S+$")

ENTRY = Keys(
    {
        "kind": Key(
            Text("a kind such as chapter or figure", r"^[\w-]+$"),
            "what it is: part, front-matter, chapter, appendix, back-matter, section, figure, "
            "subfigure, table, listing, equation, or a kind of the book's own",
            required=True,
        ),
        "number": Key(Text(), "its number as printed, complete: 5, A, 5.2"),
        "title": Key(
            Text("text", ""),
            "its title or caption, without the number; may be empty",
            required=True,
        ),
        "anchor": Key(Text(), "its anchor below the book's url, the same in all formats"),
        "url": Key(_URL, "where it is published, if not at the book's url and its anchor"),
        "places": Key(
            Named(Text()),
            "where it is in each format: page and named destination of the PDF "
            "(page=84&nameddest=x), file and id in the EPUB (text/ch05.xhtml#x), bookmark in the "
            "DOCX",
        ),
    }
)

INVENTORY = Keys(
    {
        "title": Key(Text(), "the book's title", required=True),
        "subtitle": Key(Text(), "the line below the title"),
        "authors": Key(AUTHORS, "one name or a list of names"),
        "edition": Key(Text(), "the edition that the numbers belong to"),
        "language": Key(LANGUAGE, "the language of the text"),
        "url": Key(_URL, "where the book is published"),
        "digest": Key(
            Text("a SHA-256", r"^[0-9a-f]{64}$"),
            "a digest of the title page and the entries, by which changes are seen",
        ),
        "entries": Key(Many(ENTRY), "everything that can be pointed to", required=True),
    }
)
