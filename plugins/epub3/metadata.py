"""What the package says about the book: identity, people, dates, and how it can be read."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from chapbook.book import Metadata
from chapbook.plugins.epub3.pages import Page
from chapbook.plugins.epub3.xhtml import MATHML, XHTML

_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_ISBN = re.compile(r"^(?:97[89])?\d{9}[\dXx]$")


@dataclass(frozen=True)
class Statement:
    """One metadata element: a Dublin Core term (`dc:title`) or a property (`schema:accessMode`).

    `about` is the id of the element that it refines.
    """

    name: str
    value: str
    id: str | None = None
    about: str | None = None


def identifier_of(metadata: Metadata) -> str:
    """The book's identifier as a URN; where the book has none, one that its title page decides."""
    given = (metadata.identifier or "").strip()
    if not given:
        said = "\n".join([metadata.title, *metadata.authors, metadata.language])
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"
    digits = re.sub(r"(?i)^(urn:)?isbn[: ]*|[ -]", "", given)
    if _ISBN.match(digits):
        return f"urn:isbn:{digits.upper()}"
    try:
        return f"urn:uuid:{uuid.UUID(re.sub(r'(?i)^(urn:)?(uuid:)?', '', given))}"
    except ValueError:
        return given


def printed(text: str) -> str:
    """The text as a title page prints it: with typographic apostrophes."""
    return re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", text)


def language_of(metadata: Metadata) -> str:
    """The language as a BCP 47 tag; `en_US` is a common slip."""
    return metadata.language.replace("_", "-")


def describe(metadata: Metadata, epoch: int) -> Iterator[Statement]:
    """Title, people, dates and rights."""
    modified = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield Statement("dc:identifier", identifier_of(metadata), id="book-id")
    yield Statement("dc:title", metadata.title, id="title")
    yield Statement("title-type", "main", about="title")
    if metadata.subtitle:
        yield Statement("dc:title", metadata.subtitle, id="subtitle")
        yield Statement("title-type", "subtitle", about="subtitle")
    for number, author in enumerate(metadata.authors, 1):
        yield Statement("dc:creator", author, id=f"creator-{number}")
        yield Statement("role", "aut", about=f"creator-{number}")
    yield Statement("dc:language", language_of(metadata))
    if metadata.date and _DATE.match(metadata.date):
        yield Statement("dc:date", metadata.date)
    for name, value in (
        ("dc:publisher", metadata.publisher),
        ("dc:rights", metadata.rights),
        ("dc:description", metadata.description),
        ("schema:bookEdition", metadata.edition),
    ):
        if value:
            yield Statement(name, value)
    yield Statement("dcterms:modified", modified)


def describe_access(pages: Iterable[Page]) -> Iterator[Statement]:
    """How the book can be read, as far as its pages show it: nothing is claimed untested."""
    images = [image for page in pages for image in page.root.iter(f"{{{XHTML}}}img")]
    described = all((image.get("alt") or "").strip() for image in images)
    formulas = any(page.root.find(f".//{{{MATHML}}}math") is not None for page in pages)
    yield Statement("schema:accessMode", "textual")
    if images:
        yield Statement("schema:accessMode", "visual")
        yield Statement("schema:accessModeSufficient", "textual,visual")
    if described:
        yield Statement("schema:accessModeSufficient", "textual")
    features = ["readingOrder", "structuralNavigation", "tableOfContents"]
    features += ["alternativeText"] if images and described else []
    features += ["MathML"] if formulas else []
    for feature in sorted(features):
        yield Statement("schema:accessibilityFeature", feature)
    yield Statement("schema:accessibilityHazard", "none")
    yield Statement("schema:accessibilitySummary", _summary(bool(images), described, formulas))


def _summary(images: bool, described: bool, formulas: bool) -> str:
    said = [
        "This book has a table of contents with its Parts, chapters and sections, headings in "
        "order, and text whose size, font and colors the reader can change."
    ]
    if images and described:
        said.append("All images have alternative text.")
    if images and not described:
        said.append("Some images have no alternative text.")
    if formulas:
        said.append("Formulas are MathML.")
    return " ".join(said)
