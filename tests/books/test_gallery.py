"""Pages look as the gallery in `docs/` shows them.

Where a page is meant to look different, `make gallery` renews the pictures; look at them before
they are committed. A format is compared only with the programs that its pictures were made with.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from gallery import FORMATS, GALLERY, MADE_WITH, difference, page, pictures
from PIL import Image
from specimen_pages import programs

#: So much of a page may look different: the date of a program, the edge of a letter.
TOLERANCE = 0.004


def shown(format: str) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (GALLERY / format).glob("*.png")}


@pytest.mark.parametrize("format", FORMATS)
def test_pages_look_as_the_gallery_shows_them(format: str, tmp_path: Path) -> None:
    made_with = json.loads(MADE_WITH.read_text())[format]
    if programs(format) != made_with:
        pytest.skip(f"the gallery was made with {made_with}, here is {programs(format)}")
    kept, fresh = shown(format), dict(pictures(format, tmp_path))
    assert sorted(kept) == sorted(fresh)
    changed = [name for name in kept if difference(kept[name], fresh[name]) > TOLERANCE]
    for name in changed:
        (tmp_path / f"{name}.png").write_bytes(fresh[name])
    assert changed == [], f"they look different in {tmp_path}; `make gallery` renews the gallery"


def test_the_page_of_the_gallery_shows_all_its_pictures() -> None:
    kept = {format: shown(format) for format in FORMATS}
    text = (GALLERY / "README.md").read_text(encoding="utf-8")
    for format, found in kept.items():
        assert {f"({format}/{name}.png)" for name in found} <= set(pieces(text))
    assert sorted(pieces(page(kept))) == sorted(pieces(text))


def pieces(text: str) -> list[str]:
    return [f"({piece.split(')')[0]})" for piece in text.split("](")[1:]]


def test_a_moved_figure_a_lost_line_and_another_color_look_different() -> None:
    whole = Image.new("RGB", (420, 500), "white")
    whole.paste("#036", (60, 100, 360, 200))
    whole.paste("black", (60, 300, 360, 306))
    moved, lost, pale = whole.copy(), whole.copy(), whole.copy()
    moved.paste("white", (0, 90, 420, 210))
    moved.paste("#036", (60, 112, 360, 212))
    lost.paste("white", (60, 300, 360, 306))
    pale.paste("#69c", (60, 100, 360, 200))
    for other in (moved, lost, pale):
        assert difference(png(whole), png(other)) > TOLERANCE
    assert difference(png(whole), png(whole)) == 0
    assert difference(png(whole), png(whole.crop((0, 0, 420, 480)))) == 1


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
