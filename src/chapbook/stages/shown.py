"""Where chapters show the drawings of a build, for what is found in finished files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from chapbook.roles import Picture
from chapbook.stages.draw import Outcome, Source
from chapbook.stages.parse import Parsed


def pictures_of(
    parsed: Iterable[Parsed],
    sources: Mapping[tuple[PurePosixPath, str], Source],
    outcomes: Iterable[Outcome],
    included: Collection[PurePosixPath],
) -> Iterator[Picture]:
    """Each use of a drawing in the chapters that a file contains, in reading order."""
    drawn = {outcome.source: outcome for outcome in outcomes if outcome.drawing is not None}
    for chapter in parsed:
        path = chapter.chapter.path
        if path not in included:
            continue
        for image in chapter.survey.images:
            source = sources.get((path, image.src))
            outcome = drawn.get(source) if source is not None else None
            if source is not None and outcome is not None and outcome.drawing is not None:
                media = tuple(outcome.files or ())
                yield Picture(source.path, path, image.line, outcome.drawing.pixels, media)
