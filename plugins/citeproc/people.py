"""One person or organization as a string: particles, initials, order, the parts' own fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chapbook.plugins.citeproc.casing import cased
from chapbook.plugins.citeproc.marks import SEAM, formatted, read_field

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]")
_ROMAN = re.compile(r"[\u0041-\u024f\u0370-\u052f\u0590-\u06ff\u1e00-\u1fff]")


@dataclass(frozen=True)
class Person:
    """A name in its parts; `literal` is one that has none."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    kept: str = ""
    suffix: str = ""
    comma: bool = False
    literal: str = ""


def person(name: Mapping[str, Any]) -> Person:
    """A CSL JSON name; particles written into the family or given name are found."""
    get = {key: str(value).strip() for key, value in name.items() if value is not None}.get
    if literal := get("literal"):
        return Person(literal=literal)
    family, given = get("family", ""), get("given", "")
    dropping, kept = get("dropping-particle", ""), get("non-dropping-particle", "")
    suffix = get("suffix", "")
    comma = str(name.get("comma-suffix", "")).lower() in ("true", "1")
    if not suffix and (found := re.fullmatch(r"(.+?),(!?) (.+)", given)):
        given, suffix, comma = found[1], found[3], bool(found[2])
    if family.startswith('"') and family.endswith('"') and len(family) > 2:
        return Person(family[1:-1], given, dropping, kept, suffix, comma)
    if not dropping and not kept:
        kept, family = _lead(family)
        given, dropping = _trail(given)
    if not family and given:
        family, given = given, ""
    return Person(family, given, dropping, kept, suffix, comma)


def _lead(family: str) -> tuple[str, str]:
    """`van der Vlist` → `van der`, `Vlist`."""
    found = re.fullmatch(r"((?:[^\W\dA-Z_]+[’'\s-]\s*)+)([^\W\d_].*)", family)
    if found and found[1] == found[1].lower() and found[2][:1].isupper():
        return found[1].strip(), found[2]
    return "", family


def _trail(given: str) -> tuple[str, str]:
    """`Ludwig van` → `Ludwig`, `van`."""
    found = re.fullmatch(r"(.*\S)\s+((?:[^\W\dA-Z_.]+[’']?\s*)+)", given)
    if found and found[2] == found[2].lower() and len(found[2]) > 1:
        return found[1], found[2].strip()
    return given, ""


@dataclass(frozen=True)
class Form:
    """How a style writes names."""

    short: bool = False
    initials: str | None = None
    initialize: bool = True
    hyphen: bool = True
    inverted: str = ""
    separator: str = ", "
    demote: str = "display-and-sort"
    sorting: bool = False
    parts: Mapping[str, Any] | None = None


def written(name: Person, form: Form, first: bool, level: int = 0) -> str:
    """The name; `level` 1 adds initials where the form is short, 2 the whole given name."""
    if name.literal:
        return _part(read_field(name.literal), "family", form)
    given, short = name.given, form.short
    family, kept, dropping = name.family, name.kept, name.dropping
    if level and short:
        short = False
    if given and form.initials is not None and level != 2:
        given = initials(given, form.initials, form.initialize, form.hyphen)
    if _CJK.search(family) and not _ROMAN.search(family + given):
        return _part(family, "family", form) + ("" if short else _part(given, "given", form))
    if short:
        return _part(_glue(kept, family), "family", form)
    inverted = form.inverted == "all" or (form.inverted == "first" and first)
    if inverted and not (_CJK.search(family)):
        demoted = form.demote == "display-and-sort" or (form.sorting and form.demote == "sort-only")
        if demoted and form.sorting:
            # By the given name next: nobody looks for the particle of Gogh, Vincent van.
            return _join([family, given, read_field(name.suffix)], form.separator)
        if demoted:
            after = _part(_glue(given, dropping, kept), "given", form)
            main = _part(family, "family", form)
        else:
            after = _part(_glue(given, dropping), "given", form)
            main = _part(_glue(kept, family), "family", form)
        return _join([main, after, read_field(name.suffix)], form.separator)
    before = _part(given, "given", form)
    main = (
        _part(_glue(dropping, kept, family), "family", form)
        if not form.parts
        else _glue(_part(dropping, "given", form, True), _part(_glue(kept, family), "family", form))
    )
    suffix = read_field(name.suffix)
    whole = _glue(before, main)
    return _join([whole, suffix], ", " if name.comma else " ")


def _join(pieces: list[str], separator: str) -> str:
    return f"{SEAM}{separator}{SEAM}".join(piece for piece in pieces if piece)


def _glue(*words: str) -> str:
    out = ""
    for word in words:
        if not word:
            continue
        tight = out.endswith(("’", "'", "-")) or not out
        out += ("" if tight else " ") + word
    return out


def _part(text: str, name: str, form: Form, bare: bool = False) -> str:
    text = text if "<" not in text else read_field(text)
    text = text.replace("'", "’")
    element = (form.parts or {}).get(name)
    if not text or element is None:
        return text
    if element.get("text-case"):
        text = cased(text, element.get("text-case"), True)
    text = formatted(element, text)
    if bare:
        return text
    prefix, suffix = element.get("prefix") or "", element.get("suffix") or ""
    return f"{prefix}{text}{SEAM if suffix else ''}{suffix}"


def initials(given: str, mark: str, initialize: bool, hyphen: bool) -> str:
    """`John Ronald-R.` → `J. R.-R.`; without `initialize` only what is an initial already."""
    space = mark[len(mark.rstrip()) :]
    given = re.sub(r"\.(?=\w)", ". ", given.strip())
    out = ""
    for word in given.split():
        pieces = [p for p in re.split(r"[-–]", word) if p] if initialize else [word]
        done = [_initial(piece, mark, initialize, len(pieces) > 1) for piece in pieces]
        if not any(short for _, short in done):
            out = f"{out.rstrip()} {word} "
            continue
        joint = "-" if hyphen else ""
        out += joint.join(text.rstrip() for text, _ in done) + space
        if not mark:
            continue
    return out.strip()


def _initial(word: str, mark: str, initialize: bool, hyphenated: bool) -> tuple[str, bool]:
    """A word's initial with its mark, and whether the word was shortened to it."""
    letters = word.rstrip(".")
    abbreviated = word.endswith(".") and len(letters) > 1 and not hyphenated
    if len(letters) == 1 and (letters.isupper() or hyphenated):
        return letters + mark, True
    if abbreviated and letters[:1].isupper() and len(letters) <= 4:
        return letters + mark, True
    if initialize and (letters[:1].isupper() or hyphenated):
        return letters[:1] + mark, True
    return word, False
