"""Compare the two citation engines on every shipped style.

    python benchmarks/compare_engines.py [--works 200] [--style NAME]... [--differences 20]

Prints the share of citations and entries that both print alike, and the first differences.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from engine_agreement import compare, varied_request, varied_works

from chapbook.csl_styles import shipped_styles
from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc


def main() -> None:
    """Print a table, then the differences."""
    parser = argparse.ArgumentParser(description="Compare the citation engines.")
    parser.add_argument("--works", type=int, default=200)
    parser.add_argument("--style", action="append", help="only this style; may be given again")
    parser.add_argument("--differences", type=int, default=0, help="how many to show of each style")
    args = parser.parse_args()
    works = varied_works(args.works)
    folder = Path(str(files("chapbook.csl")))
    print(f"{'style':44} citations entries order  seconds")
    for style in args.style or [style.name for style in shipped_styles()]:
        begun = time.perf_counter()
        request = varied_request(works, folder / f"{style}.csl")
        found = compare(CiteprocPy(), PandocCiteproc(), request)
        order = "same" if found.ordered else "other"
        took = time.perf_counter() - begun
        print(f"{style:44} {found.citations:9.1%} {found.entries:7.1%} {order:6} {took:6.1f}")
        for kind, mine, other in found.differences[: args.differences]:
            print(f"  {kind}\n    citeproc-py: {mine}\n    pandoc:      {other}", flush=True)


if __name__ == "__main__":
    main()
