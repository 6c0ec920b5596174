"""Include directives of other tools are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import BookTest, findings_of


@pytest.mark.parametrize(
    "directive",
    [
        "{{#include a.md}}",
        "include::a.adoc[]",
        "{{< include _a.qmd >}}",
        "{% include a.html %}",
        "<<[Listing](code/a.c)",
    ],
)
def test_a_directive_of_another_tool_is_found(
    new_book: Callable[..., BookTest], directive: str
) -> None:
    book = new_book({"01-a.md": f"# A\n\n{directive}\n"})
    assert findings_of(book, "unresolved-include") == [
        f"01-a.md:3:1 '{directive}' is not carried out"
    ]
