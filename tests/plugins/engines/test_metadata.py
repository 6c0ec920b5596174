"""What the title page and the copyright page say."""

from __future__ import annotations

from chapbook.book import Metadata
from chapbook.plugins.engines.metadata import imprint, pandoc_metadata


def test_the_imprint_says_only_what_the_book_says() -> None:
    assert imprint(Metadata("A Book")) == ()


def test_the_imprint_goes_from_edition_to_identifier() -> None:
    metadata = Metadata(
        "A Book",
        edition="Second edition",
        date="2024",
        publisher="A House",
        rights="CC BY",
        identifier="urn:isbn:978-3-16-148410-0",
    )
    assert imprint(metadata) == (
        "Second edition",
        "2024",
        "A House",
        "CC BY",
        "ISBN 978-3-16-148410-0",
    )


def test_an_identifier_that_is_no_isbn_is_printed_as_it_is() -> None:
    assert imprint(Metadata("A Book", identifier="urn:uuid:1-2"))[-1] == "urn:uuid:1-2"


def test_straight_quotes_of_a_title_become_typographic() -> None:
    title = pandoc_metadata(Metadata('The "Real" ("True") Book'))["title"]
    words = [inline["c"] for inline in title["c"] if inline["t"] == "Str"]
    assert words == ["The", "“Real”", "(“True”)", "Book"]
