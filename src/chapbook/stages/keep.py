"""Keep finished files in the store with what was found in them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from chapbook.book import Artifact
from chapbook.finding import Finding
from chapbook.stages.inspect import Inspected
from chapbook.store import Store

#: Kinds of entries: files that were looked at, and those that were not.
_SEEN, _UNSEEN = "artifact", "uninspected"


@dataclass(frozen=True)
class Kept:
    """A finished file in the store: its bytes' place and all that is told of it."""

    path: Path
    sha256: str
    pages: int | None
    note: str | None
    findings: tuple[Finding, ...]
    inspected: Inspected


def keep(
    store: Store,
    key: str,
    suffix: str,
    made: Artifact,
    findings: tuple[Finding, ...],
    inspected: Inspected | None,
) -> Kept:
    """Put a finished file into the store; `inspected` is None where nobody has looked at it."""
    kind = _UNSEEN if inspected is None else _SEEN
    inspected = inspected or Inspected()
    data = made.path.read_bytes()
    facts = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "pages": made.pages,
        "note": made.note,
        "findings": [finding.to_json() for finding in findings],
        "inspected": [finding.to_json() for finding in inspected.findings],
        "places": dict(inspected.places),
    }
    path = store.put(kind, key, data, suffix)
    store.put(kind, key, json.dumps(facts).encode(), ".json")
    return Kept(path, str(facts["sha256"]), made.pages, made.note, findings, inspected)


def recall(store: Store, key: str, suffix: str, *, inspects: bool = True) -> Kept | None:
    """The file as an earlier build made it, None where there is none or it is not whole.

    One that nobody has looked at is none where the build inspects; where it does not, what was
    found in the file before is left out.
    """
    seen = _recall(store, _SEEN, key, suffix)
    if inspects:
        return seen
    if seen is None:
        return _recall(store, _UNSEEN, key, suffix)
    return replace(seen, inspected=replace(seen.inspected, findings=()))


def _recall(store: Store, kind: str, key: str, suffix: str) -> Kept | None:
    data, path = store.get(kind, key, ".json"), store.find(kind, key, suffix)
    if data is None or path is None:
        return None
    facts = json.loads(data)
    found = (tuple(map(Finding.from_json, facts[name])) for name in ("findings", "inspected"))
    findings, differences = found
    inspected = Inspected(differences, facts["places"])
    return Kept(path, facts["sha256"], facts["pages"], facts["note"], findings, inspected)
