"""What an author types before or instead of a title: numbers, labels, the names of usual pieces.

Books are written in many languages and by many habits: `Chapter 5: Networks`, `5. Networks`,
`Kapitel 5 – Netze`, `第5章 网络`. Everything that reads a title asks here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chapbook.words import part_words, typed_words

_SPELLED = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER = rf"(?:\d+|[A-Z]|[IVXLC]+|(?i:{_SPELLED}))"
_CHINESE = "第\\s*[\\d〇零一二三四五六七八九十百]+\\s*"
_AFTER = r"(?:\s*[:.：、–—-]\s+|\s*[：、]\s*)"


def _label(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


_WORDED = re.compile(
    rf"^(?P<typed>(?i:{_label(typed_words())})(?:\s+{_NUMBER})?){_AFTER}(?=\S)"
    rf"|^(?P<bare>(?i:{_label(typed_words())})\s+\d+)\s+(?=\S)"
    rf"|^(?P<counted>{_CHINESE}[章节節回课課講讲])(?:{_AFTER}|\s+)(?=\S)"
)
_DIGITS = re.compile(
    r"^(?P<typed>\d+(?:\.\d+)*)(?:[.:)、]\s+|、|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)"
)
_LABEL_ALONE = re.compile(rf"^(?:(?i:{_label(typed_words())})\s+{_NUMBER}|{_CHINESE}[章节節回])$")
_PART = re.compile(
    rf"^(?:(?i:{_label(part_words())})\s+{_NUMBER}\b(?:{_AFTER}|\s+|$)|"
    rf"{_CHINESE}(?:部分|部|篇|编|編|卷)(?:{_AFTER}|\s+|$))"
)

#: Numbers above this are years.
_MOST = 999

_APPENDIX = re.compile(
    r"(?:appendi(?:x|ces)|anhang|anhänge|annexes?|apéndices?|apêndices?|appendic[ei]|bijlagen?)\b"
    r"|附录|附錄|付録",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:preface|foreword|acknowledge?ments?|dedication|vorwort|geleitwort|danksagung(?:en)?|widmung"
    r"|préface|avant-propos|remerciements|dédicace|prefacio|prólogo|agradecimientos|prefácio"
    r"|agradecimentos|prefazione|ringraziamenti|voorwoord|dankwoord)\b|前言|序言|序$|致谢|まえがき|はじめに",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:references|bibliography|glossary|index|colophon|credits|afterword|about the authors?"
    r"|literaturverzeichnis|literatur|glossar|stichwortverzeichnis|nachwort|über den autor"
    r"|bibliographie|références|glossaire|postface|bibliografía|referencias|glosario|epílogo"
    r"|bibliografia|referências|glossário|glossario|literatuur|nawoord)$|参考文献|术语表|后记|あとがき|索引",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:(?:book |full )?table of contents|(?:book )?contents|toc|chapters|outline"
    r"|inhalt|inhaltsverzeichnis|kapitel|table des matières|sommaire|chapitres"
    r"|contenidos?|índice|tabla de contenidos?|capítulos"
    r"|sumário|indice|sommario|capitoli|inhoud|inhoudsopgave|目录|目錄|章节|目次|оглавление|содержание)"
    r"(?:\s*[:：].*)?",
    re.IGNORECASE,
)


def split_typed(title: str) -> tuple[str | None, str]:
    """`Chapter 5: Networks` → (`Chapter 5`, `Networks`); (None, title) where nothing is typed."""
    match = _WORDED.match(title)
    if match:
        return match["typed"] or match["bare"] or match["counted"], title[match.end() :]
    match = _DIGITS.match(title)
    return (match["typed"], title[match.end() :]) if match else (None, title)


def split_headings(headings: Sequence[tuple[int, str]]) -> list[tuple[str | None, str, bool]]:
    """`split_typed` for all headings of a file, by level and text, and whether that is sure.

    Digits count as a number only where the file makes that plausible: `2.5 times faster` keeps
    them, `2.5 Networks` among sections 2.4 and 2.6 does not. What is not sure is a number only if
    it fits the one that the book computes.
    """
    split = [(level, *split_typed(text)) for level, text in headings]
    own = next((typed.split()[-1] for _, typed, _ in split[:1] if typed), "")
    found: list[tuple[str | None, str, bool]] = []
    for (level, text), (_, typed, rest) in zip(headings, split, strict=True):
        if typed is None or not typed[0].isdigit():
            found.append((typed, rest, True))
            continue
        peers = [other for peer, other, _ in split if peer == level]
        numbers = [other for other in peers if other and _above(other) == _above(typed)]
        if len(numbers) > 1 and (2 * len(numbers) > len(peers) or _has_neighbor(typed, numbers)):
            found.append((typed, rest, True))
        elif rest[:1].islower() or int(typed.split(".")[0]) > _MOST:
            found.append((None, text, True))
        else:
            extends = own != "" and typed.startswith(f"{own}.")
            found.append((typed, rest, extends or 2 * len(numbers) >= len(peers)))
    return found


def _above(typed: str) -> str | None:
    """The number of the section that holds the one so numbered, None where it is no digits."""
    return typed.rpartition(".")[0] if typed[0].isdigit() else None


def _has_neighbor(typed: str, numbers: Sequence[str]) -> bool:
    """Whether the number right before or after this one is there too."""
    before, _, last = typed.rpartition(".")
    near = {f"{before}.{int(last) + step}".lstrip(".") for step in (-1, 1)}
    return any(number in near for number in numbers)


def is_label_alone(title: str) -> bool:
    """Whether a heading is nothing but a chapter's label: `Chapter 5`."""
    return _LABEL_ALONE.match(title) is not None


def is_appendix_alone(title: str) -> bool:
    """Whether a heading is the word for an appendix and nothing else."""
    return _APPENDIX.fullmatch(title) is not None


def split_part(title: str) -> tuple[str | None, str]:
    """`Part II: The Sea` → (`Part II`, `The Sea`); (None, title) where no Part is named."""
    match = _PART.match(title)
    if match is None:
        return None, title
    typed = re.sub(r"[\s:.：、–—-]+$", "", match.group())
    return typed, title[match.end() :]


def is_appendix(title: str) -> bool:
    """Whether a title is that of an appendix or of their list."""
    return _APPENDIX.match(title) is not None


def is_front_matter(title: str) -> bool:
    """Whether a title is that of a piece before the first chapter."""
    return _FRONT.match(title) is not None


def is_back_matter(title: str) -> bool:
    """Whether a title is that of a piece after the last chapter."""
    return _BACK.match(title) is not None


def is_contents(title: str) -> bool:
    """Whether a title is that of a table of contents; ornaments around it do not count."""
    words = re.sub(r"^[^\w]+|[^\w]+$", "", title)
    return _CONTENTS.fullmatch(words) is not None
