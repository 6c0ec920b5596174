"""Markup of other tools put into Pandoc's words before it reads a chapter; every line stays a line.

Pandoc takes a code fence whose info string it does not understand for inline code, and prints
attribute lines of Kramdown and Leanpub as text. Both are so common that a book is unreadable
without this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from chapbook.inline_chunks import shown_conditions
from chapbook.stages.chunks import captioned_info, read_chunk

_FENCE = re.compile(
    r"^(?P<lead>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"(?P<mark>`{3,}(?=[^`]*$|\{[^`].*\}[ \t]*$)|~{3,})(?P<info>.*)$"
)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_ATTRIBUTE = r"(?:[.#][^\s{}.#=]+|=\w+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"',]+)|-)"
_ATTRIBUTES = re.compile(rf"(?:[^\s{{}}`]+\s*)?\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}")
_HIDDEN = re.compile(r"\binclude\s*[=:]\s*(?:FALSE|F|false)\b")
_SILENT = re.compile(r"\becho\s*[=:]\s*(?:FALSE|F|false)\b")
_KRAMDOWN = re.compile(r"^(?P<lead>[ \t>]*)\{:[^{}]*\}[ \t]*$")
_HINT = re.compile(
    r"^[ \t]*\{%\s*(?:hint\s+style=[\"'](?P<style>\w+)[\"']|(?P<end>endhint))\s*%\}[ \t]*$"
)
_TEXT = re.compile(r"\(ref:([\w-]+)\)\s+(\S.*)$")
_NAMED = re.compile(r"(?P<code>(?P<mark>`+)[^`].*?(?P=mark))|\(ref:(?P<name>[\w-]+)\)")
#: Quarto's shortcodes that say what Markdown can say, too.
_SHORT = re.compile(
    r"(?P<code>(?P<mark>`+)[^`].*?(?P=mark))"
    r"|\{\{<\s*(?P<name>pagebreak|video|kbd|fa|bi)\b\s*(?P<said>.*?)\s*>\}\}"
)
_SHORTCODES: dict[str, Callable[[str], str]] = {
    "pagebreak": lambda said: r"\newpage",
    "video": lambda said: f"<{said.split()[0]}>" if said.startswith("http") else "",
    "kbd": lambda said: f"<kbd>{said}</kbd>" if "=" not in said else "",
    "fa": lambda said: "",
    "bi": lambda said: "",
}
#: pandoc-xnos asks for the kind's word by a mark before a reference.
#: An asterisk that another one follows begins an emphasis.
_XNOS = re.compile(r"(?<![\w`*+\\])(?:\+|\*(?![^*]*\*))@(?=(?:fig|eq|tbl|sec):\w)")
_STYLES = {"success": "tip", "working": "warning"}
_MARKUA = re.compile(r"^\{\s*(?:#[\w:-]+|[\w-]+\s*[:=][^{}]*|(?P<word>[\w-]+))\s*\}[ \t]*$")
_ASIDE = re.compile(r"^(?P<kind>[ABDEIQTWX])>[ \t]?(?P<text>.*)$")
_ASIDES = {
    "D": "Discussion",
    "E": "Error",
    "I": "Information",
    "Q": "Question",
    "T": "Tip",
    "W": "Warning",
    "X": "Exercise",
}


def translate(text: str, *, leanpub: bool = False, drawn: frozenset[str] = frozenset()) -> str:
    """A chapter's text in Pandoc's Markdown, with as many lines as before.

    A chunk in one of the languages `drawn` is marked as a diagram, and keeps its options.
    """
    lines = _filled(list(_prose_and_code(shown_conditions(text).split("\n"), drawn)))
    return "\n".join(_leanpub(lines) if leanpub else (line for line, _ in lines))


def _filled(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The lines with the texts that bookdown calls by a name, `(ref:lamp)`, in their places."""
    texts = {m[1]: m[2] for line, is_code in lines if not is_code and (m := _TEXT.match(line))}
    if not texts:
        return lines
    return [
        (line if is_code else "" if _TEXT.match(line) else _put(line, texts), is_code)
        for line, is_code in lines
    ]


def _put(line: str, texts: dict[str, str]) -> str:
    return _NAMED.sub(lambda m: m[0] if m["code"] else texts.get(m["name"], m[0]), line)


def _prose_and_code(lines: list[str], drawn: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Each line as Pandoc is to read it, and whether it is code."""
    fence, hidden, in_list, passed = "", False, False, 0
    for index, line in enumerate(lines):
        if passed:  # options stand before the fence now, a chunk is read as a whole
            passed -= 1
            continue
        if fence:
            rest = line.strip(" \t>")
            closes = rest.startswith(fence) and not rest.strip(fence[0])
            yield "" if hidden else line, True
            fence = "" if closes else fence
            continue
        opening = _FENCE.match(line)
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent < 2:
            in_list = False
        in_list = in_list or _ITEM.match(line) is not None
        if opening is None or (indent > 3 and not in_list):
            yield _prose(line), False
            continue
        fence, info = opening["mark"], _info(opening["info"])
        chunk = re.fullmatch(r"\s*\{\s*([\w-]+)\s*\}\s*", opening["info"])
        if chunk and chunk[1].lower() in drawn:
            yield f"{opening['lead']}{fence}{{.{chunk[1].lower()} .diagram}}", True
            continue
        said = _options(opening["info"], lines[index + 1 :])
        hidden = any(map(_HIDDEN.search, said))
        read = None if hidden or not said else _read(opening, lines[index + 1 :])
        if read is not None:
            fence, passed = "", len(read) - 1
            yield from ((line, False) for line in read)
            continue
        figure = captioned_info(opening["info"], said[1:]) if said and not hidden else None
        hidden = hidden or (figure is None and any(map(_SILENT.search, said)))
        info = figure or info
        passed = max(len(said) - 1, 0)
        yield from [("", False)] * passed
        yield "" if hidden else f"{opening['lead']}{fence}{info}", True


def _read(opening: re.Match[str], below: list[str]) -> list[str] | None:
    """A chunk that is no program, with as many lines as it has."""
    mark = opening["mark"]
    closing = (line.strip(" \t>") for line in below)
    ends = (
        i for i, line in enumerate(closing) if line.startswith(mark) and not line.strip(mark[0])
    )
    end = next(ends, None)
    return read_chunk(opening["info"], below[:end], opening["lead"]) if end is not None else None


def _options(info: str, below: list[str]) -> list[str]:
    """What a chunk is told, in its info string and in `#|` lines; nothing for other code."""
    if not re.match(r"\s*\{\s*[A-Za-z]", info):
        return []
    return [info, *takewhile(lambda line: re.match(r"(?:#|//|--)\|", line), below)]


def _info(info: str) -> str:
    """The language of an info string, or the whole of it where Pandoc can read it."""
    said = info.strip()
    if re.fullmatch(r"[^\s{}=\"]*", said) or _ATTRIBUTES.fullmatch(said):
        return info
    language = re.match(r"\{?\s*\.?([^\s{}=,\"':]+)(?![^\s{},]*=)", said)
    return language[1] if language else ""


def _prose(line: str) -> str:
    attributes = _KRAMDOWN.match(line)
    if attributes:
        return attributes["lead"].rstrip()
    hint = _HINT.match(line)
    if hint:
        style = hint["style"] or ""
        return ":::" if hint["end"] else f"::: {_STYLES.get(style, style)}"
    if "{{<" in line:
        line = _SHORT.sub(lambda m: m[0] if m["code"] else _SHORTCODES[m["name"]](m["said"]), line)
    return _XNOS.sub("@", line) if "@" in line else line


def _leanpub(lines: list[tuple[str, bool]]) -> Iterator[str]:
    before = ""
    for line, is_code in lines:
        aside = None if is_code else _ASIDE.match(line)
        attributes = None if is_code else _MARKUA.match(line)
        if aside:
            yield _aside(aside["kind"], aside["text"], begins=aside["kind"] != before)
        elif attributes:
            yield r"\newpage" if attributes["word"] == "pagebreak" else ""
        else:
            yield line
        before = aside["kind"] if aside else ""


def _aside(kind: str, text: str, *, begins: bool) -> str:
    if not begins:
        return f"> {text}".rstrip()
    heading = re.match(r"#+\s+(.*)", text)
    if heading:
        return f"> **{heading[1]}:**"
    return f"> **{_ASIDES[kind]}:** {text}" if kind in _ASIDES else f"> {text}"
