"""What an author types before a title."""

from __future__ import annotations

import pytest

from chapbook.typed import (
    is_appendix,
    is_back_matter,
    is_contents,
    is_front_matter,
    is_label_alone,
    split_headings,
    split_part,
    split_typed,
)


@pytest.mark.parametrize(
    ("title", "typed", "rest"),
    [
        ("Chapter 5: Network", "Chapter 5", "Network"),
        ("Chapter 5 - Network", "Chapter 5", "Network"),
        ("Chapter V. Network", "Chapter V", "Network"),
        ("Appendix A: Signals", "Appendix A", "Signals"),
        ("Appendix: Signals", "Appendix", "Signals"),
        ("Kapitel 3: Netz", "Kapitel 3", "Netz"),
        ("5. Network", "5", "Network"),
        ("5) Network", "5", "Network"),
        ("5.2 Network", "5.2", "Network"),
        ("5.2.1: Network", "5.2.1", "Network"),
        ("Network", None, "Network"),
        ("Chapters and Verse", None, "Chapters and Verse"),
        ("Chapter 5", None, "Chapter 5"),
        ("2024 in Review", None, "2024 in Review"),
        ("3 Ways to Fail", None, "3 Ways to Fail"),
        ("Appendix", None, "Appendix"),
        ("CHAPTER 5: Network", "CHAPTER 5", "Network"),
        ("Chapter Five: Network", "Chapter Five", "Network"),
        ("Chapter 5 Network", "Chapter 5", "Network"),
        ("第5章 网络", "第5章", "网络"),
        ("第五章：网络", "第五章", "网络"),
        ("5.2 网络", "5.2", "网络"),
        ("Noted: a thing", None, "Noted: a thing"),
    ],
)
def test_a_typed_number_is_taken_off_a_title(title: str, typed: str | None, rest: str) -> None:
    assert split_typed(title) == (typed, rest)


def test_a_number_of_the_text_is_none_of_the_book() -> None:
    titles = ["Chapter 2: Speed", "Why", "2.5 times faster", "After"]
    assert split_headings([(1, titles[0]), *((2, title) for title in titles[1:])]) == [
        ("Chapter 2", "Speed", True),
        (None, "Why", True),
        (None, "2.5 times faster", True),
        (None, "After", True),
    ]
    assert split_headings([(1, "3.5 miles of rope")]) == [(None, "3.5 miles of rope", True)]
    assert split_headings([(1, "1984: A Year")]) == [(None, "1984: A Year", True)]


def test_numbers_that_follow_each_other_or_the_chapters_own_are_taken_off() -> None:
    steps = [(1, "Setup"), (2, "Why"), (2, "1. Buy"), (2, "2. Build"), (2, "A"), (2, "B")]
    assert [typed for typed, _, _ in split_headings(steps)] == [None, None, "1", "2", None, None]
    own = [(1, "3. Ropes"), (2, "Why"), (2, "3.4 Knots"), (2, "4.4 Knots"), (2, "A"), (2, "B")]
    assert [sure for _, _, sure in split_headings(own)] == [True, True, True, False, True, True]


@pytest.mark.parametrize(
    ("title", "typed", "rest"),
    [
        ("Part II: The Sea", "Part II", "The Sea"),
        ("Part 1 - The Sea", "Part 1", "The Sea"),
        ("Part One. The Sea", "Part One", "The Sea"),
        ("Teil 3: Das Meer", "Teil 3", "Das Meer"),
        ("Partie 2 – La mer", "Partie 2", "La mer"),
        ("第一部分 海", "第一部分", "海"),
        ("Part II", "Part II", ""),
        ("Parts of a Ship", None, "Parts of a Ship"),
        ("Part of It", None, "Part of It"),
    ],
)
def test_a_part_is_known_by_its_label(title: str, typed: str | None, rest: str) -> None:
    assert split_part(title) == (typed, rest)


def test_pieces_are_known_by_their_usual_names_in_many_languages() -> None:
    assert all(map(is_front_matter, ["Preface", "Vorwort", "Avant-propos", "前言"]))
    assert all(map(is_back_matter, ["Bibliography", "Glossar", "Références", "参考文献"]))
    assert all(map(is_appendix, ["Appendix A", "Anhang", "Annexe", "附录"]))
    assert all(
        map(is_contents, ["Table of Contents", "📖 Contents", "目录", "Inhalt:", "Sommaire"])
    )
    assert not any(map(is_back_matter, ["Index Structures", "Referencing"]))
    assert not any(map(is_contents, ["Contents of a Lamp", "Content"]))


def test_a_label_alone_is_no_title() -> None:
    assert all(map(is_label_alone, ["Chapter 5", "CHAPTER V", "Kapitel 2", "第五章"]))
    assert not any(map(is_label_alone, ["Chapter", "Chapter 5: A", "Appendix"]))
