"""Images that are not there, or not in the book's folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from chapbook.finding import Finding, Severity
from chapbook.hookspecs import hookimpl
from chapbook.images import Trouble, find_image
from chapbook.roles import Check, Inspection

#: The characters of an address that a message shows; `data:` addresses hold whole images.
_LONGEST = 200


@dataclass(frozen=True)
class ImageTrouble:
    """One of `missing-image`, `image-outside`, `remote-image` and `data-image`."""

    code: str
    severity: Severity
    summary: str
    trouble: Trouble
    advice: str

    def check(self, inspection: Inspection) -> Iterable[Finding]:
        """Images with this trouble."""
        root = inspection.book.root
        for path, survey in inspection.surveys.items():
            for image in survey.images:
                if image.language:
                    continue
                if find_image(root, path, image.src) is self.trouble:
                    hint = _nearest(root, path, image.src) if self.trouble == "missing" else None
                    message = (
                        f"the image '{_short(image.src)}' {self.summary.removeprefix('An image ')}"
                    )
                    message = message.rstrip(".")
                    yield Finding(
                        self.code,
                        message,
                        path,
                        image.line,
                        image.column,
                        hint=hint or self.advice,
                    )


@hookimpl
def chapbook_checks() -> Iterable[Check]:
    """The checks of this module."""
    return [
        ImageTrouble(
            "missing-image",
            Severity.ERROR,
            "An image does not exist.",
            Trouble.MISSING,
            "correct the path (it counts from the chapter's folder) or add the file",
        ),
        ImageTrouble(
            "image-outside",
            Severity.ERROR,
            "An image lies outside the book's folder.",
            Trouble.OUTSIDE,
            "copy the file into the book's folder and use a relative path",
        ),
        ImageTrouble(
            "remote-image",
            Severity.ERROR,
            "An image lies on the network, where a build does not go.",
            Trouble.REMOTE,
            "download the file into the book's folder",
        ),
        ImageTrouble(
            "data-image",
            Severity.ERROR,
            "An image is written out in the text, as a `data:` address.",
            Trouble.WRITTEN,
            "save it as a file in the book's folder and use its path",
        ),
    ]


def _short(src: str) -> str:
    return src if len(src) <= _LONGEST else f"{src[:40]}…"


def _nearest(root: Path, chapter: PurePosixPath, src: str) -> str | None:
    folder = Path(os.path.realpath((root / chapter.parent / src).parent))
    if not folder.is_relative_to(root.resolve()) or not folder.is_dir():
        return None
    if os.path.lexists(folder / PurePosixPath(src).name):
        return "it is a folder, or a link that leads nowhere: name a file"
    near = get_close_matches(PurePosixPath(src).name, [f.name for f in folder.iterdir()], 1)
    return f"did you mean '{near[0]}'?" if near else None
