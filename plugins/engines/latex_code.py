"""Code in LaTeX: long words are divided, wide indents may break, short code stays on one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: One character of code, as Pandoc writes it.
_UNIT = re.compile(r"\{-\}|\\text\w+\{\}|\\.|[^{}\\\n]")
#: A piece of highlighted code that may hold a long word.
_TOKEN = re.compile(r"\\(\w+Tok)\{((?:\{-\}|\\text\w+\{\}|\\[^a-zA-Z\n]|[^{}\\\n]){20,})\}")

#: Words longer than this are divided: behind punctuation once a piece has some characters, or
#: where it has many.
_LONG, _SOME, _MANY = 20, 9, 16
_PUNCTUATION = frozenset("/,.:;=?&|-_")
_CODE = re.compile(r"(?<=\\begin\{Highlighting\}).*?(?=\\end\{Highlighting\})", re.S)
_VERBATIM = re.compile(r"\\begin\{verbatim\}\n(.*?)\\end\{verbatim\}", re.S)
_LISTING = re.compile(
    r"\\begin\{(?P<name>Highlighting|verbatim)\}(?:\[(?P<options>[^\]\n]*)\])?\n"
    r"(?P<body>.*?)\\end\{(?P=name)\}",
    re.S,
)
#: Code of so many lines is not broken over pages.
SHORT = 8
_ESCAPES = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"}


def each_code(source: str, change: Callable[[str], str], other: Callable[[str], str]) -> str:
    """The LaTeX source with all code that knows commands changed, and by `other` all else."""
    parts, end = [], 0
    for code in _CODE.finditer(source):
        parts += [other(source[end : code.start()]), change(code[0])]
        end = code.end()
    return "".join([*parts, other(source[end:])])


def with_commands(source: str, needs: Callable[[str], bool]) -> str:
    """The LaTeX source in which plain code that needs commands is code that knows them."""

    def rewrite(code: re.Match[str]) -> str:
        if not needs(code[1]):
            return code[0]
        text = re.sub(r"[\\{}]", lambda match: _ESCAPES[match[0]], code[1])
        return f"\\begin{{Highlighting}}[]\n{text}\\end{{Highlighting}}"

    return _VERBATIM.sub(rewrite, source)


def free_indents(source: str, most: int) -> str:
    """The LaTeX source in which lines with more than so many spaces before them may break there.

    Else what follows a break is indented as far as what stands before it, and leaves the page.
    """
    wide = re.compile(rf"^(?=(?:\\\w+Tok\{{)? {{{most}}})", re.M)
    source = with_commands(source, lambda code: wide.search(code) is not None)
    return each_code(source, lambda code: wide.sub(r"\\mbox{}", code), lambda text: text)


def hold_short_code(source: str) -> str:
    """The LaTeX source in which no page ends within code of a few lines."""

    def held(code: re.Match[str]) -> str:
        if code["body"].count("\n") > SHORT:
            return code[0]
        options = ",".join(filter(None, [code["options"], "samepage=true"]))
        return f"\\begin{{{code['name']}}}[{options}]\n{code['body']}\\end{{{code['name']}}}"

    return _LISTING.sub(held, source)


def divide_long_words(source: str) -> str:
    """The LaTeX source with each long word of highlighted code as several pieces of its kind."""
    return _TOKEN.sub(_divide, source)


def _divide(token: re.Match[str]) -> str:
    kind, text = token[1], token[2]
    if all(len(_UNIT.findall(word)) <= _LONG for word in text.split(" ")):
        return token[0]
    return "".join(rf"\{kind}{{{piece}}}" for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """The text, its long words divided."""
    piece, length, word = "", 0, _word_length(text)
    units = _UNIT.findall(text)
    for place, unit in enumerate(units):
        piece, length = piece + unit, length + 1
        if unit == " ":
            length, word = 0, _word_length("".join(units[place + 1 :]))
            continue
        ends = unit.strip("{}\\")[-1:] in _PUNCTUATION and length >= _SOME
        if word > _LONG and (ends or length >= _MANY):
            yield piece
            piece, length = "", 0
    if piece:
        yield piece


def _word_length(text: str) -> int:
    return len(_UNIT.findall(text.split(" ", 1)[0]))
