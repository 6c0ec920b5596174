"""Files of drawings: their names, those that no chapter uses, bitmaps too coarse for print."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from chapbook.drawing_size import printed_width
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.images import ImageFile, find_image
from chapbook.manifest_kinds import Key, Keys
from chapbook.parameters import text
from chapbook.path_pattern import PATH_PATTERN, chapter_numbers, example, fits
from chapbook.roles import Check, Inspection
from chapbook.survey import Image

#: The least resolution of a bitmap in print, in pixels per inch.
_LEAST_PPI = 200
#: How many of a book's drawings show a convention, and which part of them follows it.
_ENOUGH = 3
_MOST = 0.6
_NAME = re.compile(r"ch(\d+)[-_.]")
_VECTORS = frozenset({".svg", ".html", ".htm"})

#: A picture narrower than this, in inches, is an ornament.
_ICON = 0.25

_PARAMETERS = Keys({"pattern": Key(PATH_PATTERN, "what drawings are called")})

_Uses = list[tuple[PurePosixPath, Image]]


@dataclass(frozen=True)
class DiagramName:
    """A file that is not called after its chapter although the book's others are."""

    code: str = "diagram-name"
    severity: Severity = Severity.INFO
    summary: str = "A drawing is not named after its chapter as the others are."
    parameters: Keys = _PARAMETERS

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Drawings whose names do not begin with `chNN-`, or with another chapter's number.

        Where `book.yaml` gives a pattern, those that do not fit it.
        """
        users = _users(inspection)
        drawings = {p: used for p, used in users.items() if p.suffix.lower() in _VECTORS}
        if pattern := text(inspection.parameters.get("pattern")):
            yield from self._compare(inspection, drawings, pattern)
            return
        named = [path for path in drawings if _NAME.match(path.name)]
        if len(named) < _ENOUGH or len(named) < _MOST * len(drawings):
            return
        numbers = _chapter_numbers(inspection)
        for path, used in drawings.items():
            chapter, image = used[0]
            match = _NAME.match(path.name)
            known = {n for chapter, _ in used for n in numbers[chapter]}
            if match is None:
                what = "is not called chNN-name as the book's other drawings are"
            elif known and int(match[1]) not in known:
                what = f"is named after chapter {int(match[1])}, but this chapter uses it"
            else:
                continue
            hint = f"call it ch{min(known):02d}-…{path.suffix}" if known else None
            message = f"'{path.name}' {what}"
            yield Finding(self.code, message, chapter, image.line, image.column, hint=hint)

    def _compare(
        self, inspection: Inspection, drawings: Mapping[PurePosixPath, _Uses], pattern: str
    ) -> Iterator[Finding]:
        numbers = {plan.chapter.path: chapter_numbers(plan) for plan in inspection.outline.plans}
        for path, used in drawings.items():
            known = frozenset().union(*(numbers[chapter] for chapter, _ in used))
            if not fits(pattern, path, known):
                chapter, image = used[0]
                message = f"'{path}' is not called '{pattern}'"
                hint = f"call it {example(pattern, known)}"
                yield Finding(self.code, message, chapter, image.line, image.column, hint=hint)


@dataclass(frozen=True)
class DiagramUnused:
    """A file among the drawings that nothing in the book shows."""

    code: str = "diagram-unused"
    severity: Severity = Severity.INFO
    summary: str = "No chapter uses a drawing that lies beside the others."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Files in the folders of the chapters' drawings, of the same endings, that none names."""
        root = inspection.book.root
        users = _users(inspection)
        known = {*users, *_linked(inspection), *_inputs(inspection, users)}
        endings: dict[PurePosixPath, set[str]] = {}
        for path in users:
            endings.setdefault(path.parent, set()).add(path.suffix.lower())
        for folder, suffixes in sorted(endings.items()):
            for file in sorted((root / folder).iterdir()):
                path = folder / file.name
                if file.suffix.lower() in suffixes and file.is_file() and path not in known:
                    yield Finding(
                        self.code,
                        "no chapter uses this drawing",
                        path,
                        hint="show it in a chapter, or delete it",
                    )


@dataclass(frozen=True)
class ImageResolution:
    """A bitmap that is printed so large that its pixels show."""

    code: str = "image-resolution"
    severity: Severity = Severity.WARNING
    summary: str = "An image has less than 200 pixels per inch in print."

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Uses of bitmaps below 200 pixels per inch at the width at which they are printed."""
        if not inspection.measure:
            return
        for chapter, image in _images(inspection):
            drawing = inspection.drawings.get((chapter, image.src))
            if drawing is None or drawing.pixels is None:
                continue
            inches = printed_width(image.width, drawing.width, inspection.measure) / 72
            if inches < _ICON or drawing.pixels[0] / inches >= _LEAST_PPI:
                continue
            wide = drawing.pixels[0]
            yield Finding(
                self.code,
                f"'{PurePosixPath(image.src).name}' has {wide} pixels for {inches:.1f} inches: "
                f"{wide / inches:.0f} pixels per inch, less than {_LEAST_PPI}",
                chapter,
                image.line,
                image.column,
                hint=f"use an image {_LEAST_PPI * inches:.0f} pixels wide, or print it "
                f"{wide / _LEAST_PPI:.1f} inches wide: width={wide / _LEAST_PPI:.1f}in",
            )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [DiagramName(), DiagramUnused(), ImageResolution()]


def _images(inspection: Inspection) -> Iterator[tuple[PurePosixPath, Image]]:
    for chapter, survey in inspection.surveys.items():
        for image in survey.images:
            if not image.language:
                yield chapter, image


def _users(inspection: Inspection) -> dict[PurePosixPath, _Uses]:
    """Each image file with its uses."""
    users: dict[PurePosixPath, _Uses] = {}
    for chapter, image in _images(inspection):
        place = find_image(inspection.book.root, chapter, image.src)
        if isinstance(place, ImageFile):
            users.setdefault(place.path, []).append((chapter, image))
    return users


def _linked(inspection: Inspection) -> Iterator[PurePosixPath]:
    """What else names files: the chapters' links, and the cover."""
    for chapter, survey in inspection.surveys.items():
        for link in survey.links:
            name = unquote(link.target.partition("#")[0])
            yield PurePosixPath(posixpath.normpath(posixpath.join(chapter.parent, name)))
    if inspection.book.metadata.cover is not None:
        yield PurePosixPath(inspection.book.metadata.cover)


def _inputs(
    inspection: Inspection, users: Mapping[PurePosixPath, object]
) -> Iterator[PurePosixPath]:
    """Files that used drawings name: a photograph in an SVG."""
    for path in users:
        if path.suffix.lower() not in _VECTORS:
            continue
        source = (inspection.book.root / path).read_bytes().decode("utf-8", "replace")
        for name in re.findall(r"(?:href|src)\s*=\s*[\"']([^\"'#:]+)[\"']", source):
            yield PurePosixPath(posixpath.normpath(posixpath.join(path.parent, unquote(name))))


def _chapter_numbers(inspection: Inspection) -> Mapping[PurePosixPath, set[int]]:
    """What a chapter may be called by, as far as it is a number."""
    return {
        plan.chapter.path: {int(n) for n in chapter_numbers(plan) if n.isdigit()}
        for plan in inspection.outline.plans
    }
