"""Make the gallery of `docs/`: pictures of each element in each format.

    make gallery

The pictures are what `tests/books/test_gallery.py` compares new pages with.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image, ImageChops
from specimen_pages import pages_of, programs

from chapbook.pipeline import Report, Settings, build
from chapbook.store import Store

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "tests/books/specimens"
GALLERY = ROOT / "docs/gallery"
#: Formats in the order of the columns.
FORMATS = ("pdf", "typst", "docx", "epub", "html")
#: The programs by which the pictures of `docs/` were made, by format.
MADE_WITH = GALLERY / "made-with.json"
#: The pictures' widths in pixels.
_WIDTH = 420
_COLORS = 48
#: Blank space that is left below what is on a page.
_FOOT = 24


def main() -> int:
    """Write the pictures, and the page that shows them; 1 where a program is missing."""
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        made = {format: dict(pictures(format, Path(folder) / format)) for format in FORMATS}
    missing = [format for format, found in made.items() if not found]
    if missing:
        print(f"nothing to look at {', '.join(missing)} with: CONTRIBUTING.md says what it needs")
        return 1
    for format, found in made.items():
        shutil.rmtree(GALLERY / format, ignore_errors=True)
        (GALLERY / format).mkdir(parents=True)
        for name, picture in found.items():
            (GALLERY / format / f"{name}.png").write_bytes(picture)
    MADE_WITH.write_text(json.dumps({f: programs(f) for f in FORMATS}, indent=2) + "\n")
    (GALLERY / "README.md").write_text(page(made), encoding="utf-8")
    print(f"{sum(map(len, made.values()))} pictures in {GALLERY.relative_to(ROOT)}")
    return 0


def pictures(format: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name of each specimen and its picture as PNG; none where a program is missing."""
    if programs(format) is None:
        return
    report = built(format, folder)
    (artifact,) = report.artifacts
    for name, image in pages_of(format, artifact.path, folder):
        out = io.BytesIO()
        small = trimmed(image.convert("RGB")).quantize(_COLORS, dither=Image.Dither.NONE)
        small.save(out, "PNG", optimize=True)
        yield name, out.getvalue()


def built(format: str, folder: Path) -> Report:
    """The book of specimens in one format, with a store of its own."""
    settings = Settings(jobs=1, store=Store(folder / "store"))
    return build(BOOK, folder / "out", settings, to=[format])


def trimmed(image: Image.Image) -> Image.Image:
    """A page as wide as the gallery's, without what is blank at its foot."""
    paper = Image.new("RGB", image.size, image.getpixel((0, image.height - 1)))
    box = ImageChops.difference(image, paper).getbbox()
    bottom = min(image.height, box[3] + _FOOT) if box else image.height
    height = max(1, round(bottom * _WIDTH / image.width))
    return image.crop((0, 0, image.width, bottom)).resize((_WIDTH, height), Image.Resampling.BOX)


def page(made: Mapping[str, Mapping[str, bytes]]) -> str:
    """The page that shows all pictures, an element a heading."""
    names = list(dict.fromkeys(name for found in made.values() for name in found))
    heads = {"pdf": "PDF (LaTeX)", "typst": "PDF (Typst)", "docx": "DOCX"}
    lines = [
        "# Gallery",
        "",
        "A page of each element in each format, made by `make gallery` from the",
        "[book of specimens](../../tests/books/specimens). The DOCX is shown by LibreOffice, EPUB",
        "(on a screen of 600 × 800) and HTML by Chromium.",
    ]
    for name in names:
        cells = [f"![{name}]({f}/{name}.png)" if name in made[f] else "" for f in FORMATS]
        lines += [
            "",
            f"## {name.replace('-', ' ').capitalize()}",
            "",
            f"| {' | '.join(heads.get(f, f.upper()) for f in FORMATS)} |",
            f"|{'---|' * len(FORMATS)}",
            f"| {' | '.join(cells)} |",
        ]
    return "\n".join(lines) + "\n"


def difference(one: bytes, other: bytes) -> float:
    """How much of a picture looks different, from 0 to 1.

    Pictures are compared in cells of 6 pixels, so that the edges of letters, which depend on the
    machine, do not count; a picture of another height differs wholly.
    """
    first, second = (Image.open(io.BytesIO(data)).convert("L") for data in (one, other))
    if abs(first.height - second.height) > 2:
        return 1.0
    size = (_WIDTH // 6, min(first.height, second.height) // 6)
    cells = [image.resize(size, Image.Resampling.BOX) for image in (first, second)]
    changed = ImageChops.difference(*cells).point(lambda value: 255 if value > 24 else 0)
    return changed.histogram()[255] / (size[0] * size[1])


if __name__ == "__main__":
    sys.exit(main())
