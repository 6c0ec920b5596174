"""Read what follows the title of a prose bibliography entry, and tell what kind of work it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from chapbook.entry_markup import MONTHS, Csl, month_number, plain
from chapbook.entry_names import read_names

_PUBLISHER = re.compile(
    r"\b(?:Press|Media|Publish\w+|Pearson|Springer|Wiley|Addison-Wesley|Manning|Bookshelf|Packt|"
    r"Apress|Elsevier|McGraw-Hill|Prentice|Routledge|Penguin|HarperCollins|Macmillan|Verlag)\b",
)
_MEETING = re.compile(
    r"\b(?:Proceedings|Conference|Symposium|Workshops?|Advances in Neural|Proc\.)|"
    r"^[A-Z][\w&+-]*[A-Z][\w&+-]*\s(?:'|’)?(?:\d{4}|\d\d)$"
)
_JOURNAL = re.compile(r"\b(?:Journal|Transactions|Review|Letters|Annals|Endowment|Quarterly)\b")
_GAZETTE = re.compile(r"\bOfficial Journal\b|\bStatutes\b")
_TALK = re.compile(r"Presentation|Keynote|Talk|Lecture")
_STANDARD = re.compile(
    r"(?P<who>.*?)\s*\b(?P<what>Recommendation|Working Draft|Editor's Draft|Living Standard|"
    r"Candidate Recommendation|Technical Report|White ?paper)"
)
#: Bodies that publish, and are no journal or site.
_BODY = re.compile(
    r"\b(?:Union|Institute of Standards|Commission|Department|Agency|Ministry|Task Force|"
    r"(?:Computing|Software|Standards) Foundation)\b"
)
_ED = r"\s*\(?(?<!\w)(?P<n>\d+)(?:st|nd|rd|th)\s(?:Edition|ed\b\.?)\)?"
_ROLE = re.compile(r"^(?:Edited by|Ed\.|Eds\.)\s+(?P<who>.+)$", re.IGNORECASE)


def read_rest(text: str, csl: Csl) -> None:
    """What follows the title: container, volume, issue, pages, edition, publisher, date."""
    text = _take_container(text, csl)
    text = _take_numbers(plain(text), csl)
    if "container-title" in csl and text.startswith("("):
        text = text[1:].replace(")", "", 1)
    city = re.search(r"(?:^|[.,]\s)((?:[A-Z][\w-]+ ?)+, [A-Z]{2}): (?=[A-Z])", text)
    if city:
        csl["publisher-place"] = city.group(1)
        text = text.replace(f"{city.group(1)}: ", "", 1)
    pieces = re.split(r",\s|\.\s+|;\s*|,$", f"{text} ") if text else []
    for piece in (piece.strip(" .,;()") for piece in pieces):
        if piece:
            _place(piece, csl)


def take_edition(title: str, csl: Csl) -> str:
    """`Release It!, 2nd Edition` is a title and an edition."""
    found = re.search(rf",?{_ED}$", title, re.IGNORECASE)
    if found is None:
        return title
    csl["edition"] = found.group("n")
    return title[: found.start()].rstrip(" ,")


def set_date(csl: Csl, year: str, month: str | None, day: str | None) -> None:
    """The date of publication."""
    parts = [int(year)]
    if month:
        parts.append(month_number(month))
        if day:
            parts.append(int(day))
    csl["issued"] = {"date-parts": [parts]}


def _take_container(text: str, csl: Csl) -> str:
    italic = re.search(
        r"(?:\bIn:?\s+)?(?:(?<!\*)\*(?P<a>[^*]+)\*(?!\*)|(?<![\w_])_(?P<b>[^_]+)_(?!\w))[.,]?",
        text,
        re.IGNORECASE,
    )
    if italic:
        csl["container-title"] = plain(italic.group("a") or italic.group("b")).rstrip(".,")
        if "_italic" in csl:
            csl["collection-title"] = csl.pop("container-title")
        # `*Nature*, 521, 436` and `*CACM* 56, no. 2`: the numbers stand first in what remains.
        lead, rest = text[: italic.start()].strip(), text[italic.end() :].strip(" ,")
        return f"{rest}. {lead}" if lead else rest
    return re.sub(r"^In:?\s+(?=[A-Z])", "", text)


def _take_numbers(text: str, csl: Csl) -> str:
    """Numbers with a form of their own, in the order in which one could hide in another."""
    pages = r"[a-z]?\d+(?:\s?[–-]\s?[a-z]?\d+)?"
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = (
        (r"\(?updated (\d{4})\)?", ("note",)),
        (r"\bRFC\s+(\d+)", ("number",)),
        (r"\b(draft-[\w-]+)", ("number",)),
        (_ED.replace("?P<n>", ""), ("edition",)),
        (r"\bversion (\d[\w.]*\w)", ("version",)),
        (rf"\bpp?\.\s*({pages})", ("page",)),
        (r"\bVol(?:ume|\.)\s*(\d+)", ("volume",)),
        (r"\b(?:No|Issue)\b\.?\s*(\d+)", ("issue",)),
        (r"(?:^|[.,;]\s*)((?:19|20)\d\d);(\d+)\((\d+)\):" + f"({pages})", ("year", "v", "i", "p")),
        (
            rf"(?:^|,\s*)(\d+)\s?\((?!(?:1[5-9]|20)\d\d\))(\d[\d–-]*)\)(?:[,:]\s*({pages}))?",
            ("volume", "issue", "page"),
        ),
        (rf"^(\d{{1,4}}),\s*({pages})(?=\.?$|,)", ("volume", "page")),
        (r"^(\d{1,3})(?=\.?$|,)", ("volume",)),
        (r"^L (\d+)(?=\.?$|,)", ("volume",)),
    )
    for pattern, fields in patterns:
        found = re.search(pattern, text, re.IGNORECASE)
        if not found or fields[0] in csl:
            continue
        values = {
            f: re.sub(r"\s?–\s?", "-", v) for f, v in zip(fields, found.groups(), strict=True) if v
        }
        if "year" in values:  # Vancouver: 2013;56(2):74-80
            set_date(csl, values.pop("year"), None, None)
            names = {"v": "volume", "i": "issue", "p": "page"}
            values = {names[field]: value for field, value in values.items()}
        csl.update(values)
        text = _cut(text, found)
        if "RFC" in pattern:
            csl["genre"] = "RFC"
    if "note" in csl:
        csl["note"] = f"updated {csl['note'].removeprefix('updated ')}"
    return _take_late_pages(_take_date(text, csl), csl)


def _take_date(text: str, csl: Csl) -> str:
    if "issued" in csl:
        return text
    date = re.search(
        rf"\(?(?:({MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)\s+"
        r"(?:(\d{1,2}),\s+)?)?\b((?:1[5-9]|20)\d\d)\b\)?(?=\s*[.,:;]|\s*$)",
        text,
    )
    if date is None:
        return text
    set_date(csl, date.group(3), date.group(1), date.group(2))
    return _cut(text, date)


def _take_late_pages(text: str, csl: Csl) -> str:
    """Chicago's `56, no. 2 (2013): 74–80`: what the date leaves are the volume and the pages."""
    for pattern, field in (
        (r"(?:^|[,:]\s*):?\s*(\d+[–-]\d+)(?=\.?\s*(?:$|,))", "page"),
        (r"^(\d{1,4})(?=\s*(?:[,:]|$))", "volume"),
    ):
        found = re.search(pattern, text.strip())
        if found and field not in csl and "container-title" in csl:
            csl[field] = found.group(1).replace("–", "-")
            text = _cut(text.strip(), found)
    return text


def _cut(text: str, found: re.Match[str]) -> str:
    """Without the match; what stood around it stays apart."""
    before, after = text[: found.start()].rstrip(" ,"), text[found.end() :].lstrip(" ,")
    return ", ".join(part for part in (before, after) if part.strip(" .,;"))


def _place(name: str, csl: Csl) -> None:
    """Put a piece of plain text into the field that its words and its neighbors call for."""
    if role := _ROLE.match(name):
        csl.setdefault("editor", read_names(role.group("who"), given_first=True))
    elif "container-title" in csl and "page" not in csl and re.fullmatch(r"\d+[–-]\d+", name):
        csl["page"] = name.replace("–", "-")
    elif _TALK.match(name) or re.match(r"(?:Press Release|PhD|Ph\.D\.|Master's|Doctoral)\b", name):
        genre, _, event = name.partition(" at ")
        csl.setdefault("genre", genre)
        if event:
            csl.setdefault("event-title", event)
    elif (standard := _STANDARD.fullmatch(name)) and "publisher" not in csl:
        csl.setdefault("genre", standard.group("what"))
        if standard.group("who"):
            csl["publisher"] = standard.group("who")
    elif talk := re.match(
        r"(?P<event>.+?(?:Conference|Summit|Con))\s(?P<g>presentation|talk)", name
    ):
        csl.setdefault("event-title", talk.group("event"))
        csl.setdefault("genre", talk.group("g").capitalize())
        if rest := name[talk.end() :].strip():
            _annotate(rest, csl)
    elif re.match(r"Chapter \d", name) or _is_remark(name):
        _annotate(name, csl)
    elif (city := re.fullmatch(r"(?P<p>[A-Z][\w .-]+):\s(?P<who>[A-Z].+)", name)) and (
        "publisher" not in csl
    ):
        csl["publisher-place"], csl["publisher"] = city.group("p"), city.group("who")
    else:
        _fill(name, csl)


def _fill(name: str, csl: Csl) -> None:
    if "_italic" in csl or "number" in csl:
        fields: tuple[str, ...] = ("publisher",)
    elif _TALK.match(csl.get("genre", "")):
        fields = ("event-title", "publisher")
    elif _BODY.search(name):
        fields = ("publisher",)
    else:
        fields = ("container-title", "publisher")
    field = next((field for field in fields if field not in csl), None)
    if field:
        csl[field] = name
    else:
        _annotate(name, csl)


def _is_remark(name: str) -> bool:
    """`Dense retrieval foundations`: names have capitals, remarks on a work have few."""
    if re.match(r"[a-z]{4,}s\s", name):  # `documents large deployments`
        return True
    words = [word for word in re.findall(r"[^\W\d_][\w.-]*", name)[1:] if len(word) > 3]
    return bool(words) and all(word[0].islower() or word.isupper() for word in words)


def _annotate(name: str, csl: Csl) -> None:
    csl["annote"] = "; ".join(filter(None, [csl.get("annote"), name]))
    csl.setdefault("_left", []).append(name)


def kind_of(csl: Csl) -> str:
    """CSL's type; fields that the type calls by another name are renamed."""
    container, genre = csl.get("container-title", ""), csl.get("genre", "")
    publisher = csl.get("publisher", "")
    author = csl.get("author", [{}])[0].get("literal", "")
    if rfc := re.fullmatch(r"RFC\s+(\d+)", author):
        csl.setdefault("number", rfc.group(1))
        csl.setdefault("genre", "RFC")
    if rfc := re.match(r"RFC\s+(\d+)\b", csl["title"]):
        csl.setdefault("number", rfc.group(1))
        csl.setdefault("genre", "RFC")
    monthly = len(csl.get("issued", {}).get("date-parts", [[]])[0]) == 2
    paper = "volume" in csl and "issue" in csl
    rules: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: re.search(r"Ph\.?D|dissertation|thesis", genre), "thesis"),
        (lambda: "_italic" in csl, "book"),
        (lambda: "number" in csl or _STANDARD.match(genre), "report"),
        (lambda: _TALK.match(genre), "speech"),
        # Styles name laws by their titles: what the text cites by an author has to show it.
        (lambda: "author" not in csl and _GAZETTE.search(container), "legislation"),
        (lambda: paper, "article-journal"),
        (lambda: _MEETING.search(container), "paper-conference"),
        (lambda: "editor" in csl and container, "chapter"),
        (lambda: "volume" in csl or "page" in csl, "article-journal"),
        (
            lambda: "Magazine" in container or ("Journal" in container and monthly),
            "article-magazine",
        ),
        (lambda: _JOURNAL.search(container), "article-journal"),
        (lambda: _PUBLISHER.search(container), "book"),
        (lambda: _PUBLISHER.search(publisher) and not container, "book"),
        (lambda: "Blog" in container, "post-weblog"),
        (lambda: "archive" in csl, "article"),
        (lambda: _BODY.search(publisher) and not container, "report"),
    )
    return next((kind for rule, kind in rules if rule()), "webpage")


def settle(csl: Csl) -> None:
    """Give the entry its type, and what stands under the wrong name its right one."""
    container = csl.get("container-title", "")
    if re.fullmatch(r"arXiv(?: preprint)?", container, re.IGNORECASE):
        csl["genre"] = "preprint"
        del csl["container-title"]
    elif standard := _STANDARD.fullmatch(container):
        csl["genre"] = standard.group("what")
        csl.setdefault("publisher", standard.group("who"))
        del csl["container-title"]
    elif _BODY.search(container) and not _JOURNAL.search(container) and "volume" not in csl:
        csl.setdefault("publisher", csl.pop("container-title"))
    csl["type"] = kind_of(csl)
    if csl["type"] in ("book", "report") and "container-title" in csl:
        csl.setdefault("publisher", csl.pop("container-title"))
