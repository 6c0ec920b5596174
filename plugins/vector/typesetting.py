"""Let Typst set one drawing on a page of its size."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Literal

from chapbook.plugins.vector.fonts import font_folder
from chapbook.roles import DrawingError


def typeset(
    name: str,
    data: bytes,
    width: float,
    height: float,
    format: Literal["pdf", "png", "svg"],
    ppi: float | None = None,
) -> bytes:
    """A file of this name and content as a page; sizes are in CSS pixels."""
    import typst

    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        (Path(folder) / name).write_bytes(data)
        main = Path(folder) / "main.typ"
        # CSS pixels are 3/4 of a point.
        main.write_text(
            f"#set page(width: {width * 0.75}pt, height: {height * 0.75}pt, margin: 0pt)\n"
            f'#image("{name}", width: 100%, height: 100%)\n',
            encoding="utf-8",
        )
        try:
            found: bytes = typst.compile(
                str(main),
                root=folder,
                font_paths=_fonts(),
                format=format,
                ppi=ppi,
                timestamp=0,
            )
        except typst.TypstError as error:
            raise DrawingError(
                f"the drawing cannot be converted: {error.message}",
                hint="save it anew, as SVG, PDF or PNG, with the program that drew it",
            ) from error
    return found


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(font_paths=[str(font_folder())])
