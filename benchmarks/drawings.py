"""Compare every drawing of a book with what a browser shows, and the time with `rsvg-convert`.

    python benchmarks/drawings.py PATH/TO/BOOK [--pictures FOLDER] [--no-times]

Each drawing's PDF, its SVG and its SVG with outlines are compared with a screenshot of the same
source file in Chromium, at 150 dpi and in gray: SSIM (Wang et al. 2004) in windows of 7 by 7
pixels, as scikit-image has it. Needs `numpy`, `playwright` and Chromium.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.drawing import DiagramSource, Drawn
from chapbook.plugins.diagrams.svg import Svg
from chapbook.plugins.vector.fonts import family_of, font_folder

_SCALE = 150 / 96
_KINDS = ("pdf", "svg", "outlines")
_POOR = 0.95
_WINDOW = 7


def main() -> None:
    """Print the similarity of each kind, every poor one, and the times."""
    parser = argparse.ArgumentParser(description="Compare drawings with a browser.")
    parser.add_argument("book", type=Path)
    parser.add_argument("--pictures", type=Path, help="keep what was compared, side by side")
    parser.add_argument("--only", default="", help="drawings whose names hold this")
    parser.add_argument("--no-times", action="store_true", help="compare only")
    parser.add_argument("--no-pictures", action="store_true", help="measure times only")
    args = parser.parse_args()
    files = [f for f in sorted(args.book.rglob("*")) if f.suffix in (".html", ".svg")]
    files = [file for file in files if Svg().takes(file.read_bytes())]
    files = [file for file in files if args.only in file.stem]
    print(f"{len(files)} drawings")
    if not args.no_times:
        compare_times(files)
    if not args.no_pictures:
        compare_pictures(files, args.pictures)


def draw(file: Path, kinds: Sequence[str] = _KINDS) -> Drawn:
    """One drawing in some kinds."""
    return Svg().draw(DiagramSource(file.read_bytes(), PurePosixPath(file.name)), kinds, {})


def draw_pdf(file: Path) -> int:
    """What a worker does; the size of the PDF."""
    return len(draw(file, ("pdf",)).files["pdf"])


def draw_all_kinds(file: Path) -> int:
    """The same for every kind of a book in every format."""
    return sum(map(len, draw(file, ("pdf", "svg", "outlines", "png")).files.values()))


def compare_times(files: Sequence[Path]) -> None:
    """All drawings in two new processes, against one call of `rsvg-convert` each, two at a time."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{number}.svg" for number in range(len(files))]
        for file, source in zip(files, sources, strict=True):
            source.write_bytes(draw(file, ("svg",)).files["svg"])
        for name, work in (("pdf", draw_pdf), ("pdf, svg, outlines, png", draw_all_kinds)):
            ours = _timed(lambda work=work: _in_processes(work, files))
            theirs = _timed(lambda: _convert_all(sources))
            print(
                f"{name}: {ours[0]:.2f} s ({ours[1]:.2f} s of processors); rsvg-convert to pdf: "
                f"{theirs[0]:.2f} s ({theirs[1]:.2f}); ratio {ours[0] / theirs[0]:.2f} "
                f"({ours[1] / theirs[1]:.2f})",
                flush=True,
            )


def _timed(work: Any) -> tuple[float, float]:
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return time.perf_counter() - begun, cpu


def _in_processes(work: Any, files: Sequence[Path]) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(work, files))


def _convert_all(sources: Sequence[Path]) -> None:
    running: list[subprocess.Popen[bytes]] = []
    for source in sources:
        if len(running) == 2:
            running.pop(0).wait()
        out = source.with_suffix(".pdf")
        running.append(subprocess.Popen(["rsvg-convert", "-f", "pdf", "-o", out, source]))
    for each in running:
        each.wait()


def compare_pictures(files: Sequence[Path], kept: Path | None) -> None:
    """Print mean and least similarity of each kind, then every poor one."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[tuple[float, str]]] = {kind: [] for kind in _KINDS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(Path(folder)))}
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--font-render-hinting=none"],
            env=environment,
        )
        page = browser.new_page(device_scale_factor=_SCALE)
        for file in files:
            drawn = draw(file)
            size = (drawn.width, drawn.height)
            wanted = _shot(page, _alone(file.read_text(encoding="utf-8")), size)
            made = {
                "pdf": _page(drawn.files["pdf"], wanted.size),
                "svg": _shot(page, drawn.files["svg"].decode(), size),
                "outlines": _shot(page, drawn.files["outlines"].decode(), size),
            }
            for kind, picture in made.items():
                likeness = ssim(wanted, picture)
                found[kind].append((likeness, file.stem))
                if kept is not None and likeness < _POOR:
                    _keep(kept / f"{file.stem}-{kind}.png", wanted, picture)
        browser.close()
    for kind, each in found.items():
        numbers = [likeness for likeness, _ in each]
        print(f"{kind}: mean {sum(numbers) / len(numbers):.4f}, least {min(numbers):.4f}")
        for likeness, name in sorted(each):
            if likeness < _POOR:
                print(f"  {likeness:.4f} {name}")


def ssim(one: Any, other: Any) -> float:
    """The structural similarity of two pictures in gray."""
    import numpy

    def averaged(pixels: Any) -> Any:
        for axis in (0, 1):
            sums = numpy.cumsum(pixels, axis=axis)
            pixels = numpy.take(sums, range(_WINDOW, sums.shape[axis]), axis) - numpy.take(
                sums, range(sums.shape[axis] - _WINDOW), axis
            )
            pixels = pixels / _WINDOW
        return pixels

    first, second = (numpy.asarray(each.convert("L"), dtype=float) for each in (one, other))
    mean1, mean2 = averaged(first), averaged(second)
    spread1 = averaged(first * first) - mean1 * mean1
    spread2 = averaged(second * second) - mean2 * mean2
    common = averaged(first * second) - mean1 * mean2
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    above = (2 * mean1 * mean2 + c1) * (2 * common + c2)
    below = (mean1**2 + mean2**2 + c1) * (spread1 + spread2 + c2)
    return float((above / below).mean())


def _alone(source: str) -> str:
    """The page with its drawing alone, as large as it means to be."""
    return re.sub(r"<\?xml[^>]*\?>", "", source)


def _shot(page: Any, source: str, size: tuple[float, float]) -> Any:
    """What Chromium shows of the one SVG of a page, at its own size in the page's corner."""
    from PIL import Image

    width, height = size
    page.set_viewport_size({"width": round(width) + 40, "height": round(height) + 40})
    page.set_content(source.partition("?>")[2] if source.startswith("<?xml") else source)
    page.add_style_tag(
        content="html, body { background: white !important } svg:not(svg svg) {"
        "position: fixed !important; left: 0 !important; top: 0 !important; margin: 0 !important;"
        f"padding: 0 !important; max-width: none !important; width: {width}px !important;"
        f"height: {height}px !important; z-index: 99; background: white }}"
    )
    page.evaluate("document.fonts.ready")
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    data = page.screenshot(clip=clip, animations="allow")
    return Image.open(io.BytesIO(data)).convert("RGB")


def _page(pdf: bytes, size: tuple[int, int]) -> Any:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=size[0] / page.get_width()).to_pil().convert("RGB")
    return picture if picture.size == size else picture.resize(size)


def _keep(place: Path, one: Any, other: Any) -> None:
    from PIL import Image, ImageChops

    place.parent.mkdir(parents=True, exist_ok=True)
    sheet = Image.new("RGB", (one.width * 3, one.height))
    for number, picture in enumerate((one, other, ImageChops.difference(one, other))):
        sheet.paste(picture, (number * one.width, 0))
    sheet.save(place)


def _font_settings(folder: Path) -> Path:
    """Fontconfig's settings with our fonts, so that the browser draws with the same.

    What `sans-serif` is differs from machine to machine; here it is what a book has.
    """
    place = folder / "fonts.conf"
    aliases = "".join(
        f"<alias binding='same'><family>{generic}</family><prefer><family>{family_of(generic)}"
        "</family></prefer></alias>"
        for generic in ("sans-serif", "system-ui", "monospace", "Arial", "Helvetica", "Courier New")
    )
    place.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{font_folder()}</dir>{aliases}<include>/etc/fonts/fonts.conf</include></fontconfig>"
    )
    return place


if __name__ == "__main__":
    sys.exit(main())
