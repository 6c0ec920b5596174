"""Compare the two citation engines on every shipped style.

    python benchmarks/compare_engines.py [--works 200] [--seed 4] [--style NAME]... [--all]
        [--differences 20]

Prints the share of citations and entries that both print alike, without and with the differences
that `tests/engine_differences.py` argues; how many each argument stands for; and the first
differences that are left (`--all`: those that are argued, too).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from engine_agreement import compare, varied_request, varied_works
from engine_differences import ARGUED

from chapbook.csl_styles import shipped_styles
from chapbook.plugins.citations.citeproc_py import CiteprocPy
from chapbook.plugins.citations.pandoc_citeproc import PandocCiteproc


def main() -> None:
    """Print a table, then the differences."""
    parser = argparse.ArgumentParser(description="Compare the citation engines.")
    parser.add_argument("--works", type=int, default=200)
    parser.add_argument("--style", action="append", help="only this style; may be given again")
    parser.add_argument("--differences", type=int, default=0, help="how many to show of each style")
    parser.add_argument("--seed", type=int, default=4, help="other works")
    parser.add_argument("--all", action="store_true", help="show those that are argued, too")
    args = parser.parse_args()
    works = varied_works(args.works, args.seed)
    folder = Path(str(files("chapbook.csl")))
    print(f"{'':44} {'alike':^17}   {'argued':^17}")
    print(f"{'style':44} citations entries   citations entries order  seconds")
    counts: Counter[str] = Counter()
    for style in args.style or [style.name for style in shipped_styles()]:
        begun = time.perf_counter()
        request = varied_request(works, folder / f"{style}.csl")
        found = compare(CiteprocPy(), PandocCiteproc(), request)
        order = "same" if found.ordered else "other"
        took = time.perf_counter() - begun
        shares = "  ".join(
            f"{found.share('citation', argued):9.1%} {found.share('entry', argued):7.1%}"
            for argued in (False, True)
        )
        print(f"{style:44} {shares} {order:6} {took:6.1f}")
        counts.update(name for difference in found.differences for name in difference.argued)
        shown = found.differences if args.all else found.unargued
        for one in shown[: args.differences]:
            print(f"  {one.kind} {' + '.join(one.argued)}\n    citeproc-py: {one.mine}")
            print(f"    pandoc:      {one.other}", flush=True)
    for argument in ARGUED:
        print(f"{counts[argument.name]:5} {argument.name}: {argument.source}")


if __name__ == "__main__":
    main()
