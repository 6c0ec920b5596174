"""Draw one page in a running browser: sealed off, measured, printed and photographed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from chapbook.amounts import amount
from chapbook.plugins.browsing import scripts
from chapbook.plugins.browsing.job import MAX_SIDE, TOO_SLOW_HINT, Answer, Job, too_slow
from chapbook.plugins.browsing.paper import Box, count_pages, cut, painted_box
from chapbook.plugins.browsing.seal import Seal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Pixels of a bitmap to the CSS pixel: 250 to the inch where 800 are as wide as the text.
_PIXEL_RATIO = 2
#: The least height of the window, which pages refer to as `100vh`.
_HEIGHT = 600
#: For how long scripts have to leave the page alone until it counts as drawn, in milliseconds.
_QUIET = 250
#: Lengths that are whole points, which is what browsers print on.
_STEP = 4


class Unfit(Exception):
    """The page cannot be drawn; the arguments are a sentence and what to do."""

    def __init__(self, message: str, hint: str = "", *, is_broken: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.is_broken = is_broken


def draw(browser: Browser, job: Job, folder: Path) -> Answer:
    """Draw the job's page into the folder."""
    from playwright.sync_api import Error, TimeoutError

    deadline = time.monotonic() + job.timeout
    context = browser.new_context(
        java_script_enabled=job.scripts,
        viewport={"width": job.width, "height": _HEIGHT},
        device_scale_factor=_PIXEL_RATIO,
        service_workers="block",
        accept_downloads=False,
        reduced_motion="reduce",
        color_scheme="light",
        locale="en-US",
        timezone_id="UTC",
    )
    seal = Seal.on(context, job, folder)
    try:
        context.set_default_timeout(job.timeout * 1000)
        if job.scripts:
            context.add_init_script(scripts.STEADY)
            context.clock.set_fixed_time(0)
        page = context.new_page()
        page.emulate_media(media="screen")
        page.goto(seal.address, wait_until="load")
        if job.is_svg:
            flaw = page.evaluate(scripts.PLACE_SVG, (folder / job.page).read_text("utf-8-sig"))
            if flaw:
                raise Unfit(f"the SVG cannot be read: {flaw}", "mend the XML")
        limit = max(0.0, deadline - time.monotonic()) * 1000
        missing = page.evaluate(scripts.SETTLE, [_QUIET if job.scripts else 0, limit])
        if missing is None:
            raise Unfit(
                f"the page does not come to rest within {amount(job.timeout, 'second')}",
                TOO_SLOW_HINT,
            )
        page.evaluate(scripts.PREPARE)
        _refuse(page, seal)
        if missing:
            raise Unfit(f"the picture {missing[:200]} cannot be shown", "is it a whole image file?")
        box = _draw(page, job, folder, deadline)
        _refuse(page, seal)
    except Error as error:
        if seal.refused:
            raise Unfit(*seal.refusal, is_broken=True) from error
        if isinstance(error, TimeoutError):
            raise Unfit(too_slow(job.timeout), TOO_SLOW_HINT, is_broken=True) from error
        raise
    finally:
        context.close()
    return Answer(box.width, box.height)


def _refuse(page: Page, seal: Seal) -> None:
    """Raise `Unfit` where something of the page would be missing."""
    if seal.refused:
        raise Unfit(*seal.refusal)
    if page.url != seal.address:
        raise Unfit("the page leads to another one", "take out what makes it leave")
    name = page.evaluate(scripts.UNDRAWN)
    if name:
        raise Unfit(f"<{name}> is not drawn", "write or draw in the page itself what it shows")


def _draw(page: Page, job: Job, folder: Path, deadline: float) -> Box:
    width, height = _fit_window(page, job)
    had_ground, sides = page.evaluate(scripts.STRIP)
    bare = _print(page, width, height)
    boxes = [Box(*each) for each in page.evaluate(scripts.BOXES)]
    painted = painted_box(bare)
    boxes += [painted] if painted else []
    if not boxes:
        raise Unfit("the drawing shows nothing", "look at it in a browser")
    box = boxes[0]
    for each in boxes[1:]:
        box = box.joined(each)
    if sides:
        left, top, right, bottom = sides
        box = Box(box.left - left, box.top - top, box.right + right, box.bottom + bottom)
    box = box.within(width, height)
    if had_ground:
        page.evaluate(scripts.UNSTRIP)
    if "pdf" in job.kinds:
        pdf = _print(page, width, height) if had_ground else bare
        (folder / "drawing.pdf").write_bytes(cut(pdf, box))
    if "png" in job.kinds:
        page.screenshot(
            path=folder / "drawing.png",
            clip={"x": box.left, "y": box.top, "width": box.width, "height": box.height},
            full_page=True,
            animations="disabled",
            timeout=max(1, (deadline - time.monotonic()) * 1000),
        )
    return box


def _fit_window(page: Page, job: Job) -> tuple[int, int]:
    """Make the window as large as the page, which may change in turn; returns its size."""
    width, height = job.width, _HEIGHT
    for _ in range(4):
        wide, high = page.evaluate(scripts.EXTENT)
        if max(wide, high) > MAX_SIDE:
            raise Unfit(
                f"the drawing is {wide:g} × {high:g} pixels, more than {MAX_SIDE} a side",
                "draw less, or part it",
            )
        if wide <= width and high <= height:
            break
        width, height = max(width, _up(wide)), max(height, _up(high))
        page.set_viewport_size({"width": width, "height": height})
    return width, height


def _up(length: float) -> int:
    return -(-int(length + 0.999) // _STEP) * _STEP


def _print(page: Page, width: int, height: int) -> bytes:
    pdf: bytes = page.pdf(width=f"{width}px", height=f"{height}px", print_background=True)
    pages = count_pages(pdf)
    if pages != 1:
        raise Unfit(f"the drawing prints on {amount(pages, 'page')}", "take out its page breaks")
    return pdf
