"""Read one prose bibliography entry, as authors write it in Markdown, as CSL fields.

`**Kwon, W., et al.** (2023). "Title." *Container*, 56(2), 74-80. arXiv:2309.06180` is the usual
form; years at the end, books with an italic title, RFCs and entries without authors are read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chapbook.entry_names import read_names

Csl = dict[str, Any]

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_PUBLISHER = re.compile(
    r"\b(?:Press|Media|Publish\w+|Pearson|Springer|Wiley|Addison-Wesley|Manning|Bookshelf|Packt|"
    r"Apress|Elsevier|McGraw-Hill|Prentice)\b",
)
_MEETING = re.compile(r"\b(?:Proceedings|Conference|Symposium|Workshops?|Advances in Neural)\b")
_AUTHOR = re.compile(r"\*\*(?P<name>.+?)\*\*[.,:]?\s*")
_DATE = re.compile(
    rf"\((?P<year>\d{{4}})[a-z]?(?:,\s*(?P<month>{_MONTH})(?:\s+(?P<day>\d{{1,2}}))?)?\)[.,:]?\s*"
    r"|\(n\.d\.\)[.,:]?\s*"
)
_QUOTED = re.compile(r"\"(?P<a>.+?)\"(?=[\s.,;:)\]]|$)[.,]?|“(?P<b>.+?)”[.,]?")
_ITALIC = re.compile(
    r"(?<!\*)\*(?P<title>[^*]+)\*(?!\*)[.,]?|(?<![\w_])_(?P<alt>[^_]+)_(?!\w)[.,]?"
)


def read_entry(text: str) -> Csl | None:
    """The CSL fields of an entry, None where no title can be made out."""
    csl: Csl = {}
    rest = _take_identifiers(text.strip(), csl)
    rest = _take_annotation(rest, csl)
    author, rest = _take_author(rest, csl)
    rest = _take_title(rest, csl, author)
    if "title" not in csl:
        return None
    _read_rest(rest, csl)
    csl["type"] = _type(csl)
    if csl["type"] in ("book", "report") and "container-title" in csl:
        csl.setdefault("publisher", csl.pop("container-title"))
    if series := re.fullmatch(r"(.+?) (Technical Report)", csl.get("publisher", "")):
        csl["publisher"], csl["genre"] = series.groups()
    return {key: value for key, value in csl.items() if not key.startswith("_")}


def plain(text: str) -> str:
    """Markdown as plain text: emphasis marks, escapes and link targets gone."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(https?://[^>]*)>", r"\1", text)
    text = re.sub(r"\\(?=[^\w\s])|\*+|`", "", text)
    return " ".join(text.replace("&amp;", "&").split())


def _take_identifiers(text: str, csl: Csl) -> str:
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
    text = re.sub(r"\[([^\]]+)\]\(<?(https?://[^)>\s]+)>?\)", r"\1 \2", text)
    take(
        r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)<?(10\.\d{4,9}/[^\s>]+)>?",
        _set(csl, "DOI"),
        "DOI",
    )
    take(r"(?:https?://arxiv\.org/abs/|\barXiv:\s*)([\w.-]+/?\w*\d(?:v\d+)?)\.?", arxiv, "archive")
    take(r"\bISBN(?:-1[03])?:?\s*([\dX][\dX -]{8,}[\dX])\.?", _set(csl, "ISBN"), "ISBN")
    take(r"<?(https?://[^\s>]+)>?", _set(csl, "URL"), "URL")
    return text.strip()


def _set(csl: Csl, field: str) -> Callable[[str], None]:
    def store(value: str) -> None:
        csl[field] = value

    return store


def _take_annotation(text: str, csl: Csl) -> str:
    """`… 2013. [Tail latency]`: the last brackets say what the work is cited for."""
    found = re.search(r"\s*\[([^\[\]]+)\]\.?$", text)
    if not found:
        return text
    csl["annote"] = plain(found.group(1))
    return text[: found.start()]


def _take_author(text: str, csl: Csl) -> tuple[str, str]:
    """The text before the title, which is bold or ends at a year or a quotation mark."""
    found = _AUTHOR.match(text)
    if found:
        author, rest = found.group("name"), text[found.end() :]
    else:
        marks = [
            m.start() for m in (_DATE.search(text), _QUOTED.search(text), _ITALIC.search(text)) if m
        ]
        end = min(marks, default=0)
        author, rest = text[:end], text[end:]
    date = _DATE.match(rest)
    if date:
        rest = rest[date.end() :]
        if date.group("year"):
            _set_date(csl, date.group("year"), date.group("month"), date.group("day"))
    author = plain(author)
    names = read_names(author)
    if names:
        csl["author"] = names
    return author, rest


def _take_title(text: str, csl: Csl, author: str) -> str:
    quoted, italic = _QUOTED.match(text), _ITALIC.match(text)
    if quoted:
        csl["title"] = _title(quoted.group("a") or quoted.group("b"))
        return text[quoted.end() :].strip()
    if italic:
        csl["title"], csl["_italic"] = _title(italic.group("title") or italic.group("alt")), True
        return text[italic.end() :].strip()
    dashed = re.match(r"[-–—]\s+(.+?)\.(?:\s+|$)", text)
    if dashed:
        csl["title"] = _title(dashed.group(1))
        return text[dashed.end() :].strip()
    # `**JSON:API Specification v1.1** (2022). https://…`: the name of the work stands alone.
    if author and "literal" in csl["author"][0] and ("URL" in csl or "issued" in csl):
        csl["title"] = author.rstrip(".")
        del csl["author"]
    return text.strip()


def _title(text: str) -> str:
    """A title keeps its italics as CSL's `<i>`, and its question mark but not its full stop."""
    marked = re.sub(r"(?<![*\w])[*_]([^*_]+)[*_](?![*\w])", r"<i>\1</i>", text)
    title = plain(marked).rstrip(",").strip()
    return title.rstrip(".") if not title.endswith("..") else title


def _read_rest(text: str, csl: Csl) -> None:
    """What follows the title: container, volume, issue, pages, edition, publisher, date."""
    italic = _ITALIC.search(text)
    if italic:
        csl["container-title"] = plain(italic.group("title") or italic.group("alt")).rstrip(".,")
        text = f"{text[: italic.start()]}, {text[italic.end() :]}"
    text = _take_numbers(plain(text), csl)
    names = [part for part in (p.strip(" .") for p in re.split(r",|\.\s+", text)) if part]
    for name in names:
        _place(name, csl)


def _take_numbers(text: str, csl: Csl) -> str:
    """Numbers with a form of their own, in the order in which one could hide in another."""
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = (
        (r"\(?updated (\d{4})\)?", ("note",)),
        (r"\bRFC\s+(\d+)", ("number",)),
        (r"\b(draft-[\w-]+)", ("number",)),
        (r"\b(\d+)(?:st|nd|rd|th) (?:Edition|ed\b\.?)", ("edition",)),
        (r"\bpp?\.\s*([\d–-]+)", ("page",)),
        (r"\bVol\.\s*(\d+)", ("volume",)),
        (r"\bNo\.\s*(\d+)", ("issue",)),
        (r"(?:^|,\s*)(\d+)\((\d[\d–-]*)\)(?:,\s*(\d+[–-]\d+))?", ("volume", "issue", "page")),
        (r"(?:^|,\s*)(\d{1,3})(?:,\s*(\d+[–-]\d+))?(?=\.?$)", ("volume", "page")),
    )
    for pattern, fields in patterns:
        found = re.search(pattern, text, re.IGNORECASE)
        if found and fields[0] not in csl:
            values = zip(fields, found.groups(), strict=True)
            csl.update({field: value.replace("–", "-") for field, value in values if value})
            text = f"{text[: found.start()]}, {text[found.end() :]}"
            if "RFC" in pattern:
                csl["genre"] = "RFC"
    if "note" in csl:
        csl["note"] = f"updated {csl['note']}"
    date = re.search(
        rf"(?:({_MONTH})\s+(?:(\d{{1,2}}),\s+)?)?\b((?:1[5-9]|20)\d\d)\b(?=\s*[.,]|\s*$)", text
    )
    if date and "issued" not in csl:
        _set_date(csl, date.group(3), date.group(1), date.group(2))
        text = f"{text[: date.start()]}, {text[date.end() :]}"
    return text


def _place(name: str, csl: Csl) -> None:
    """Put a piece of plain text into the field that its words and its neighbors call for."""
    if re.match(
        r"(?:Presentation|Press Release|Working Draft|Editor's Draft|Keynote|Talk)\b", name
    ):
        genre, _, event = name.partition(" at ")
        csl.setdefault("genre", genre)
        if event:
            csl.setdefault("event-title", event)
    elif re.search(r"\bTechnical Report\b", name) or "_italic" in csl or "number" in csl:
        csl.setdefault("publisher", name)
    elif re.match(r"Presentation|Keynote|Talk", csl.get("genre", "")):
        csl.setdefault("event-title", name)
    elif "container-title" not in csl:
        csl["container-title"] = name
    else:
        csl.setdefault("publisher", name)


def _set_date(csl: Csl, year: str, month: str | None, day: str | None) -> None:
    parts = [int(year)]
    if month:
        parts.append(_MONTH.split("|").index(month.capitalize()) + 1)
        if day:
            parts.append(int(day))
    csl["issued"] = {"date-parts": [parts]}


def _type(csl: Csl) -> str:
    container, genre = csl.get("container-title", ""), csl.get("genre", "")
    author = csl.get("author", [{}])[0].get("literal", "")
    monthly = len(csl.get("issued", {"date-parts": [[]]})["date-parts"][0]) == 2
    if rfc := re.fullmatch(r"RFC\s+(\d+)", author):
        csl.setdefault("number", rfc.group(1))
        csl.setdefault("genre", "RFC")
    rules: tuple[tuple[object, str], ...] = (
        ("_italic" in csl, "book"),
        ("number" in csl or "Technical Report" in container + csl.get("publisher", ""), "report"),
        (re.match(r"Presentation|Keynote|Talk", genre), "speech"),
        ("volume" in csl and "issue" in csl, "article-journal"),
        (_MEETING.search(container), "paper-conference"),
        ("volume" in csl or "page" in csl, "article-journal"),
        ("Magazine" in container or ("Journal" in container and monthly), "article-magazine"),
        (re.search(r"\b(?:Journal|Transactions)\b", container), "article-journal"),
        (_PUBLISHER.search(container), "book"),
        ("Blog" in container, "post-weblog"),
        ("archive" in csl, "article"),
    )
    return next((type for rule, type in rules if rule), "webpage")
