"""What a style gets of an entry."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook.bibliography import Entry


def entry(**fields: object) -> Entry:
    return Entry("k", fields, PurePosixPath("WORKS_CITED.md"), 1, "")


def test_a_preprint_has_a_number_and_a_publisher() -> None:
    preprint = entry(type="article", archive="arXiv", archive_location="2209.05433")
    assert preprint.fields == {
        "type": "article", "number": "arXiv:2209.05433", "publisher": "arXiv"
    }  # fmt: skip


def test_a_work_that_came_out_elsewhere_has_its_address_on_arxiv_alone() -> None:
    address = "https://arxiv.org/abs/2309.06180"
    paper = entry(
        type="paper-conference", archive="arXiv", archive_location="2309.06180", URL=address
    )
    assert paper.fields == {"type": "paper-conference", "URL": address}


def test_an_archive_of_papers_stays_one() -> None:
    letter = {"type": "personal_communication", "archive": "Town Archive", "archive_location": "7"}
    assert entry(**letter).fields == letter
