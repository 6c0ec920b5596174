"""Who is the same author as whom: in citations, in a list, and in its order."""

from __future__ import annotations

from citeproc_document import cited, listed, work


def test_a_particle_of_the_family_name_tells_people_apart() -> None:
    gray = work("Gray, Ann")
    van_gray = work("Gray, Bo", 2001)
    van_gray["author"][0]["non-dropping-particle"] = "van"
    options = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    assert cited([gray, van_gray], [0, 1], options=options) == ["Gray 2000; van Gray 2001"]


def test_a_work_without_a_date_keeps_its_author_and_the_delimiter() -> None:
    undated = work("Doe")
    del undated["issued"]
    works = [work("Doe", 2001), undated, work("Roe")]
    assert cited(works, [0, 1, 2], options='collapse="year"') == ["Doe 2001; Doe; Roe 2000"]


def test_one_author_is_not_the_same_as_that_author_with_others() -> None:
    title = '<text variable="title" prefix=", "/>'
    entry = f'<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names>{title}'
    works = [work("Doe & Roe"), work("Doe"), work("Doe")]
    listing = 'subsequent-author-substitute="---"'
    assert listed(works, entry=entry, listing=listing) == [
        "Doe et al., A Title.",
        "Doe, A Title.",
        "---, A Title.",
    ]


def test_a_publisher_that_stands_for_the_author_is_not_replaced_by_a_dash() -> None:
    substitute = '<substitute><text variable="publisher"/></substitute>'
    entry = f'<names variable="author"><name/>{substitute}</names>'
    other = work("Doe", publisher="Doe")
    del other["author"]
    listing = 'subsequent-author-substitute="---"'
    assert listed([work("Doe"), other], entry=entry, listing=listing) == ["Doe.", "Doe."]


def test_a_demoted_particle_does_not_count_in_the_order_of_a_list() -> None:
    van_gogh = work("Gogh, Vincent", title="A")
    van_gogh["author"][0]["non-dropping-particle"] = "van"
    works = [work("Gogh, Vincent & Abel", title="B"), van_gogh, work("Gogh, Theo", title="C")]
    entry = '<text variable="title"/>'
    sort = '<sort><key variable="author"/></sort>'
    assert listed(works, entry=entry, sort=sort) == ["C.", "A.", "B."]


def test_an_entry_shows_the_names_by_which_its_citation_is_told_apart() -> None:
    works = [work("Doe & Roe & Poe"), work("Doe & Zoe & Poe"), work("Abel & Bo & Cy")]
    name = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
    options = 'disambiguate-add-names="true"'
    assert listed(works, citation=name, entry=name, options=options) == [
        "Doe, Roe, et al.",
        "Doe, Zoe, et al.",
        "Abel et al.",
    ]


def test_an_entry_that_shows_more_names_than_its_citation_shows_no_further_ones() -> None:
    works = [work("Doe & Roe & Poe & Moe"), work("Doe & Zoe & Poe & Moe")]
    name = (
        '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="{}"/></names>'
    )
    options = 'disambiguate-add-names="true"'
    printed = listed(works, citation=name.format(1), entry=name.format(3), options=options)
    assert printed == ["Doe, Roe, Poe, et al.", "Doe, Zoe, Poe, et al."]


def test_works_that_only_later_citations_show_alike_are_told_apart() -> None:
    works = [work("Doe, Ann & Roe & Poe"), work("Doe, Bo & Zoe & Poe")]
    name = '<names variable="author"><name form="short" initialize-with=". "/></names>'
    options = (
        'et-al-min="4" et-al-use-first="1" et-al-subsequent-min="3" '
        'et-al-subsequent-use-first="1" disambiguate-add-givenname="true"'
    )
    printed = cited(works, [0], [1], [0], [1], citation=name, options=options)
    assert printed[2:] == ["A. Doe et al.", "B. Doe et al."]
