"""What a finished file shows, read back from the file itself, for the parity gate.

A format's `read_back` fills these values from the file alone, never from what the file was made
of. `parity` compares them with the outline and the manuscript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class Seen:
    """A label as a finished file shows it.

    `text` is the whole heading, caption or title as a reader sees it, number and word included
    (`Figure 5.1 A lamp`), white space as it comes; not squeezed, so that `1.11` stays apart from
    `11.1`. A PDF, which has no such unit, gives the text that follows the place, up to the end of
    the page. `number` is the number (`5.1`, `A`, `II`), with its word or without, where the file
    keeps it apart (a span, a field, Word's list numbering); None where only the text tells it.
    `place` says where it is, as an inventory tells it: the bookmark of a DOCX, `ch003.xhtml#anchor`
    of an EPUB (its file within the package), `inventory.pdf_place` of a PDF, with the physical page
    and the named destination. `page` is the printed page number (`xii`, `84`), for files that have
    pages.
    """

    number: str | None
    text: str
    place: str
    page: str | None = None


#: What LaTeX and Pandoc print for a reference that leads nowhere, and Word's own words.
_MARK = re.compile(r"\?\?+|Error! (?:Reference source|Bookmark) not (?:found|defined)")
#: Characters around such a mark that are kept, and letters of them.
_AROUND, _LETTERS = 80, 12


@dataclass(frozen=True)
class Mark:
    """A mark of what could not be resolved: the text around it, and the letters at either side."""

    shown: str
    before: str
    after: str


@dataclass(frozen=True)
class Readback:
    """Everything that the gate compares, as one finished file shows it.

    `labels` holds what bears one of the book's anchors, by anchor: headings, Parts, figures,
    subfigures, tables, listings, equations, own kinds. Anchors of anything else may be there too.

    `links` are text and target of each link, in reading order: the bare anchor for one inside the
    file (a DOCX field `REF` with `\\h` and a `w:hyperlink` alike), the URL for one that leads out.
    One that lines or pages break may come as several, one after the other. Those of tables of
    contents and lists may be there too.

    `notes` is the number of footnotes, `alts` are the alternative texts of pictures: None where
    the file cannot tell. `dead` are the targets of links that lead nowhere in the file.

    `pages` are the squeezed texts of pages in order, the notes' texts among them. A file without
    pages gives a text for each of its files, or one. `marks` are those of unresolved references in
    these texts (`marks_in`).
    """

    labels: Mapping[str, Seen] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    notes: int | None = None
    alts: tuple[str, ...] | None = None
    dead: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The squeezed text of the whole file."""
        return "".join(self.pages)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The characters that the file shows anywhere."""
        return frozenset().union(*self.pages)


def renamed(seen: Readback, names: Mapping[str, str]) -> Readback:
    """The same with the book's anchors for the file's own names, which `names` translates."""
    return replace(
        seen,
        labels={names.get(name, name): label for name, label in seen.labels.items()},
        links=tuple((text, names.get(target, target)) for text, target in seen.links),
        dead=tuple(names.get(target, target) for target in seen.dead),
    )


def marks_in(text: str) -> Iterator[Mark]:
    """Every mark of an unresolved reference in a text."""
    for match in _MARK.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        after = text[match.end() : match.end() + _AROUND]
        shown = " ".join(f"{before[-30:]}{match[0]}{after[:20]}".split())
        yield Mark(shown, squeeze(before)[-_LETTERS:], squeeze(after)[:_LETTERS])


def squeeze(text: str) -> str:
    """A text's letters and digits alone, so that typography and line breaks make no difference.

    Ligatures are taken apart, case is folded, accents stay: `Effi­cient “Löschen”` and
    `EFFICIENT Lösch-en` are the same.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", folded)))
