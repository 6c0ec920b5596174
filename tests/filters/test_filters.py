"""Runs the command tests beside it: `%` the filter and the writer, the chapter, `^D`, the result.

A block begins with `% FILTER --to WRITER`: the filter is applied for that writer and the result is
what Pandoc writes with it (Pandoc's native form for docx and with `--native`). `--chapter NAME`
names the chapter's file; it stands between `01-before.md` and `09-after.md` in its book.
`--companion` gives the book the companion `book-1` (see `tides.TIDES`), `--language` a language.
`--references` says what `book.yaml` asks of the chapters' lists, `--numbered` gives works numbers,
`--blocks` says which code blocks the book draws.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import filter_markdown
from tides import TIDES

HERE = Path(__file__).parent
_BLOCK = re.compile(
    r"^(?P<fence>`{4,})\n% (?P<command>[^\n]+)\n(?P<input>.*?)^\^D\n(?P<output>.*?)^(?P=fence)$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Command:
    """One command test."""

    place: str
    filter: str
    writer: str
    native: bool
    chapter: str
    input: str
    output: str
    companion: bool
    language: str
    kind: str
    references: str
    numbered: bool
    blocks: str

    def run(self) -> str:
        to = "native" if self.native or self.writer == "docx" else self.writer
        companion = TIDES if self.companion else None
        return filter_markdown(
            self.input, self.filter, self.writer, to, self.chapter, companion, self.language,
            self.kind, self.references, self.numbered, self.blocks,
        )  # fmt: skip


def read_commands() -> Iterator[Command]:
    parser = argparse.ArgumentParser()
    parser.add_argument("filter")
    parser.add_argument("--to", default="html")
    parser.add_argument("--native", action="store_true")
    parser.add_argument("--kind", default="")
    parser.add_argument("--references", default="as-written")
    parser.add_argument("--numbered", action="store_true")
    parser.add_argument("--blocks", default="marked")
    parser.add_argument("--chapter", default="05-network.md")
    parser.add_argument("--companion", action="store_true")
    parser.add_argument("--language", default="en-US")
    for path in sorted(HERE.glob("*.md")):
        text = path.read_text("utf-8")
        for block in _BLOCK.finditer(text):
            said = parser.parse_args(block["command"].split())
            line = text.count("\n", 0, block.start()) + 1
            place = f"{path.name}:{line}"
            yield Command(
                place, said.filter, said.to, said.native, said.chapter,
                block["input"], block["output"], said.companion, said.language, said.kind,
                said.references, said.numbered, said.blocks,
            )  # fmt: skip


COMMANDS = tuple(read_commands())


@pytest.mark.parametrize("command", COMMANDS, ids=[command.place for command in COMMANDS])
def test_the_filter_makes_of_the_chapter_what_the_file_says(command: Command) -> None:
    assert command.run().rstrip("\n") == command.output.rstrip("\n")


def test_every_block_of_the_files_is_read() -> None:
    texts = [path.read_text("utf-8") for path in HERE.glob("*.md")]
    assert sum(text.count("\n^D\n") for text in texts) == len(COMMANDS) > 40
