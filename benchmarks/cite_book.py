"""Time the citing of a book with many citations: with an empty store, and from the store.

    python benchmarks/cite_book.py [--citations 500] [--works 200] [--style chicago-author-date]

Writes a book of ten chapters with citations and one without into a temporary folder and cites it
in processes of their own: with an empty store, with nothing changed, with other text in the chapter
without citations, and with other text above the citations of a chapter. `resolve` is the finding
of the works that citations name, `print` is the engine or its output from the store.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

if TYPE_CHECKING:
    from chapbook.bibliography import Entry

CHAPTERS = 10
MANIFEST = """title: Tides
language: en
contents: {{chapters: [{contents}]}}
bibliography: works.json
citations: {{style: {style}, references: book}}
"""


def main() -> None:
    """Write the book, then cite it three times."""
    parser = argparse.ArgumentParser(description="Time the citing of a book.")
    parser.add_argument("--citations", type=int, default=500)
    parser.add_argument("--works", type=int, default=200)
    parser.add_argument("--style", default="chicago-author-date")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        measure(args.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        write_book(root, args.citations, args.works, args.style)
        print(f"{args.citations} citations of {args.works} works in {args.style}, seconds")
        print(f"{'':44} resolve  print    all")
        cite(root, "empty store")
        cite(root, "nothing changed")
        for name, state in (("11.md", "text without citations"), ("02.md", "text above citations")):
            path = root / name
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("\n", "\n\nA word more.\n", 1), encoding="utf-8")
            cite(root, f"changed {state}")


def write_book(root: Path, citations: int, works: int, style: str) -> None:
    """A book each of whose paragraphs has a citation."""
    from engine_agreement import varied_works

    root.mkdir()
    entries = varied_works(works)
    listed = [{"id": entry.key, **entry.csl} for entry in entries]
    (root / "works.json").write_text(json.dumps(listed), encoding="utf-8")
    each = citations // CHAPTERS
    for chapter in range(1, CHAPTERS + 1):
        places = range((chapter - 1) * each, chapter * each)
        cited = [f"Tides rise {written(n, entries)}." for n in places]
        text = f"# Chapter {chapter}\n\n" + "\n\n".join(cited) + "\n"
        (root / f"{chapter:02}.md").write_text(text, encoding="utf-8")
    (root / "11.md").write_text("# Afterword\n\nNothing is cited here.\n", encoding="utf-8")
    contents = ", ".join(f"{number:02}.md" for number in range(1, CHAPTERS + 2))
    manifest = MANIFEST.format(contents=contents, style=style)
    (root / "book.yaml").write_text(manifest, encoding="utf-8")


def written(number: int, entries: Sequence[Entry]) -> str:
    """The n-th citation as an author writes it: by key, alone or with others, or by author."""
    entry, other = (entries[n % len(entries)] for n in (number, number * 7))
    family = (entry.csl.get("author") or [{}])[0].get("family")
    issued = entry.csl.get("issued", {}).get("date-parts")
    if number % 3 == 1 and family and issued:
        return f"[Source: {family}, {issued[0][0]}]"
    if number % 3 == 2:
        return f"[@{entry.key}, p. {number}; @{other.key}]"
    return f"[@{entry.key}]"


def cite(root: Path, state: str) -> None:
    """Cite the book in a process of its own, as a build does, and print the seconds."""
    command = [sys.executable, __file__, "--measure", str(root)]
    env = {**os.environ, "CHAPBOOK_CACHE": str(root.parent / "store")}
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    seconds = json.loads(done.stdout)
    both = sum(seconds.values())
    print(f"{state:44} {seconds['resolve']:7.2f} {seconds['print']:6.2f} {both:6.2f}")


def measure(root: Path) -> None:
    """The seconds that both parts of citing take, as JSON."""
    from chapbook import pipeline
    from chapbook.store import program_digest

    program_digest()  # every stage has it from the first one that asks
    seconds = {"resolve": 0.0, "print": 0.0}
    resolve, settings = pipeline.resolve_notes, pipeline.Settings()

    def timed(*arguments: object) -> object:
        begun = time.perf_counter()
        found = resolve(*arguments)  # type: ignore[arg-type]
        seconds["resolve"] += time.perf_counter() - begun
        return found

    pipeline.resolve_notes = timed  # type: ignore[assignment]
    found = pipeline.examine(root, settings)
    begun = time.perf_counter()
    pipeline.print_citations(
        found.book, found.surveys, found.outline, found.resolved, found.bibliography,
        found.registry, settings.store,
    )  # fmt: skip
    seconds["print"] = time.perf_counter() - begun
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
