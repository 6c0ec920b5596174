"""Images that ask for a size that cannot be printed, or for a place that they cannot have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from chapbook.drawing_size import is_size
from chapbook.figure_wishes import WISHES
from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.roles import Check, Inspection
from chapbook.survey import Image


@dataclass(frozen=True)
class ImageWishes:
    """`image-size` and `figure-place`."""

    code: str
    summary: str
    find: Callable[[Image], Iterator[tuple[str, str]]]
    severity: Severity = Severity.WARNING

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Every attribute of an image that says nothing."""
        for path, survey in inspection.surveys.items():
            for image in survey.images:
                for message, hint in self.find(image):
                    yield Finding(self.code, message, path, image.line, image.column, hint=hint)


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [
        ImageWishes("image-size", "An image's width or height cannot be printed.", _sizes),
        ImageWishes("figure-place", "A figure asks for a place that it cannot have.", _places),
    ]


def _sizes(image: Image) -> Iterator[tuple[str, str]]:
    for side, said in (("width", image.width), ("height", image.height)):
        if said and not is_size(said):
            yield (
                f"{side}={said} is no size that can be printed; the image has its default size",
                f"write {side}=60% (of the text's width), {side}=8cm or the like",
            )


def _places(image: Image) -> Iterator[tuple[str, str]]:
    for name, said in image.asked:
        if said not in WISHES[name]:
            yield f"{name}={said} is no place that is known", f"write {_known(name)}"
        elif image.inside:
            yield (
                f"{name}={said} is not heeded: the image is in {image.inside}",
                "move the figure into the running text",
            )
        elif not image.figure:
            yield (
                f"{name}={said} is not heeded: the image is no figure",
                "let the image stand alone in a paragraph, with a caption",
            )


def _known(name: str) -> str:
    if name == "keep-with-next":
        return f"{name}=true"
    *most, last = (f"{name}={value}" for value in WISHES[name])
    return f"{', '.join(most)} or {last}"
