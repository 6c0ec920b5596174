"""Fill the template of a page: `templates/html/page.html`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from chapbook.book import Metadata
from chapbook.direction import direction_of
from chapbook.errors import RenderError
from chapbook.plugins.epub3.metadata import language_of, printed
from chapbook.words import words_for


@dataclass(frozen=True)
class Shell:
    """What all pages of a site share; `home` and `contents` are addresses."""

    template: Path
    metadata: Metadata
    home: str
    contents: str

    def fill(self, parts: Mapping[str, str]) -> bytes:
        """A whole page; `parts` are HTML, by the names that the template has for them."""
        words = words_for(self.metadata.language)
        language = language_of(self.metadata)
        own = {
            "language": language,
            "direction": direction_of(language),
            "book": printed(self.metadata.title),
            "home": self.home,
            "contents": self.contents,
            "contents_word": words.contents,
            **{f"{name}_word": said for name, said in words.site.items()},
        }
        values = {name: escape(said) for name, said in own.items()}
        try:
            page = Template(self.template.read_text("utf-8"))
            return page.substitute({**values, **parts}).encode()
        except (KeyError, ValueError) as error:
            known = ", ".join(f"${name}" for name in sorted({**values, **parts}))
            raise RenderError(
                f"the template of a page cannot be filled: {error}",
                hint=f"write $$ for a dollar sign; the names are {known}",
                path=self.template,
            ) from error
