"""Read the authors of a prose bibliography entry as CSL names.

A name with a comma is a person (`Kwon, W.`). One without a comma is a person where it begins with
a common given name (`Greg Linden`), else an organization (`Akamai Technologies`). `et al.` becomes
the literal name `others`, as it is in Pandoc's own conversion from BibLaTeX.
"""

from __future__ import annotations

import re

from chapbook.given_names import is_person

Name = dict[str, str]

#: The name that stands for authors the entry does not list.
OTHERS: Name = {"literal": "others"}

_ET_AL = re.compile(r",?\s*(?:\bet\s+al\b\.?|\band\s+others\b)\s*$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]*)*[^\W\d_]{1,2}\.?")
_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp|AG|Co|PLC|S\.A)\.?", re.IGNORECASE)
_JUNIOR = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_SURNAMES = re.compile(r"[^\W\d_][\w'’-]+ & [^\W\d_][\w'’-]+")
#: `W. Kwon`, as numeric styles write it, and `Kwon W`, as medical ones do.
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.[\s-]?)+\s?[^\W\d_][\w'’-]+(?: [\w'’-]+)*")
_INITIALS_LAST = re.compile(r"(?P<family>[^\W\d_][\w'’ -]+) (?P<given>[A-Z]{1,3})")
_SEPARATOR = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")


def read_names(text: str, *, given_first: bool = False) -> list[Name]:
    """`Dean, Jeffrey and Luiz André Barroso` → two CSL names.

    With `given_first`, names without a comma are persons, too: `edited by Jane Doe`.
    """
    text = text.strip(" ,;")
    listed = _ET_AL.sub("", text).strip(" ,;")
    if given_first and listed:
        names = [_given_first(part) for part in _SEPARATOR.split(listed) if part]
        return [*names, OTHERS] if listed != text else names
    names = (
        _in_other_order(listed, listed != text.strip(" ,;"))
        or _persons(listed)
        or ([{"literal": _without_dot(listed)}] if listed else [])
    )
    return [*names, OTHERS] if names and listed != text.strip(" ,;") else names


def _in_other_order(text: str, et_al: bool) -> list[Name] | None:
    parts = [part for part in _SEPARATOR.split(text) if part]
    if parts and all(_INITIALS_FIRST.fullmatch(part) for part in parts):
        return [_given_first(part) for part in parts]
    if parts and all(is_person(part.rstrip(".")) for part in parts):
        return [_given_first(part) for part in parts]
    last = [_INITIALS_LAST.fullmatch(part.rstrip(".")) for part in parts]
    if len(parts) + et_al > 1 and all(last):
        return [
            {"family": name["family"], "given": " ".join(f"{i}." for i in name["given"])}
            for name in last
            if name
        ]
    return None


def _persons(text: str) -> list[Name] | None:
    if _SURNAMES.fullmatch(text.rstrip(".")):
        return [{"family": family} for family in text.rstrip(".").split(" & ")]
    parts = [part for part in _SEPARATOR.split(text) if part]
    if "," not in text or len(parts) < 2 or not _is_given(parts[1]):
        return None
    names: list[Name] = []
    while parts:
        part = parts.pop(0)
        if names and _JUNIOR.fullmatch(part):
            names[-1]["suffix"] = part
        elif parts and (not names or _is_inverted(part, parts[0])):
            names.append({"family": part, "given": _tidy_given(parts.pop(0))})
        else:
            names.append(_given_first(part))
    return names


def _is_given(part: str) -> bool:
    words = part.split()
    return (
        not _COMPANY.fullmatch(part) and len(words) <= 4 and not any(w[0].islower() for w in words)
    )


def _is_inverted(part: str, following: str) -> bool:
    return bool(_INITIALS.fullmatch(following)) or " " not in part


def _given_first(name: str) -> Name:
    words = name.rstrip(".").split()
    if len(words) == 1:
        return {"family": words[0]}
    # `Guido van Rossum`: the particle belongs to the family name.
    start = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
    return {"family": " ".join(words[start:]), "given": " ".join(words[:start])}


def _tidy_given(given: str) -> str:
    """A full stop stays after an initial, and goes where it only ends the list of authors."""
    bare = given.rstrip(".")
    return f"{bare}." if re.search(r"(?:^|[\s.-])[^\W\d_]$", bare) else bare


def _without_dot(name: str) -> str:
    last = name.split()[-1]
    keeps = _COMPANY.fullmatch(last) or re.fullmatch(r"(?:[A-Z]\.){2,}", last)
    return name if keeps else name.rstrip(".")
