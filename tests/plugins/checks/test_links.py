"""Links that lead nowhere, and links that name a chapter wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of

from chapbook.fixing import patch_files

TWO = "# Chapter 2: The Network & You\n\n## What's New\n\n::: {#box}\nText.\n:::\n"
END = "# Appendix A: Signals\n\nText."


def with_link(new_book: Callable[..., BookTest], link: str) -> BookTest:
    files = {"01-one.md": f"# One\n\n{link}", "02-two.md": TWO, "90-x.md": END, "notes.txt": "x"}
    return new_book(files)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("[x](02-two.md)", []),
        ("[x](./02-two.md#whats-new)", []),
        ("[x](02-two.md#box)", []),
        ("[x](notes.txt)", []),
        ("[x](https://example.com/zzz.md)", []),
        ("[x](#one)", []),
        ("[x](02-too.md)", [
            "01-one.md:3:1 '02-too.md' does not exist (did you mean '02-two.md'?)"
        ]),
        ("[x](part/02-two.md)", [
            "01-one.md:3:1 'part/02-two.md' does not exist (did you mean '02-two.md'?)"
        ]),
        ("[x](../zzz.md)", ["01-one.md:3:1 '../zzz.md' does not exist"]),
        ("[x](02-two.md#whats-gnu)", [
            "01-one.md:3:1 '02-two.md#whats-gnu': 02-two.md has no heading '#whats-gnu' "
            "(did you mean 'whats-new'?)"
        ]),
        ("[x](#nothing)", ["01-one.md:3:1 '#nothing': 01-one.md has no heading '#nothing'"]),
        (f"[x]({'long' * 100}.md)", [f"01-one.md:3:1 '{'long' * 100}.md' does not exist"]),
        ("Note.[^1]\n\n[^1]: [x](zzz.md)", ["01-one.md:5:7 'zzz.md' does not exist"]),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_found(
    new_book: Callable[..., BookTest], link: str, found: list[str]
) -> None:
    assert findings_of(with_link(new_book, link), "broken-link", hints=True) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chapter 2: The Network & You", None),
        ("Chapter 2: The network and you", None),
        ("Chapter 2", None),
        ("Chapter", None),
        ("the network", None),
        ("Chapter Two", None),
        ("Chapter 3", "Chapter 3"),
        ("Chapter 2: The Old Title", "Chapter 2: The Old Title"),
        ("Appendix B", "Appendix B"),
    ],
)
def test_a_link_that_names_a_chapter_wrongly_is_found(
    new_book: Callable[..., BookTest], text: str, said: str | None
) -> None:
    found = findings_of(with_link(new_book, f"[{text}](02-two.md)"), "link-title")
    message = f"01-one.md:3:1 the link says '{said}', but it leads to Chapter 2: The Network & You"
    assert found == ([message] if said else [])


def test_an_appendix_is_named_by_its_letter(new_book: Callable[..., BookTest]) -> None:
    book = with_link(new_book, "[Appendix A](90-x.md), [Appendix B: Signals](90-x.md)")
    (found,) = findings_of(book, "link-title")
    assert "but it leads to Appendix A: Signals" in found


def test_a_navigation_line_is_a_link_like_any_other(new_book: Callable[..., BookTest]) -> None:
    book = with_link(new_book, "## Next: [Chapter 2: Old](02-two.md)")
    assert len(findings_of(book, "link-title")) == 1


def fix_of(book: BookTest, code: str) -> str | None:
    """The chapter's line 3 after the fix, None where there is no fix."""
    (found,) = [finding for finding in book.check() if finding.code == code]
    (patch,) = patch_files(book.root, [found]) or [None]
    return patch.after.split("\n")[2] if patch and patch.applied else None


@pytest.mark.parametrize(
    ("link", "fixed"),
    [
        ("See [Chapter 3](02-two.md).", "See [Chapter 2](02-two.md)."),
        ("[Chapter 3: *The* Network & You](02-two.md)",
         "[Chapter 2: *The* Network & You](02-two.md)"),
        ("[Chapter 2 – Old](02-two.md#whats-new)", None),
        ("[Chapter 2 – Old](02-two.md)", "[Chapter 2 – The Network & You](02-two.md)"),
        ("[Chapter 2: Old *One*](02-two.md)", None),
        ("[Chapter 3: One](02-two.md)", None),
        ("[Chapter 3: Old][two]\n\n[two]: 02-two.md", None),
        ("`[Chapter 3](02-two.md)` [Chapter 3](02-two.md)",
         "`[Chapter 3](02-two.md)` [Chapter 2](02-two.md)"),
        ("[Appendix: Old](90-x.md)", "[Appendix A: Signals](90-x.md)"),
        ("[Chapter 4](90-x.md)", "[Appendix A](90-x.md)"),
    ],
)  # fmt: skip
def test_a_links_text_is_corrected_where_it_is_plain(
    new_book: Callable[..., BookTest], link: str, fixed: str | None
) -> None:
    book = with_link(new_book, link)
    if not findings_of(book, "link-title"):
        assert fixed is None
        return
    assert fix_of(book, "link-title") == fixed


@pytest.mark.parametrize(
    ("link", "fixed"),
    [
        ("[x](03-two.md#box)", "[x](02-two.md#box)"),
        ("[x](./chapter-9-two.md)", "[x](./02-two.md)"),
        ("[x](02-too.md)", None),
        ("[*x*](03-two.md)", None),
    ],
)
def test_a_link_to_a_renumbered_file_is_corrected(
    new_book: Callable[..., BookTest], link: str, fixed: str | None
) -> None:
    assert fix_of(with_link(new_book, link), "broken-link") == fixed


def test_the_file_that_may_be_meant_is_named_by_its_path(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({"SUMMARY.md": "- [A](a.md)\n- [B](more/b.md)\n", "a.md": "# A\n\n[x](b.md)\n",
                     "more/b.md": "# B\n"})  # fmt: skip
    found = ["a.md:3:1 'b.md' does not exist (did you mean 'more/b.md'?)"]
    assert findings_of(book, "broken-link", hints=True) == found
