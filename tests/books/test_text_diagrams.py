"""Diagrams written as text, in code blocks and files, are figures of the book in every format."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from finished import read_text
from support import BookTest, Built, contents

BOOK = contents(chapters=["chapters/01-lamps.md"])
CHAPTER = """\
# Lamps

@fig-flow shows how a lamp is lit, @fig-oil where oil flows, @fig-use how much is used.

```{.mermaid #fig-flow caption="The *lamp* is lit" alt="From dusk to light"}
flowchart LR
  Dusk --> Wick --> Light
```

```{dot}
//| label: fig-oil
//| fig-cap: "The oil: in and out"
digraph { Barrel -> Font }
```

![How much is used](../assets/use.mmd){#fig-use}

```dot
digraph { shown -> "as code" }
```
"""
USE = 'pie\n "Burnt" : 3\n "Spilt" : 1\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"book.yaml": BOOK, "chapters/01-lamps.md": CHAPTER, "assets/use.mmd": USE}
    made = BookTest(tmp_path_factory.mktemp("text") / "book", files).build("docx", "epub", "typst")
    assert [each.message for each in made.findings if each.severity == "error"] == []
    return made


def test_each_has_its_number_and_caption_and_references_say_it(built: Built) -> None:
    for target in ("docx", "epub", "typst"):
        text = " ".join(read_text(built.of(target)).split())
        for number, caption in enumerate(
            ["The lamp is lit", "The oil: in and out", "How much is used"], 1
        ):
            assert f"1.{number}" in text and caption in text, (target, caption)
        assert "Figure 1.1 shows how" in text and "Figure 1.2 where oil" in text


def test_the_drawing_is_a_vector_with_its_words_in_print(built: Built) -> None:
    text = read_text(built.of("typst"))
    assert all(word in text for word in ("Wick", "Barrel", "Burnt"))
    assert "flowchart" not in text


def test_what_is_not_marked_is_shown_as_code(built: Built) -> None:
    for target in ("docx", "epub", "typst"):
        assert "digraph { shown" in " ".join(read_text(built.of(target)).split())


def test_the_alternative_text_is_the_one_given_else_the_caption(built: Built) -> None:
    with ZipFile(built.of("epub")) as epub:
        pages = "".join(epub.read(n).decode() for n in epub.namelist() if n.endswith(".xhtml"))
        assert sum(name.endswith(".svg") for name in epub.namelist()) == 3
    assert 'alt="From dusk to light"' in pages and 'alt="How much is used"' in pages


def test_a_fault_in_a_diagram_is_found_at_its_line_in_the_chapter(tmp_path: Path) -> None:
    chapter = (
        "# Lamps\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\n"
        "> ```{mermaid}\n> %%| label: fig-b\n> flowchart LR\n>   A --> B\n>   A[x --> C\n> ```\n"
    )
    made = BookTest(tmp_path / "book", {"book.yaml": BOOK, "chapters/01-lamps.md": chapter})
    (found,) = [each for each in made.build("epub").findings if each.code == "bad-drawing"]
    assert (str(found.path), found.line) == ("chapters/01-lamps.md", 12)
    assert "Unterminated node label" in found.message


def test_an_empty_diagram_is_found_at_its_fence(tmp_path: Path) -> None:
    text = "# Lamps\n\nWords.\n\n```mermaid\n```\n"
    book = BookTest(tmp_path / "book", {"book.yaml": BOOK, "chapters/01-lamps.md": text})
    (found,) = [finding for finding in book.check() if finding.code == "bad-drawing"]
    assert (found.line, found.message) == (5, "the diagram is empty")


def test_a_plot_runs_only_where_the_book_says_so(tmp_path: Path) -> None:
    plot = 'print(\'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path/></svg>\')'
    chapter = f"# Lamps\n\n```{{.plot .diagram}}\n{plot}\n```\n"
    book = BookTest(tmp_path / "book", {"book.yaml": BOOK, "chapters/01-lamps.md": chapter})
    (found,) = [each for each in book.build("epub").findings if each.code == "bad-drawing"]
    assert "does not allow" in found.message and found.line == 4
    book.write({"book.yaml": f"{BOOK}\ndiagrams: {{plots: on}}\n"})
    assert [each for each in book.build("epub").findings if each.code == "bad-drawing"] == []
