"""How a build tells what it is doing; the terminal shows it, tests ignore it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of every stage and of every finished task in it; called from several threads."""

    def begin(self, stage: str, total: int) -> None:
        """A stage with `total` tasks begins; 0 where the number is unknown."""

    def step(self, stage: str, what: str) -> None:
        """One task of the stage is done; `what` names it."""

    def end(self, stage: str) -> None:
        """The stage is over."""


class Silent:
    """Says nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Nothing."""

    def step(self, stage: str, what: str) -> None:
        """Nothing."""

    def end(self, stage: str) -> None:
        """Nothing."""
