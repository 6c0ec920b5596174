"""The companions of a book as `book.yaml` names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.book import Companion
from chapbook.errors import BookError
from chapbook.finding import Finding
from chapbook.manifest import read_book


def read(tmp_path: Path, companions: str) -> tuple[tuple[Companion, ...], tuple[Finding, ...]]:
    root = tmp_path / "here"
    root.mkdir()
    (root / "a.md").write_text("# A\n")
    (tmp_path / "tides").mkdir()
    (tmp_path / "tides.json").write_text("{}")
    text = f"title: T\ncontents: {{chapters: [a.md]}}\ncompanions:\n{companions}"
    (root / "book.yaml").write_text(text)
    book, findings = read_book(root)
    return book.companions, findings


def test_a_companion_is_a_folder_a_file_or_an_address(tmp_path: Path) -> None:
    companions, findings = read(
        tmp_path,
        "  a: ../tides\n"
        "  b: {path: ../tides.json, aliases: [Book 1], edition: Second}\n"
        "  c: {url: https://example.org/tides.json}\n",
    )
    base = tmp_path.resolve()
    assert companions == (
        Companion("a", base / "tides", source="../tides"),
        Companion("b", base / "tides.json", ("Book 1",), None, "Second", "../tides.json"),
        Companion(
            "c", url="https://example.org/tides.json", source="https://example.org/tides.json"
        ),
    )
    assert findings == ()


@pytest.mark.parametrize(
    ("companion", "sentence"),
    [
        ("{aliases: [X]}", "the companion 'a' has neither `path` nor `url`"),
        ("{path: x, url: https://x.org/i.json}", "the companion 'a' has both `path` and `url`"),
        ("{url: http://x.org/i.json}", "expected an https URL"),
        ("{url: file:///etc/passwd}", "expected an https URL"),
        ("{path: x, title: T}", "unknown key 'title'"),
    ],
)
def test_a_companion_that_cannot_be_found_is_answered_at_its_line(
    tmp_path: Path, companion: str, sentence: str
) -> None:
    with pytest.raises(BookError) as caught:
        read(tmp_path, f"  a: {companion}\n")
    assert sentence in caught.value.message
    assert caught.value.line == 4


def test_a_missing_companion_is_a_finding_at_its_line(tmp_path: Path) -> None:
    _, (finding,) = read(tmp_path, "  a: ../tides\n  b: ../sails\n")
    assert (finding.code, finding.line) == ("missing-companion", 5)
