"""A term as it is defined in a chapter, and a use of one in the text, as surveys keep them."""

from __future__ import annotations

from dataclasses import dataclass

#: The classes of Divs that define terms.
GLOSSARY, ACRONYMS = "glossary", "acronyms"
#: The classes of Spans that use one: short after the first use, of several, short, long, both, as
#: written.
FORMS = ("ac", "acp", "acs", "acl", "acf", "gls")
#: The attribute that counts the uses in a chapter.
USE = "use"
#: The class of a Span around a term that is defined, and of links that lead to one.
TERM, TERM_LINK = "term", "term-link"


@dataclass(frozen=True)
class Term:
    """A term that is defined; `long` is what an acronym stands for, empty for other terms.

    `plural` and `long_plural` are empty where they are regular.
    """

    key: str
    id: str
    long: str = ""
    plural: str = ""
    long_plural: str = ""
    line: int | None = None


@dataclass(frozen=True)
class TermUse:
    """A use of a term: its key, the form asked for, and whether it can be the first one."""

    key: str
    form: str
    counts: bool = True
    line: int | None = None
    column: int | None = None
