"""Read one prose bibliography entry, as authors write it in Markdown, as CSL fields.

`**Kwon, W., et al.** (2023). "Title." *Container*, 56(2), 74-80. arXiv:2309.06180` is the usual
form; years at the end, books with an italic title, RFCs and entries without authors are read too.
"""

from __future__ import annotations

import re

from chapbook.entry_fields import read_rest, set_date, settle, take_edition
from chapbook.entry_markup import MONTHS, Csl, take_identifiers
from chapbook.entry_markup import plain as plain
from chapbook.entry_names import read_names

_AUTHOR = re.compile(r"\*\*(?P<name>.+?)\*\*[.,:]?\s*")
_DATE = re.compile(
    rf"\((?P<year>\d{{4}})[a-z]?(?:,\s*(?P<month>{MONTHS})(?:\s+(?P<day>\d{{1,2}}))?"
    r"|,\s*(?P<note>updated \d{4}))?\)[.,:]?\s*"
    r"|\((?:n\.\s?d\.|(?P<state>forthcoming|in press))\)[.,:]?\s*"
)
_QUOTED = re.compile(r"\"(?P<a>.+?)\"(?=[\s.,;:)\]]|$)[.,]?|“(?P<b>.+?)”[.,]?")
_ITALIC = re.compile(
    r"(?<!\*)\*(?P<title>[^*]+)\*(?!\*)[.,]?|(?<![\w_])_(?P<alt>[^_]+)_(?!\w)[.,]?"
)
#: `Knuth, Donald E. The Art …`: an initial ends the author, not the sentence.
_ENDS_IN_INITIAL = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]+, (?:[A-Z][\w-]+ )?(?:[A-Z]\.[ -]?)+)\s*"
    r"(?P<rest>(?![A-Z]\.)[A-Z\d].+)"
)
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bal)(?<!\bvs)\.\s+(?=[\"“A-Z\d*_])|(?<=[?!])\s+(?=[A-Z*_])"
)


def read_entry(text: str) -> Csl | None:
    """The CSL fields of an entry, None where no title can be made out."""
    read = read_all(text)
    return read[0] if read else None


def read_all(text: str) -> tuple[Csl, tuple[str, ...]] | None:
    """The fields, and the pieces of text that none is made for: they are in `annote`."""
    csl: Csl = {}
    rest = take_identifiers(text.strip(), csl)
    rest = _take_annotation(rest, csl)
    author, rest = _take_author(rest, csl)
    rest = _take_title(rest, csl, author)
    if "title" not in csl:
        return None
    csl["title"] = take_edition(csl["title"], csl)
    read_rest(rest, csl)
    settle(csl)
    if series := re.fullmatch(r"(.+?) (Technical Report)", csl.get("publisher", "")):
        csl["publisher"], csl["genre"] = series.groups()
    left = tuple(csl.get("_left", ()))
    return {key: value for key, value in csl.items() if not key.startswith("_")}, left


def _take_annotation(text: str, csl: Csl) -> str:
    """`… 2013. [Tail latency]`: the last brackets say what the work is cited for."""
    found = re.search(r"\s*\[([^\[\]]+)\]\.?$", text)
    if not found:
        return text
    thesis = re.match(
        r"(?P<genre>[^,]*(?:dissertation|thesis))(?:, (?P<where>.+))?", found.group(1)
    )
    if thesis:
        csl["genre"] = thesis["genre"]
        if thesis["where"]:
            csl["publisher"] = thesis["where"]
    else:
        csl["annote"] = plain(found.group(1))
    return text[: found.start()]


def _take_author(text: str, csl: Csl) -> tuple[str, str]:
    """The text before the title, which is bold or ends at a year, a quotation mark or a stop."""
    found = _AUTHOR.match(text)
    if found:
        author, rest = found.group("name"), text[found.end() :]
    else:
        author, rest = _split_plain(text)
    date = _DATE.match(rest)
    if date:
        rest = rest[date.end() :]
        if date.group("year"):
            set_date(csl, date.group("year"), date.group("month"), date.group("day"))
        if date.group("state"):
            csl["status"] = date.group("state")
            csl["issued"] = {"literal": date.group("state")}
        if date.group("note"):
            csl["note"] = date.group("note")
    author = plain(author)
    editors = re.search(r",?\s*\(?\bEds?\.\)?[.,]?$", author)
    names = read_names(author[: editors.start()] if editors else author)
    if names:
        csl["editor" if editors else "author"] = names
    return author, rest


def _split_plain(text: str) -> tuple[str, str]:
    """Author and the rest of an entry that marks neither."""
    marks = [m.start() for p in (_DATE, _QUOTED, _ITALIC) if (m := p.search(text))]
    end = min(marks, default=len(text))
    before, rest = text[:end], text[end:]
    if _DATE.match(rest) and len(_SENTENCE.split(before)) == 1:
        return before, rest
    # `Author. Title. Publisher, Year.`: the title is the second sentence.
    initial = _ENDS_IN_INITIAL.fullmatch(text)
    if initial and initial.end("name") < end:
        return initial.group("name"), initial.group("rest")
    stop = _SENTENCE.search(text, 1, end + 1)
    if stop and stop.end() < end:
        return text[: stop.start() + 1], text[stop.end() :]
    return (before, rest) if marks else ("", text)


def _take_title(text: str, csl: Csl, author: str) -> str:
    text = re.sub(r"^[-–—]\s+", "", text)
    quoted, italic = _QUOTED.match(text), _ITALIC.match(text)
    if quoted:
        csl["title"] = _title(quoted.group("a") or quoted.group("b"))
        rest = text[quoted.end() :].strip()
        second = re.match(r"and\s+", rest)
        if second and (more := _QUOTED.match(rest, second.end())):
            csl["title"] += f" and {_title(more.group('a') or more.group('b'))}"
            rest = rest[more.end() :].strip()
        return rest
    if italic:
        csl["title"], csl["_italic"] = _title(italic.group("title") or italic.group("alt")), True
        return text[italic.end() :].strip()
    stop = _SENTENCE.search(text)
    bare = text[: stop.start()] if stop else text.strip()
    known = stop or "issued" in csl or "number" in csl
    if len(bare.split()) > 1 and known and ("author" in csl or "editor" in csl):
        csl["title"] = _title(bare)
        return text[stop.end() :].strip() if stop else ""
    # `**JSON:API Specification v1.1** (2022). https://…`: the name of the work stands alone.
    alone = author and "literal" in csl.get("author", [{}])[0]
    if alone and not text.strip(" .") and ("URL" in csl or "issued" in csl):
        csl["title"] = author.rstrip(".")
        del csl["author"]
    return text.strip()


def _title(text: str) -> str:
    """A title keeps its italics as CSL's `<i>`, and its question mark but not its full stop."""
    marked = re.sub(r"(?<![*\w])[*_]([^*_]+)[*_](?![*\w])", r"<i>\1</i>", text)
    title = plain(marked).rstrip(",").strip()
    return title.rstrip(".") if not title.endswith("..") else title
