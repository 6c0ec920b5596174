"""A book's own plugins, in every process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support import BookTest, contents

from chapbook.manifest import read_book
from chapbook.stages.worker import plugins_digest, registry_for

PLUGIN = """\
from dataclasses import dataclass
from chapbook import hookimpl
from chapbook.finding import Finding, Severity
from chapbook.roles import Drawn

@dataclass(frozen=True)
class Dots:
    name: str = "dots"
    suffixes: frozenset[str] = frozenset({".dots"})
    classes: frozenset[str] = frozenset()

    def version(self):
        return "1"

    def takes(self, data):
        return True

    def inputs(self, data):
        return ()

    def draw(self, source, kinds, options):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
        return Drawn({"svg": svg}, 9, 9, f"{len(source.data)} dots")

@dataclass(frozen=True)
class Shouting:
    code: str = "shouting"
    severity: Severity = Severity.INFO
    summary: str = "A chapter shouts."

    def check(self, inspection):
        for path, text in inspection.texts.items():
            if "!" in text.replace("![", ""):
                yield Finding(self.code, "do not shout", path, 1)

@hookimpl
def chapbook_diagrams():
    return [Dots()]

@hookimpl
def chapbook_checks():
    return [Shouting()]
"""


def with_plugin(new_book: Callable[..., BookTest]) -> BookTest:
    files = {
        "book.yaml": contents(chapters=["a.md", "b.md"]) + "plugins: [plugins/dots.py]\n",
        "a.md": "# A\n\n![One](x.dots)\n",
        "b.md": "# B\n\nStop!\n\n![Two](y.dots)\n",
        "x.dots": "...",
        "y.dots": "....",
        "plugins/dots.py": PLUGIN,
    }
    return new_book(files)


def test_a_books_plugin_works_in_all_processes(new_book: Callable[..., BookTest]) -> None:
    book = with_plugin(new_book)
    built = book.build("epub", jobs=2)
    assert [(f.code, str(f.path)) for f in built.findings] == [("shouting", "b.md")]
    built.reads("Figure 1.1 One", "Figure 2.1 Two")


def test_a_plugin_that_the_manifest_does_not_name_is_not_loaded(
    new_book: Callable[..., BookTest],
) -> None:
    book = with_plugin(new_book)
    assert "dots" in registry_for(read_book(book.root)[0]).renderers
    book.write({"book.yaml": contents(chapters=["a.md", "b.md"])})
    assert "dots" not in registry_for(read_book(book.root)[0]).renderers


def test_a_plugin_that_was_changed_is_loaded_anew(new_book: Callable[..., BookTest]) -> None:
    book = with_plugin(new_book)
    assert registry_for(read_book(book.root)[0]) is registry_for(read_book(book.root)[0])
    book.write({"plugins/dots.py": PLUGIN.replace('name: str = "dots"', 'name: str = "points"')})
    assert "points" in registry_for(read_book(book.root)[0]).renderers


def test_a_plugins_text_changes_the_digest(tmp_path: Path) -> None:
    book = BookTest(tmp_path / "book", {"book.yaml": contents(chapters=["a.md"]), "a.md": "# A"})
    plain = plugins_digest(read_book(book.root)[0])
    book.write({"book.yaml": contents(chapters=["a.md"]) + "plugins: [p.py]\n", "p.py": ""})
    empty = plugins_digest(read_book(book.root)[0])
    book.write({"p.py": "1"})
    assert len({plain, empty, plugins_digest(read_book(book.root)[0])}) == 3
