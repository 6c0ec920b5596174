"""Runs the command tests beside it: `%` the format, the document, `^D`, what Pandoc writes of it.

A block begins with `% FORMAT`: the document is numbered for that format and written in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from numbered import numbered

HERE = Path(__file__).parent
_BLOCK = re.compile(
    r"^(?P<fence>`{5,})\n% (?P<format>\S+)\n(?P<input>.*?)^\^D\n(?P<output>.*?)^(?P=fence)$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Command:
    """One command test."""

    place: str
    format: str
    input: str
    output: str


def read_commands() -> Iterator[Command]:
    for path in sorted(HERE.glob("*.md")):
        text = path.read_text("utf-8")
        for block in _BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 1
            yield Command(f"{path.name}:{line}", block["format"], block["input"], block["output"])


COMMANDS = tuple(read_commands())


@pytest.mark.parametrize("command", COMMANDS, ids=[command.place for command in COMMANDS])
def test_the_document_is_numbered_as_the_file_says(command: Command, tmp_path: Path) -> None:
    written = numbered(command.input, command.format, tmp_path).text
    assert written.rstrip("\n") == command.output.rstrip("\n")


def test_every_block_of_the_files_is_read() -> None:
    texts = [path.read_text("utf-8") for path in HERE.glob("*.md")]
    assert sum(text.count("\n^D\n") for text in texts) == len(COMMANDS) > 40
