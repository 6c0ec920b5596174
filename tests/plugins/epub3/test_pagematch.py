"""Where printed pages begin in the running text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chapbook.page_starts import PageStart
from chapbook.plugins.epub3.flow import Flow, key_of, read_flow
from chapbook.plugins.epub3.pagematch import find_pages
from chapbook.plugins.epub3.xhtml import parse

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
FIRST = "The keeper climbs the stairs at dusk and lights the lamp before the ships come in."
SECOND = "When fog rolls over the bay, he rings the bell each minute until the morning sun."
THIRD = "Oil is counted in the ledger, barrel by barrel, so that none is missing in winter."


def flow(body: str) -> Flow:
    return read_flow([parse(PAGE.format(body).encode())])


def starts(body: str, *texts: str, labels: Sequence[str] = ()) -> list[str | None]:
    """The first twelve letters of the book at each page's place."""
    found = flow(body)
    pages = [
        PageStart(labels[number] if labels else str(number + 1), None, text)
        for number, text in enumerate(texts)
    ]
    places = find_pages(found, pages)
    return [None if place is None else found.letters[place : place + 12] for place in places]


def test_a_page_is_found_by_its_first_words() -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert starts(body, FIRST, SECOND) == ["thekeepercli", "whenfogrolls"]


def test_a_page_may_begin_inside_a_divided_word() -> None:
    before, _, after = SECOND.partition("min")
    body = f"<p>{FIRST}</p><p>{SECOND} {THIRD}</p>"
    assert starts(body, f"{FIRST} {before}min", f"{after} {THIRD}")[1] == "uteuntilthem"


def test_running_heads_and_numbers_do_not_hide_a_page() -> None:
    body = (
        f"<h1>Keeping the Light Through the Night</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    )
    head = "Keeping the Light Through the Night"
    texts = (f"{head} {FIRST}", f"2 {head} {SECOND}", f"{head} 3 {THIRD}", f"4 {head} The end.")
    assert starts(body, *texts)[:3] == ["keepingtheli", "whenfogrolls", "oiliscounted"]


def test_a_drawing_at_the_head_of_a_page_is_passed_over() -> None:
    drawn = "Lamp Wick Oil Glass Chimney Burner Reservoir Collar"
    assert starts(f"<p>{FIRST}</p><p>{SECOND}</p>", FIRST, f"{drawn} {SECOND}")[1] == (
        "whenfogrolls"
    )


def test_a_page_with_nothing_but_a_figure_begins_at_the_figure() -> None:
    figure = "<figure><figcaption>Figure 1 The lantern room</figcaption></figure>"
    texts = (FIRST, "Lamp Oil Figure 1 The lantern room", SECOND)
    places = starts(f"<p>{FIRST}</p>{figure}<p>{SECOND}</p>", *texts)
    assert places == ["thekeepercli", "whenfogrolls", "whenfogrolls"]


def test_a_table_s_head_that_comes_again_is_not_where_the_page_begins() -> None:
    rows = "".join(f"<tr><td>{words}</td></tr>" for words in (FIRST, SECOND, THIRD))
    head = "Duties of the keeper through the year"
    body = f"<table><tr><th>{head}</th></tr>{rows}</table>"
    texts = (f"{head} {FIRST} {SECOND[:30]}", f"{head} {THIRD}")
    assert starts(body, *texts) == ["dutiesofthek", "oiliscounted"]


def test_words_that_the_book_has_twice_are_told_by_the_pages_around() -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{THIRD}</p>"
    found = flow(body)
    pages = [PageStart(str(n), None, text) for n, text in enumerate((FIRST, SECOND, FIRST, THIRD))]
    letters = [len(key_of(text)) for text in (FIRST, SECOND, FIRST)]
    assert find_pages(found, pages)[1] == letters[0]
    assert find_pages(found, pages)[3] == sum(letters)


@pytest.mark.parametrize("text", ["", "Contents 1 Lamps 3 Lenses 5", "Half a Title"])
def test_what_is_not_in_the_text_has_no_place(text: str) -> None:
    assert starts(f"<p>{FIRST}</p><p>{SECOND}</p>", text, FIRST, SECOND)[0] is None


def test_places_never_go_back() -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    found = flow(body)
    pages = [PageStart(str(n), None, text) for n, text in enumerate((FIRST, THIRD, SECOND))]
    known = [place for place in find_pages(found, pages) if place is not None]
    assert known == sorted(known)


def test_an_anchor_that_is_known_needs_no_words() -> None:
    found = flow(f'<p>{FIRST}</p><section id="fog"><h2>Fog</h2></section><p>{SECOND}</p>')
    assert find_pages(found, [PageStart("9", "fog", "")]) == [len(key_of(FIRST))]


def test_footnotes_and_formulas_in_tex_are_no_running_text() -> None:
    body = (
        '<p>Words</p><aside xmlns:epub="http://www.idpf.org/2007/ops" epub:type="footnote">'
        "<p>A note</p></aside>"
    )
    assert flow(body).letters == "words"


def test_letters_are_compared_without_case_accents_and_ligatures() -> None:
    assert key_of("Eﬃcient Löschen, 第1章") == "efficientloschen第1章"
