"""Run the official CSL test-suite against our adapter of citeproc-py.

The suite (github.com/citation-style-language/test-suite) is data and not part of the project:
`python benchmarks/csl_suite.py PATH [NAME…]` takes the folder with its `*.txt` files. `-v` prints
what differs, `--list` the names of what does not pass. In the suite's `>>[0] text` only the text
counts.
"""

from __future__ import annotations

import json
import re
import sys
import traceback
from pathlib import Path
from typing import Any

_SECTION = re.compile(r">>=+ ?([A-Z-]+) ?=+>>\n(.*?)\n?<<=+ ?\1 ?=+<<", re.S)


def sections(path: Path) -> dict[str, str]:
    """The parts of a fixture by their names."""
    return dict(_SECTION.findall(path.read_text(encoding="utf-8")))


def run(fixture: dict[str, str]) -> str:
    """What our adapter prints for a fixture."""
    from chapbook.plugins.citeproc.document import Document
    from chapbook.plugins.citeproc.finish import to_html
    from chapbook.plugins.citeproc.style import read_style

    items = {str(item.get("id", n)): item for n, item in enumerate(json.loads(fixture["INPUT"]))}
    style = read_style(fixture["CSL"].strip().encode(), "en-US")
    clusters = _clusters(fixture, list(items))
    asked = [([_asked(cite) for cite in cites], note) for cites, note in clusters]
    document = Document(style, items, asked)
    if fixture["MODE"].strip().startswith("bibliography"):
        printed = [to_html(tree) for _, tree in document.entries() if tree]
        entries = filter(None, printed)  # a style leaves works out
        lines = "".join(f'  <div class="csl-entry">{entry}</div>\n' for entry in entries)
        return f'<div class="csl-bib-body">\n{lines}</div>'
    return "\n".join(to_html(tree) if tree else "" for tree in document.citations())


def _asked(cite: dict[str, Any]) -> Any:
    from chapbook.plugins.citeproc.document import Asked

    mode = "suppress-author" if cite.get("suppress-author") else "normal"
    mode = "author-only" if cite.get("author-only") else mode
    return Asked(
        str(cite["id"]), str(cite.get("locator") or ""), cite.get("label") or "page",
        cite.get("prefix") or "", cite.get("suffix") or "", mode,
    )  # fmt: skip


def _clusters(fixture: dict[str, str], keys: list[str]) -> list[tuple[list[dict[str, Any]], int]]:
    if "CITATIONS" in fixture:
        found: dict[str, tuple[list[dict[str, Any]], int]] = {}
        for cluster, before, after in json.loads(fixture["CITATIONS"]):
            note = cluster.get("properties", {}).get("noteIndex", 0)
            found[str(cluster["citationID"])] = (cluster["citationItems"], note)
            order = [str(id) for id, _ in before] + [str(cluster["citationID"])]
            order += [str(id) for id, _ in after]
            for id, index in [*before, *after]:
                if str(id) in found:
                    found[str(id)] = (found[str(id)][0], index)
        return [found[id] for id in order if id in found]
    if "CITATION-ITEMS" in fixture:
        return [(cites, 0) for cites in json.loads(fixture["CITATION-ITEMS"])]
    return [([{"id": key} for key in keys], 0)]


def comparable(text: str) -> str:
    """The text without what depends on the order in which a word processor asks."""
    text = re.sub(r"^(?:>>|\.\.)\[\d+\] ", "", text.strip(), flags=re.M)
    return text.replace("&amp;", "&#38;")


def main(arguments: list[str]) -> int:
    """Count the fixtures that pass."""
    verbose = "-v" in arguments
    folder, *names = [a for a in arguments if not a.startswith("-")]
    passed, failed, crashed = [], [], []
    for path in sorted(Path(folder).glob("*.txt")):
        if names and not any(name in path.stem for name in names):
            continue
        fixture = sections(path)
        if "INPUT" not in fixture or "RESULT" not in fixture:
            continue
        wanted = comparable(fixture["RESULT"])
        try:
            got = comparable(run(fixture))
        except Exception as error:
            crashed.append(path.stem)
            if verbose:
                print(f"== {path.stem}: {type(error).__name__}: {error}")
                print("".join(traceback.format_exc().splitlines(True)[-5:]))
            continue
        (passed if got == wanted else failed).append(path.stem)
        if verbose and got != wanted:
            print(f"== {path.stem}\n- {wanted}\n+ {got}")
    print(f"passed {len(passed)}, failed {len(failed)}, crashed {len(crashed)}")
    if "--list" in arguments:
        print("\n".join(failed + crashed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
