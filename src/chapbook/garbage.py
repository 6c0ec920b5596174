"""Let Python look for garbage as seldom as suits a run that builds large trees and then ends."""

from __future__ import annotations

import gc

#: New objects until the youngest are looked through, and how often that is until older ones are.
#: Python's own 700 look through a chapter's tree again and again while it grows, in which a third
#: of the time goes; a chapter has 40,000 objects, so that a few are in memory at a time.
_THRESHOLDS = (100_000, 10, 10)


def collect_seldom() -> None:
    """Leave what has been imported out of it, and collect by thresholds of our own."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
