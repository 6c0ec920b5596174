"""Printed citations in their author's sentences, in both engines alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from finished import read_text
from support import BookTest, contents

WORKS = """\
references:
- {id: tail, type: book, title: The Tail, author: [{family: Dean, given: J.},
   {family: Barroso, given: L.}], issued: {date-parts: [[2013]]}}
- {id: oil, type: article-journal, title: On Oil, author: [{family: Wren, given: T.},
   {family: Hale, given: R.}, {literal: The Lamp Office}], issued: {date-parts: [[2020]]},
   container-title: Light}
- {id: talk, type: speech, title: Pagers, author: [{family: Adeyemi, given: F.}],
   issued: {date-parts: [[2022]]}, event-title: SREcon}
- {id: anon, type: webpage, title: Clocks, issued: {date-parts: [[2020]]}, URL: "https://a.example"}
"""


@pytest.fixture(params=["citeproc-py", "pandoc"])
def printed(
    request: pytest.FixtureRequest, new_book: Callable[..., BookTest]
) -> Callable[..., str]:
    """The text of an EPUB of one chapter, in a style and a language."""

    def print_(text: str, style: str, language: str = "en-US") -> str:
        manifest = contents(chapters=["a.md"]) + f"language: {language}\n"
        manifest += (
            f"bibliography: refs.yaml\ncitations: {{style: {style}, engine: {request.param}}}\n"
        )
        files = {"a.md": f"# A\n\n{text}\n", "refs.yaml": WORKS}
        built = new_book({"book.yaml": manifest, **files}).build("epub")
        return " ".join(read_text(built.path).replace("\u00a0", " ").split())

    return print_


@pytest.mark.parametrize(
    ("text", "style", "said"),
    [
        ("So @tail [p. 75] had warned.", "ieee", "So Dean and Barroso [1, p. 75] had warned."),
        ("So @oil had warned.", "ieee", "So Wren et al. [1] had warned."),
        ("So @anon had warned.", "ieee", "So [1] had warned."),
        ("So [@tail] had warned.", "ieee", "So [1] had warned."),
        ("So @tail had warned.", "nature", "So Dean and Barroso1 had warned."),
        ("So it was [@tail].", "nature", "So it was1."),
        ("So @tail had warned.", "apa", "So Dean & Barroso (2013) had warned."),
    ],
)
def test_numbers_follow_authors_that_are_a_part_of_the_sentence(
    printed: Callable[..., str], text: str, style: str, said: str
) -> None:
    assert said in printed(text, style)


def test_authors_are_joined_in_the_language_of_the_book(printed: Callable[..., str]) -> None:
    assert "So Dean und Barroso [1]" in printed("So @tail.", "ieee", "de-DE")


NOTED = "Lamps.[^1]\n\n[^1]: "


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en-US", "See [@oil]. More.", "“On Oil,” Light, 2020. More."),
        ("en-US", "[@oil] See [@oil]. More.", "See Wren et al., “On Oil.” More."),
        ("en-US", "[@oil] See [@oil], or not.", "See Wren et al., “On Oil,” or not."),
        ("en-US", "[@oil] See [@oil] and more.", "See Wren et al., “On Oil” and more."),
        ("en-GB", "[@oil] See [@oil]. More.", "See Wren et al., ‘On Oil’. More."),
        ("en-US", "As @tail says.", "As J. Dean and L. Barroso, The Tail (2013) says."),
    ],
)
def test_a_citation_in_an_author_s_note_leaves_its_end_to_the_sentence(
    printed: Callable[..., str], language: str, text: str, said: str
) -> None:
    assert said in printed(NOTED + text, "chicago-notes-bibliography", language)


def test_a_note_begins_with_a_capital(printed: Callable[..., str]) -> None:
    said = printed("Lamps [see @tail; also @oil].", "chicago-notes-bibliography")
    assert "See J. Dean" in said and "; also T. Wren" in said
    inside = printed(f"{NOTED}But [see @tail].", "chicago-notes-bibliography")
    assert "But see J. Dean" in inside


def test_what_a_style_of_notes_lists_nowhere_has_no_entry_and_no_way_to_it(
    printed: Callable[..., str],
) -> None:
    said = printed("Lamps [@talk] and [@tail].\n\n## References", "chicago-notes-bibliography")
    assert said.count("Pagers") == 1 and said.count("↩") == 1
