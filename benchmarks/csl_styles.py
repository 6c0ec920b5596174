"""Print a dozen works in many citation styles and count those that make an engine stumble.

    python benchmarks/csl_styles.py FOLDER [--count 300] [--first 0] [--engine citeproc-py|pandoc]

FOLDER holds `.csl` files, such as a copy of the official repository of styles. Files are taken at
even distances, so that a run is the same each time and one with another `--first` takes other
files; dependent styles are left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from engine_agreement import normalized, varied_request, varied_works

from chapbook.registry import load


def main() -> int:
    """Print each failure; the exit code says whether there was one."""
    parser = argparse.ArgumentParser(description="Look for styles that break an engine.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="begin with the n-th style instead")
    parser.add_argument("--works", type=int, default=18)
    parser.add_argument("--engine", default="citeproc-py")
    args = parser.parse_args()
    engine = load(installed=False).engines[args.engine]
    works = varied_works(args.works)
    found = [p for p in sorted(args.folder.glob("*.csl")) if "independent-parent" not in _head(p)]
    chosen = found[args.first :: max(1, len(found) // args.count)][: args.count]
    crashed = silent = 0
    for path in chosen:
        try:
            result = engine.process(varied_request(works, path))
        except Exception as error:
            crashed += 1
            print(f"{path.name}: {type(error).__name__}: {error}", flush=True)
            continue
        if not all(map(normalized, result.citations)):
            silent += 1
            print(f"{path.name}: a citation prints as nothing", flush=True)
    print(f"{len(chosen)} styles, {crashed} crashed, {silent} with an empty citation")
    return 1 if crashed else 0


def _head(path: Path) -> str:
    return path.read_text(encoding="utf-8")[:4000]


if __name__ == "__main__":
    sys.exit(main())
