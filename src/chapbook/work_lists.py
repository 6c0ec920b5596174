"""Divide the works that a book cites into the groups of a list, and find those cited often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chapbook.naming import label_text
from chapbook.outline import ChapterPlan
from chapbook.roles import Context, Entry, ListedWork
from chapbook.survey import ListRequest
from chapbook.words import words_for

#: The kinds that a bibliography by type has, with CSL's types in each.
_TYPES = {
    "books": ("book", "chapter", "collection", "entry-dictionary", "entry-encyclopedia"),
    "articles": (
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "paper-conference",
        "review",
    ),
    "reports": ("report", "standard", "thesis", "legislation", "patent"),
    "web": ("webpage", "post", "post-weblog", "software", "dataset"),
}


@dataclass(frozen=True)
class Group:
    """Works under a title of their own; `plan` is the chapter that they are cited in."""

    works: tuple[ListedWork, ...]
    title: str = ""
    plan: ChapterPlan | None = None


def groups(kind: str, asked: Mapping[str, str], context: Context) -> Iterator[Group]:
    """What a request for a list, `::: {.bibliography by="type"}`, prints.

    A work that the citation style lists nowhere is in none.
    """
    cited = context.works
    if kind == "references":
        own = cited.chapters.get(context.chapter.path, ())
        yield Group(tuple(work for work in own if work.printed))
        return
    request = list_request(kind, asked)
    works = [
        work
        for work in cited.book
        if work.printed and is_listed(work.entry, bool(work.places), request)
    ]
    match asked.get("by", "chapter" if kind == "works-cited" else ""):
        case "chapter":
            for plan in context.outline.plans:
                own = cited.chapters.get(plan.chapter.path, ())
                found = tuple(w for w in own if w.printed and is_listed(w.entry, True, request))
                if found:
                    yield Group(found, _chapter_title(plan, context), plan)
        case "type":
            words = words_for(context.book.metadata.language).works
            for name in (*_TYPES, "other"):
                if found := tuple(work for work in works if type_of(work.entry) == name):
                    yield Group(found, words[name])
        case "keyword":
            every = {word: word.lower() for work in works for word in keywords_of(work.entry)}
            for word in sorted(every, key=str.lower):
                yield Group(tuple(w for w in works if word in keywords_of(w.entry)), word)
            if rest := tuple(work for work in works if not keywords_of(work.entry)):
                title = words_for(context.book.metadata.language).works["other"] if every else ""
                yield Group(rest, title)
        case _:
            yield Group(tuple(works))


def list_request(kind: str, asked: Mapping[str, str]) -> ListRequest:
    """What the attributes of a Div ask for: `::: {.bibliography by="type" uncited="yes"}`."""
    return ListRequest(
        kind,
        asked.get("by", ""),
        asked.get("uncited") == "yes",
        asked.get("type", ""),
        asked.get("keyword", ""),
    )


def is_listed(entry: Entry, is_cited: bool, request: ListRequest) -> bool:
    """Whether a list of the book's works has an entry, by what it asks for."""
    if not is_cited and not request.uncited:
        return False
    if request.type and request.type not in (entry.csl.get("type"), type_of(entry)):
        return False
    known = {keyword.lower() for keyword in keywords_of(entry)}
    return not request.keyword or request.keyword.lower() in known


def leads_back(context: Context) -> bool:
    """Whether entries lead back to their citations: in EPUB always, elsewhere on request."""
    return context.writer == "html" or context.target.options.get("back-links") is True


def frequent(context: Context) -> list[tuple[ListedWork, list[ChapterPlan]]]:
    """Works that more than one chapter cites, those of the most chapters first."""
    found = []
    for work in context.works.book:
        paths = {path for path, _ in work.places}
        plans = [plan for plan in context.outline.plans if plan.chapter.path in paths]
        if len(plans) > 1:
            found.append((work, plans))
    return sorted(found, key=lambda item: (-len(item[1]), short_name(item[0].entry).lower()))


def short_name(entry: Entry) -> str:
    """`Efficient Memory Management (Kwon et al., 2023)`, or the name that a work goes by."""
    csl = entry.csl
    title = re.sub(r"</?\w+>", "", str(csl.get("title", entry.key)))
    named = str(csl.get("custom", {}).get("alias") or csl.get("title-short") or title)
    return f"{named} ({', '.join(filter(None, (_authors(csl.get('author', [])), year_of(entry))))})"


def year_of(entry: Entry) -> str:
    """The year of publication, empty where there is none."""
    parts = entry.csl.get("issued", {}).get("date-parts", [[]])[0]
    return str(parts[0]) if parts else ""


def type_of(entry: Entry) -> str:
    """The kind that an entry belongs to in a bibliography by type."""
    csl_type = entry.csl.get("type", "")
    return next((name for name, types in _TYPES.items() if csl_type in types), "other")


def keywords_of(entry: Entry) -> tuple[str, ...]:
    """The keywords of an entry."""
    said = str(entry.csl.get("keyword", ""))
    return tuple(word.strip() for word in re.split(r"[,;]", said) if word.strip())


def _chapter_title(plan: ChapterPlan, context: Context) -> str:
    label = plan.label
    shown = label_text(label, context.book) if label.number else ""
    return ": ".join(filter(None, (shown, label.title)))


def _authors(names: Sequence[Mapping[str, str]]) -> str:
    said = [name.get("family", name.get("literal", "")) for name in names]
    if len(said) > 2 or said[1:] == ["others"]:
        return f"{said[0]} et al."
    return " & ".join(said)
