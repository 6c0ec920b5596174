"""The marks of a prose bibliography entry: its plain text, its links and its identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Csl = dict[str, Any]

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)  # fmt: skip
_MONTH = rf"(?P<month>{MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
#: A date with its day, month first or day first, or in figures.
_DAY = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})\.?\s+{_MONTH.replace('month', 'month2')},?\s+(?P<year2>\d{{4}})",
    re.IGNORECASE,
)
_ACCESSED = re.compile(
    r"[\[(]?\b(?:last\s+)?(?:accessed|retrieved|visited|viewed)(?:\s+on|:)?\s+"
    rf"(?P<date>{re.sub(r'[?]P<[a-z0-9]+>', '?:', _DAY.pattern)})(?:,?\s+from)?[\])]?[.,;:]?",
    re.IGNORECASE,
)


#: Characters that no page can hold: controls, halves of pairs, and what Unicode keeps free.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with a space for each character that no page can hold; line ends are made even."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """Markdown as plain text: emphasis marks, escapes and link targets gone."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(https?://[^>]*)>", r"\1", text)
    text = re.sub(r"\\(?=[^\w\s])|\*+|`", "", text)
    return " ".join(text.replace("&amp;", "&").split())


def month_number(name: str) -> int:
    """`Feb.` and `February` are 2."""
    return [month[:3] for month in MONTHS.split("|")].index(name[:3].capitalize()) + 1


def take_identifiers(text: str, csl: Csl) -> str:
    """DOI, arXiv, ISBN and URL may stand anywhere; what remains is the entry without them."""

    def take(pattern: str, store: Callable[[str], None], once: str) -> None:
        nonlocal text
        found = re.search(pattern, text, re.IGNORECASE)
        if found and once not in csl:
            store(found.group(1).rstrip(".,;"))
            text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}"

    def arxiv(number: str) -> None:
        csl["archive"], csl["archive_location"] = "arXiv", number
        csl["URL"] = f"https://arxiv.org/abs/{number}"

    # `[text](https://…)` keeps its text, which may be the title.
    text = re.sub(r"\[([^\]]+)\]\(<?(https?://[^)>\s]+)>?\)", _link, text)
    text = _take_accessed(text, csl)
    doi = r"<?(10\.\d{4,9}/[^\s>]+)>?"
    take(rf"(?:\bdoi:?\s*)?<?https?://(?:dx\.)?doi\.org/{doi}", _set(csl, "DOI"), "DOI")
    take(rf"\bdoi:\s*{doi}", _set(csl, "DOI"), "DOI")
    take(
        r"(?:https?://arxiv\.org/(?:abs|pdf)/|\barXiv:\s*)([\w.-]+/?\w*\d(?:v\d+)?)(?:\.pdf)?"
        r"(?:\s*\[[\w-]+\.[\w-]+\])?\.?",
        arxiv,
        "archive",
    )
    take(r"\bISBN(?:-1[03])?:?\s*([\dX][\dX -]{8,}[\dX])\.?", _set(csl, "ISBN"), "ISBN")
    address = r"<?(https?://[^\s>]+)>?"
    take(rf"(?:\b(?:available (?:at|from)|URL):?\s*)?{address}", _set(csl, "URL"), "URL")
    # A publisher's page for a DOI: https://dl.acm.org/doi/10.1145/….
    page = re.search(r"/doi/(?:abs/|full/|pdf/|epdf/)?(10\.\d{4,9}/[^\s?#]+)", csl.get("URL", ""))
    if page:
        csl.setdefault("DOI", page.group(1))
    return text.strip()


def _link(found: re.Match[str]) -> str:
    """The text and target of a link; once where the text is the address itself."""
    text, address = found.groups()
    same = re.sub(r"^https?://", "", text).rstrip("/") in address
    return str(address) if same and "." in text and " " not in text else f"{text} {address}"


def _take_accessed(text: str, csl: Csl) -> str:
    found = _ACCESSED.search(text)
    day = _DAY.search(found.group("date")) if found else None
    if not found or not day:
        return text
    if day.group("iso"):
        parts = [int(part) for part in day.group("iso").split("-")]
    else:
        year = day.group("year") or day.group("year2")
        month = day.group("month") or day.group("month2")
        parts = [int(year), month_number(month), int(day.group("day") or day.group("day2"))]
    csl["accessed"] = {"date-parts": [parts]}
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def _set(csl: Csl, field: str) -> Callable[[str], None]:
    def store(value: str) -> None:
        csl[field] = value

    return store
