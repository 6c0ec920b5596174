"""Words that R Markdown prints on a condition: `r if (knitr::is_html_output()) '# References {-}'`.

Nothing is run; but a heading that LaTeX makes by itself is written like this in many books.
"""

from __future__ import annotations

import re

_SHOWN = re.compile(
    r"`r[ \t]+if[ \t]*\((?:knitr::+)?is_html_output\([^()]*\)\)[ \t]*"
    r"(?P<mark>['\"])(?P<text>(?:(?!(?P=mark)).|\n(?!\n\n))*?)(?P=mark)[ \t]*`",
)


def shown_conditions(text: str) -> str:
    """The text with the words that HTML has instead of such a chunk; lines stay lines."""
    return _SHOWN.sub(lambda match: match["text"], text)
