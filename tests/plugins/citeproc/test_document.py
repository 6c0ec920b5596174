"""A document in a style: what the CSL specification asks of it, in small cases of our own."""

from __future__ import annotations

import re

import pytest
from citeproc_document import NAMES, PAGES, STYLE, YEAR, cited, document, listed, work

from chapbook.plugins.citeproc.document import Asked, Document
from chapbook.plugins.citeproc.finish import to_html
from chapbook.plugins.citeproc.style import read_style


def test_works_of_the_same_year_get_letters_in_the_order_of_the_list() -> None:
    works = [work("Doe", title="B"), work("Doe", title="A"), work("Doe", 2001)]
    options = 'disambiguate-add-year-suffix="true"'
    sort = '<sort><key variable="title"/></sort>'
    assert cited(works, [0], [1], [2], options=options, sort=sort) == [
        "Doe 2000b", "Doe 2000a", "Doe 2001",
    ]  # fmt: skip


def test_names_are_added_until_works_differ() -> None:
    works = [work("Doe & Roe & Poe"), work("Doe & Zoe & Poe")]
    name = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
    assert cited(works, [0, 1], citation=name, options='disambiguate-add-names="true"') == [
        "Doe, Roe, et al.; Doe, Zoe, et al."
    ]


def test_given_names_tell_people_of_one_name_apart() -> None:
    works = [work("Doe, Jane"), work("Doe, Karl"), work("Roe, Ann")]
    name = '<names variable="author"><name form="short" initialize-with=". "/></names>'
    options = 'disambiguate-add-givenname="true"'
    assert cited(works, [0, 1, 2], citation=name, options=options) == ["J. Doe; K. Doe; Roe"]


def test_numbers_that_follow_each_other_become_a_range() -> None:
    _, collapsed, short = cited(
        [work("Doe")] * 6,
        [0, 1, 2, 3, 4, 5],
        [0, 1, 2, 3, 5],
        [4, 5],
        citation='<text variable="citation-number"/>',
        options='collapse="citation-number"',
        layout='prefix="[" suffix="]"',
    )
    assert (collapsed, short) == ("[1–4; 6]", "[5; 6]")


def test_years_of_one_author_are_put_together() -> None:
    works = [work("Doe", 2000), work("Roe", 1999), work("Doe", 2001)]
    assert cited(works, [0, 1, 2], options='collapse="year"') == ["Doe 2000, 2001; Roe 1999"]


def test_letters_of_one_year_are_put_together() -> None:
    works = [work("Doe")] * 3 + [work("Roe")]
    options = (
        'collapse="year-suffix-ranged" year-suffix-delimiter="," '
        'disambiguate-add-year-suffix="true"'
    )
    assert cited(works, [0, 1, 2, 3], options=options) == ["Doe 2000a–c; Roe 2000"]


def test_a_locator_has_its_word_in_singular_and_plural() -> None:
    citations = [[Asked("0", "3")], [Asked("0", "3-5")], [Asked("0", "2", "chapter")]]
    assert cited([work("Doe")], *citations, citation=NAMES + PAGES) == [
        "Doe, p. 3", "Doe, pp. 3–5", "Doe, chap. 2",
    ]  # fmt: skip


def test_what_the_author_wrote_stands_around_the_work() -> None:
    asked = Asked("0", prefix="see ", suffix=", and more")
    assert cited([work("Doe")], [asked], layout='prefix="(" suffix=")"') == [
        "(see Doe 2000, and more)"
    ]


def test_an_author_in_the_text_is_not_repeated_in_the_citation() -> None:
    book = document([work("Doe")], [Asked("0", mode="in-text")], layout='prefix="(" suffix=")"')
    author, rest = book.citation(0)
    assert author is not None and rest is not None
    assert (to_html(author), to_html(rest).replace("( ", "(")) == ("Doe", "(2000)")


def test_ibid_needs_the_same_work_in_the_note_before() -> None:
    citation = (
        '<choose><if position="ibid-with-locator"><text value="ibid., "/>'
        '<text variable="locator"/></if><else-if position="ibid"><text value="ibid."/></else-if>'
        '<else-if position="subsequent"><text value="again"/></else-if>'
        '<else><text value="first"/></else></choose>'
    )
    works = [work("Doe"), work("Roe")]
    citations = [[0], [0], [Asked("0", "7")], [1], [0], [0, 1], [1]]
    assert cited(works, *citations, kind="note", citation=citation) == [
        "first", "ibid.", "ibid., 7", "first", "again", "ibid.; again", "again",
    ]  # fmt: skip


def test_a_repeated_author_is_a_dash_in_the_list() -> None:
    works = [work("Doe", title="A"), work("Doe", title="B"), work("Roe", title="C")]
    entry = NAMES + '<text variable="title" prefix=". "/>'
    listing = 'subsequent-author-substitute="———"'
    assert listed(works, entry=entry, listing=listing) == ["Doe. A.", "———. B.", "Roe. C."]


def test_a_number_stands_in_the_margin() -> None:
    entry = '<text variable="citation-number" suffix="."/><text variable="title" prefix=" "/>'
    (printed,) = listed([work("Doe")], entry=entry, listing='second-field-align="flush"')
    assert re.sub(r"\s+", " ", printed).strip() == (
        '<div class="csl-left-margin">1.</div><div class="csl-right-inline"> A Title.</div>'
    )


def test_stops_and_commas_go_into_quotes_where_the_language_wants_it() -> None:
    entry = '<text variable="title" quotes="true"/>'
    assert listed([work("Doe"), work("Doe", title="Why?")], entry=entry) == ["“A Title.”", "“Why?”"]


def test_quotes_in_quotes_alternate_and_italics_in_italics_are_upright() -> None:
    quoted = '<text variable="title" quotes="true"/>'
    assert listed([work("Doe", title='The "A" of B')], entry=quoted) == ["“The ‘A’ of B.”"]
    italics = '<text variable="title" font-style="italic"/>'
    assert listed([work("Doe", title="On <i>Emma</i>")], entry=italics) == [
        '<i>On <span style="font-style:normal;">Emma</span></i>.'
    ]


@pytest.mark.parametrize(
    ("how", "pages"),
    [
        ("minimal", "321–8"),
        ("minimal-two", "321–28"),
        ("expanded", "321–328"),
        ("chicago", "321–28"),
    ],
)
def test_pages_are_abridged_as_the_style_says(how: str, pages: str) -> None:
    from chapbook.plugins.citeproc.numbers import page_range

    xml = STYLE.format(
        kind="in-text", options="", layout="", citation="", listing="", sort="", entry=""
    ).replace('version="1.0"', f'version="1.0" page-range-format="{how}"')
    assert page_range("321-328", read_style(xml.encode(), "en-US")) == pages


def test_a_substituted_name_is_not_printed_again() -> None:
    entry = (
        '<names variable="editor"><name/><substitute><names variable="author"/></substitute>'
        '</names><names variable="author" prefix=" / "/>'
    )
    assert listed([work("Doe")], entry=entry) == ["Doe."]


def test_a_group_whose_variables_are_missing_prints_nothing() -> None:
    group = '<group prefix=", "><text value="in "/><text variable="volume"/></group>'
    assert listed([work("Doe")], entry=f'<text variable="title"/>{group}') == ["A Title."]


def test_a_range_of_days_names_its_month_once() -> None:
    when = {"date-parts": [[2020, 5, 3], [2020, 5, 7]]}
    entry = '<date variable="issued" form="text"/>'
    assert listed([work("Doe", issued=when)], entry=entry) == ["May 3–7, 2020."]


def test_a_work_whose_language_is_not_english_keeps_its_case() -> None:
    entry = '<text variable="title" text-case="title"/>'
    works = [work("Doe", title="the art of war"), work("Doe", title="die kunst", language="de")]
    assert listed(works, entry=entry) == ["The Art of War.", "die kunst."]


def test_what_a_style_leaves_out_is_empty() -> None:
    ((_, left_out),) = document([work("Doe")], [0], entry='<text macro="none"/>').entries()
    assert left_out is not None and to_html(left_out) == ""


def test_a_list_from_the_last_number_to_the_first_is_numbered_so() -> None:
    works = [work("Doe", title="A"), work("Roe", title="B")]
    entry = '<text variable="citation-number" suffix=" "/><text variable="title"/>'
    sort = '<sort><key variable="citation-number" sort="descending"/></sort>'
    assert listed(works, entry=entry, sort=sort) == ["2 B.", "1 A."]


def test_several_types_are_alternatives() -> None:
    entry = '<choose><if type="thesis book"><text value="long"/></if></choose>'
    assert listed([work("Doe")], entry=entry) == ["long."]


def test_raised_letters_become_letters_that_are_raised() -> None:
    assert listed([work("Doe", title="Nº 5")], entry='<text variable="title"/>') == [
        "N<sup>o</sup> 5."
    ]


def test_a_note_that_begins_with_a_particle_begins_with_a_capital() -> None:
    person = {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}
    works = [{**work("Gogh"), "author": [person]}]
    book = document(works, [0], kind="note", citation=NAMES)
    book.capitals = True
    _, printed = book.citation(0)
    assert printed is not None
    assert to_html(printed) == "Van Gogh"


def test_a_macro_that_prints_keeps_the_group_around_it() -> None:
    group = (
        '<group delimiter=" "><text macro="kind"/><text variable="archive"/></group>',
        '<group delimiter=" "><text value="in"/><text variable="archive"/></group>',
    )
    macro = '<macro name="kind"><text value="[Data]"/></macro>'
    xml = STYLE.format(
        kind="in-text", citation="".join(group), options="", layout="", entry="", listing="",
        sort="",
    ).replace("<citation", f"{macro}<citation")  # fmt: skip
    style = read_style(xml.encode(), "en-US")
    (node,) = Document(style, {"0": work("Doe")}, [([Asked("0")], 0)], ["0"]).citations()
    assert node is not None and to_html(node) == "[Data]"


def test_a_macro_whose_variables_are_missing_prints_nothing() -> None:
    macro = '<macro name="kept"><text value="in"/><text variable="archive"/></macro>'
    xml = STYLE.format(
        kind="in-text", citation='<text macro="kept"/><text variable="title"/>', options="",
        layout="", entry="", listing="", sort="",
    ).replace("<citation", f"{macro}<citation")  # fmt: skip
    style = read_style(xml.encode(), "en-US")
    (node,) = Document(style, {"0": work("Doe")}, [([Asked("0")], 0)], ["0"]).citations()
    assert node is not None and to_html(node) == "A Title"


def test_a_letter_stands_once_though_a_style_asks_for_it_twice() -> None:
    letter = '<text variable="year-suffix"/>'
    works = [work("Doe", title="A"), work("Doe", title="B")]
    options = 'disambiguate-add-year-suffix="true"'
    assert cited(works, [0], [1], citation=NAMES + YEAR + letter + letter, options=options) == [
        "Doe 2000a", "Doe 2000b",
    ]  # fmt: skip
