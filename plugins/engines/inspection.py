"""Look for faults in a finished PDF, whichever engine has made it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from chapbook.finding import Finding
from chapbook.plugins.engines.pdf_facts import inspect_facts
from chapbook.plugins.engines.pdf_fonts import inspect_fonts
from chapbook.plugins.engines.pdf_images import inspect_images
from chapbook.plugins.engines.pdf_links import inspect_links
from chapbook.plugins.engines.pdf_pages import inspect_pages
from chapbook.plugins.engines.pdf_tree import read_resources
from chapbook.roles import Manuscript


def inspect_pdf(path: Path, manuscript: Manuscript) -> Iterator[Finding]:
    """Fonts, pages, properties, outline, links and images of the file at `path`."""
    with pikepdf.open(path) as pdf:
        resources = read_resources(pdf)
        yield from inspect_fonts(resources.fonts, manuscript)
        yield from inspect_pages(pdf, manuscript)
        yield from inspect_facts(pdf, manuscript)
        yield from inspect_links(pdf, manuscript)
        yield from inspect_images(path, resources.images, manuscript)
