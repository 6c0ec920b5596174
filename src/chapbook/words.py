"""The words that a book prints with its numbers, by language, from the table in templates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Forms:
    """A kind's words, `{}` standing for the number: as a label, and in references to one and more.

    `Figure {}`, `figure {}`, `figures {}` in French.
    """

    label: str
    one: str
    many: str

    @property
    def word(self) -> str:
        """The label's word alone: `Figure`, `章`."""
        return bare(self.label)


@dataclass(frozen=True)
class Prose:
    """How authors of a language mention labels in running text; the table says what each key is."""

    short: Mapping[str, tuple[str, ...]]
    joiners: tuple[str, ...]
    to: tuple[str, ...]
    of: tuple[str, ...]
    within: tuple[str, ...]
    book: tuple[str, ...]
    works: tuple[str, ...]
    counts: tuple[str, ...]
    references: tuple[str, ...]
    usages: tuple[str, ...]
    leads: tuple[str, ...]
    whole: tuple[str, ...]
    subsets: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """One language's words.

    `kinds` maps a kind of label to its forms; `lists` maps a kind to the title of its list;
    `plural` makes several of a book's own word, where that is regular enough;
    `description` opens the long description of a drawing;
    `places` names the places that an EPUB's reader can jump to, `site` the controls of a website;
    `continued` stands above what follows of a table on its next page;
    `page` is what follows a reference in print; `and_` joins two numbers, `last` the last of more;
    `prose` is how authors mention labels in running text; `companions` are the sentences and words
    of references to other books; `index` are those of an index.
    """

    kinds: Mapping[str, Forms]
    lists: Mapping[str, str]
    contents: str
    description: str
    places: Mapping[str, str]
    site: Mapping[str, str]
    continued: str
    note: str
    plural: str
    page: str
    and_: str
    last: str
    prose: Prose
    companions: Mapping[str, str]
    works: Mapping[str, str]
    index: Mapping[str, str]

    @property
    def references(self) -> str:
        """The title of a chapter's list of works."""
        return self.works["title"]

    def forms(self, kind: str, title: str = "") -> Forms:
        """A kind's forms; those of a book's own kind are made of its `title`."""
        known = self.kinds.get("figure" if kind == "subfigure" else kind)
        if title and (known is None or title != known.word):
            several = self.plural.format(title)
            return Forms(f"{title} {{}}", f"{title} {{}}", f"{several} {{}}")
        return known or Forms("{}", "{}", "{}")

    def list_title(self, kind: str, title: str) -> str:
        """The title of the list of all of a kind; `title` is what a kind of the book's own is
        called where it is several."""
        return self.lists.get(kind) or self.lists["other"].format(title)


def bare(form: str) -> str:
    """A form without its number: `Figure {}` → `Figure`, `第{}章` → `章`."""
    before, _, after = form.partition("{}")
    return (before if before.strip("第 ") else after).strip() or form


@cache
def languages() -> Mapping[str, Words]:
    """Every language's words by its primary subtag."""
    table = tomllib.loads((files("chapbook.templates") / "words.toml").read_text("utf-8"))
    return MappingProxyType({language: _words(entry) for language, entry in table.items()})


def words_for(language: str) -> Words:
    """The words for a BCP 47 language tag; English where the language has none yet."""
    return languages().get(language.split("-")[0].lower(), languages()["en"])


def part_words() -> tuple[str, ...]:
    """Every word for a Part that an author may type before a number."""
    return _longest_first({words.kinds["part"].word for words in languages().values()})


def typed_words() -> tuple[str, ...]:
    """Every word for a chapter or an appendix that an author may type before a number."""
    kinds = ("chapter", "appendix")
    return _longest_first(
        {words.kinds[kind].word for words in languages().values() for kind in kinds}
    )


def _longest_first(found: set[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _words(entry: dict[str, object]) -> Words:
    kinds = {key: Forms(*value) for key, value in entry.items() if isinstance(value, list)}
    lists = entry["lists"]
    companions, places, works = entry["companions"], entry["places"], entry["works"]
    site, index = entry["site"], entry["index"]
    index = entry["index"]
    assert isinstance(index, dict)
    assert isinstance(works, dict) and isinstance(site, dict) and isinstance(index, dict)
    assert isinstance(lists, dict) and isinstance(companions, dict) and isinstance(places, dict)
    return Words(
        kinds=MappingProxyType(kinds),
        lists=MappingProxyType({str(key): str(value) for key, value in lists.items()}),
        contents=str(entry["contents"]),
        description=str(entry["description"]),
        places=MappingProxyType({str(key): str(value) for key, value in places.items()}),
        site=MappingProxyType({str(key): str(value) for key, value in site.items()}),
        continued=str(entry["continued"]),
        note=str(entry["note"]),
        plural=str(entry["plural"]),
        page=str(entry["page"]),
        and_=str(entry["and"]),
        last=str(entry["last"]),
        prose=_prose(entry["prose"]),
        companions=MappingProxyType(dict(companions)),
        works=MappingProxyType(dict(works)),
        index=MappingProxyType(dict(index)),
    )


def _prose(entry: object) -> Prose:
    assert isinstance(entry, dict)
    lists = {key: tuple(map(str, value)) for key, value in entry.items() if key != "short"}
    short = {kind: tuple(map(str, forms)) for kind, forms in entry["short"].items()}
    return Prose(short=MappingProxyType(short), **lists)
