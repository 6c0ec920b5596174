"""A folder of chapters takes its title page from a metadata file for Pandoc."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.manifest import read_book

YAML = "title: Lamps\nauthor:\n- Ann\n- Ben\nlang: de\nbibliography: [works.bib]\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("metadata.yaml", YAML), ("meta.yml", YAML), ("title.txt", f"---\n{YAML}...\n")],
)
def test_title_authors_language_and_bibliography_are_read(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "01.md").write_text("# One\n")
    (tmp_path / "works.bib").write_text("")
    (tmp_path / name).write_text(text)
    book, findings = read_book(tmp_path)
    assert findings == ()
    metadata = book.metadata
    assert (metadata.title, metadata.authors, metadata.language) == ("Lamps", ("Ann", "Ben"), "de")
    assert [str(path) for path in book.bibliography] == ["works.bib"]


def test_a_metadata_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "01.md").write_text("# One\n")
    (tmp_path / "metadata.yaml").write_text("a: [b\n")
    assert read_book(tmp_path)[0].metadata.authors == ()
