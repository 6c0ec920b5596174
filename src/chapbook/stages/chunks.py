"""Chunks of R Markdown and Quarto that are no program: pictures, boxes and theorems.

Nothing is run, but what `include_graphics("lamp.png")` shows can be read, and the engines `block`
and `theorem` hold Markdown. Every line stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_CHUNK = re.compile(r"\s*\{\s*(?P<engine>[A-Za-z][\w-]*)\b(?P<rest>.*)\}\s*$")
_OPTION = re.compile(rf"(?P<key>[\w.-]+)\s*=\s*(?P<value>{_STRING}|[^\s,()]+(?=\s*(?:,|$))|)")
_NAME = re.compile(r"[\s,]*(?P<name>[\w/:-]+(?:\.[\w/:-]+)*)\s*(?=,|$)")
_CELL = re.compile(r"\s*(?:#|//|--)\|\s?(?P<key>[\w.-]+)\s*:\s*(?P<value>.*?)\s*$")
_OPTIONS = re.compile(r"\s*(?:#|//|--)\|")
_MORE = re.compile(r"\s*(?:#|//|--)\|\s{2,}(?P<text>\S.*?)\s*$")
#: Where YAML lets a text go on in the next lines.
_BEGINS = ("", ">", "|", ">-", "|-")
_PICTURES = re.compile(
    rf"(?:knitr::)?include_graphics\(\s*(?:path\s*=\s*)?(?P<paths>{_STRING}"
    rf"|c\(\s*(?:{_STRING})(?:\s*,\s*(?:{_STRING}))*\s*\))\s*(?:,\s*[\w.]+\s*=\s*[\w.]+\s*)*\)"
)
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|px|cm|mm|in|pt)")
#: bookdown's engines whose chunks are Markdown, and what its own boxes are called here.
_THEOREMS = (
    "theorem", "lemma", "corollary", "proposition", "conjecture", "definition", "example",
    "exercise", "hypothesis", "proof", "remark", "solution",
)  # fmt: skip
_BLOCKS = ("block", "block2")
_BOXES = {f"rmd{name}": name for name in ("note", "tip", "important", "warning", "caution")}


@dataclass(frozen=True)
class _Chunk:
    engine: str
    name: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def says(self, *keys: str) -> str:
        """The first of these options that the chunk has, as text."""
        return next((_text(self.options[key]) for key in keys if key in self.options), "")


def read_chunk(info: str, body: Sequence[str], lead: str = "") -> list[str] | None:
    """The lines of a chunk, its fences included, as Markdown; None for one that is a program."""
    head = _CHUNK.match(info)
    if head is None:
        return None
    chunk = _read(head["engine"], head["rest"], body)
    if chunk.engine in _BLOCKS or chunk.engine in _THEOREMS:
        return _box(chunk, body, lead)
    figure = _figure(chunk, [line for line in body if not _OPTIONS.match(line)])
    return [f"{lead}{figure}", *[""] * (len(body) + 1)] if figure is not None else None


def captioned_info(info: str, body: Sequence[str]) -> str | None:
    """The info string of a program that draws a figure: with the figure's label and caption."""
    head = _CHUNK.match(info)
    if head is None:
        return None
    chunk = _read(head["engine"], head["rest"], body)
    caption = _quoted(chunk.says("fig.cap", "fig-cap"))
    label = _id(chunk, caption)
    return f'{{.{chunk.engine}{label} fig-cap="{caption}"}}' if label else None


def box_name(name: str) -> str:
    """What a class of bookdown's boxes is called here: `rmdnote` is `note`."""
    return _BOXES.get(name, name)


def _read(engine: str, rest: str, body: Sequence[str]) -> _Chunk:
    name = _NAME.match(rest)
    options = {m["key"]: m["value"] for m in _OPTION.finditer(rest[name.end() :] if name else rest)}
    options |= _cell_options(body)
    said = name["name"] if name else _text(options.get("label", ""))
    return _Chunk(engine, said, options)


def _cell_options(body: Sequence[str]) -> dict[str, str]:
    """What `#|` lines say; a text may go on below its key, in lines that are set in."""
    options: dict[str, str] = {}
    key = ""
    for line in body:
        found, more = _CELL.match(line), _MORE.match(line)
        if found:
            key = found["key"]
            options[key] = "" if found["value"] in _BEGINS else found["value"]
        elif more and key:
            options[key] = f"{options[key]} {more['text']}".strip()
    return {name: value for name, value in options.items() if value != "~"}


def _text(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if is_quoted else value


def _box(chunk: _Chunk, body: Sequence[str], lead: str) -> list[str]:
    is_theorem = chunk.engine in _THEOREMS
    kind = chunk.engine if is_theorem else box_name(chunk.says("type"))
    named = f" #{chunk.name}" if chunk.name and is_theorem else ""
    title = _quoted(chunk.says("name")) if is_theorem else ""
    entitled = f' name="{title}"' if title else ""
    classes = f".{kind}" if kind else ".block"
    return [f"{lead}::: {{{classes}{named}{entitled}}}", *body, f"{lead}:::"]


def _figure(chunk: _Chunk, code: Sequence[str]) -> str | None:
    """The pictures that a chunk shows and nothing else; None where it does more."""
    said = " ".join(line.strip() for line in code if line.strip() and line.strip()[0] != "#")
    shown = _PICTURES.fullmatch(said)
    is_silent = chunk.says("eval").lower() in ("false", "f")
    if shown is None or is_silent or chunk.says("echo").lower() in ("true", "t"):
        return None
    paths = [_text(path) for path in re.findall(_STRING, shown["paths"])]
    caption = chunk.says("fig.cap", "fig-cap")
    is_made = chunk.options.get("fig.cap") == ""
    if is_made or (caption and len(paths) > 1):
        return None  # a caption that a program makes, or parts of a figure
    attributes = "".join([_id(chunk, caption), _width(chunk), _alt(chunk)])
    braces = f"{{{attributes.strip()}}}" if attributes else ""
    return " ".join(f"![{caption}](<{path}>){braces}" for path in paths)


def _id(chunk: _Chunk, caption: str) -> str:
    if not chunk.name or not caption:
        return ""
    return f" #{chunk.name}" if chunk.name.startswith("fig-") else f" #fig:{chunk.name}"


def _width(chunk: _Chunk) -> str:
    width = chunk.says("out.width", "out-width")
    return f" width={width}" if _LENGTH.fullmatch(width) else ""


def _alt(chunk: _Chunk) -> str:
    alt = _quoted(chunk.says("fig.alt", "fig-alt"))
    return f' alt="{alt}"' if alt else ""


def _quoted(text: str) -> str:
    """A text as it may stand in an attribute; a backtick would end the line of a fence."""
    return text.replace('"', "&quot;").replace("`", "&#96;")
