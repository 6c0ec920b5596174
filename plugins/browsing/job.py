"""What is asked of the browser's process and what it answers: a folder with files and two JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from chapbook.amounts import amount

#: The largest drawing, in CSS pixels a side; twice that is the most that Chromium paints at once.
MAX_SIDE = 8000

TOO_SLOW_HINT = "look for what never ends in it, or raise `diagrams: {timeout: …}` in book.yaml"

_JOB, _ANSWER = "job.json", "answer.json"


@dataclass(frozen=True)
class Job:
    """One drawing: the file `page`, drawn at `width` CSS pixels.

    `files` are those that it may have, by their addresses: the name in the folder. Kinds are `pdf`
    and `png`.
    """

    page: str
    is_svg: bool
    width: int
    files: Mapping[str, str]
    kinds: tuple[str, ...]
    scripts: bool
    timeout: float

    def write(self, folder: Path) -> None:
        """Put it into the folder."""
        (folder / _JOB).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Job:
        """The job in the folder."""
        fields = json.loads((folder / _JOB).read_text(encoding="utf-8"))
        return cls(**{**fields, "kinds": tuple(fields["kinds"])})


@dataclass(frozen=True)
class Answer:
    """The drawing's size in CSS pixels; its files lie in the folder as `drawing.pdf` and `.png`.

    Where it cannot be drawn, `message` and `hint` say why; `broken` is told where the browser
    itself may be in disorder.
    """

    width: float = 0.0
    height: float = 0.0
    message: str = ""
    hint: str = ""
    broken: bool = False

    def write(self, folder: Path) -> None:
        """Put it into the folder."""
        (folder / _ANSWER).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Answer:
        """The answer in the folder."""
        return cls(**json.loads((folder / _ANSWER).read_text(encoding="utf-8")))


def too_slow(seconds: float) -> str:
    """The sentence on a drawing that takes longer than it may."""
    return f"the browser did not draw it within {amount(seconds, 'second')}"
