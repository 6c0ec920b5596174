"""Attributes that make a page invalid go, directions of passages come."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.plugins.epub3.attributes import check_attributes
from chapbook.plugins.epub3.xhtml import Element

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><body>{body}</body></html>'


def check(body: str, language: str = "en") -> Element:
    root = etree.fromstring(PAGE.format(language=language, body=body))
    check_attributes(root)
    return root


@pytest.mark.parametrize(
    "attribute",
    [
        *('data-startFrom="5"', 'data-Foo.bar="1"', 'contenteditable="true"', 'width="50"'),
        *('lang="not a lang"', 'dir="up"', 'tabindex="x"', 'role="rubbish"', 'hidden="maybe"'),
        *('aria-nothing="1"', 'translate="perhaps"', 'itemscope="y"', 'accesskey="abc"'),
        *('style="color:red;;{"', "style='font-family: \"x'", 'style="red"'),
    ],
)
def test_what_is_not_valid_goes(attribute: str) -> None:
    assert check(f"<p {attribute}>w</p>")[0][0].attrib == {}


@pytest.mark.parametrize(
    "attribute",
    [
        *('data-page="5"', 'id="a"', 'class="b"', 'lang="zh-Hans"', 'dir="auto"', 'tabindex="0"'),
        *('role="doc-tip"', 'role="region"', 'aria-label="x"', 'title="t"', 'hidden="hidden"'),
        *('style="color: red"', "style='font-family: \"A B\", serif; margin:0'"),
    ],
)
def test_what_is_valid_stays(attribute: str) -> None:
    assert len(check(f"<p {attribute}>w</p>")[0][0].attrib) == 1


def test_elements_keep_attributes_of_their_own() -> None:
    body = check('<ol start="3" type="a"><li value="4"/></ol><a href="#x" hreflang="!!">w</a>')[0]
    assert [dict(e.attrib) for e in body.iterdescendants()] == [
        {"start": "3", "type": "a"},
        {"value": "4"},
        {"href": "#x"},
    ]


def test_a_passage_in_a_language_of_the_other_direction_says_so() -> None:
    body = check('<p lang="ar"><i lang="fa">a</i><i lang="de">b</i></p><p lang="fr">c</p>')[0]
    assert [e.get("dir") for e in body.iterdescendants()] == ["rtl", None, "ltr", None]


def test_a_book_from_right_to_left_says_so_on_each_page() -> None:
    root = check('<p lang="en">a</p>', "he")
    assert [root.get("dir"), root[0][0].get("dir")] == ["rtl", "ltr"]
