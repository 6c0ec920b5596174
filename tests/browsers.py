"""Whether there is a browser that tests can draw with, and pages to draw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from chapbook.plugins.browsing.client import find_browser, has_playwright
from chapbook.plugins.diagrams.browser import Browser
from chapbook.plugins.vector.fonts import font_folder
from chapbook.roles import DiagramSource, Drawn

needs_browser = pytest.mark.skipif(
    find_browser() is None or not has_playwright(), reason="needs Chromium and playwright"
)
PAGES = Path(__file__).parent / "plugins/browsing/pages"


def draw_page(
    page: str | bytes,
    *kinds: str,
    name: str = "assets/ch01-page.html",
    inputs: Mapping[str, bytes] | None = None,
    **options: str,
) -> Drawn:
    """What the renderer makes of a page."""
    data = page if isinstance(page, bytes) else page.encode()
    source = DiagramSource(data, PurePosixPath(name), inputs or {})
    return Browser().draw(source, kinds or ("pdf",), options)


def own_font() -> bytes:
    """A font that a page brings with it."""
    return (font_folder() / "LiberationSans-BoldItalic.ttf").read_bytes()
