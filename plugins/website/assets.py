"""The site's style sheets and scripts: own files of a website, inside the page of a single file."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.roles import Resources

#: The files of `templates/html` in the order in which they are joined.
_STYLES = ("theme.css", "text.css", "code.css", "layout.css", "dialogs.css", "print.css")
_SCRIPTS = ("contents.js", "page.js", "notes.js", "search.js")
#: What has to run before the page is shown: the reader's choice of colors.
_FIRST = "theme.js"

STYLE, SCRIPT, FIRST = "assets/book.css", "assets/book.js", "assets/theme.js"
INDEX, ANCHORS, LINES = "assets/search.js", "assets/anchors.js", "assets/contents.js"


@dataclass(frozen=True)
class Assets:
    """The texts of the style sheet, of the script, and of the script that comes first."""

    style: str
    script: str
    first: str


def read_assets(resources: Resources) -> Assets:
    """The files, of which a book may have its own."""

    def read(name: str) -> str:
        return resources("templates", f"html/{name}").read_text("utf-8").rstrip() + "\n"

    style = "\n".join(map(read, _STYLES))
    return Assets(style, "\n".join(map(read, _SCRIPTS)), read(_FIRST))
