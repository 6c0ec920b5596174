"""Keep finished files in the store with what was found in them, and put them into place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from chapbook.book import Artifact, Book, Target
from chapbook.finding import Finding, Severity
from chapbook.stages.examine import weigh
from chapbook.stages.inspect import Inspected, rejection
from chapbook.store import Store, write_whole


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
    inspected: Inspected,
) -> Kept:
    """Put a finished file into the store."""
    data = made.path.read_bytes()
    facts = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "pages": made.pages,
        "note": made.note,
        "findings": [finding.to_json() for finding in findings],
        "inspected": [finding.to_json() for finding in inspected.findings],
        "places": dict(inspected.places),
    }
    path = store.put("artifact", key, data, suffix)
    store.put("artifact", key, json.dumps(facts).encode(), ".json")
    return Kept(path, str(facts["sha256"]), made.pages, made.note, findings, inspected)


def recall(store: Store, key: str, suffix: str) -> Kept | None:
    """The file as an earlier build made it, None where there is none or it is not whole."""
    data, path = store.get("artifact", key, ".json"), store.find("artifact", key, suffix)
    if data is None or path is None:
        return None
    facts = json.loads(data)
    found = (tuple(map(Finding.from_json, facts[name])) for name in ("findings", "inspected"))
    findings, differences = found
    inspected = Inspected(differences, facts["places"])
    return Kept(path, facts["sha256"], facts["pages"], facts["note"], findings, inspected)


def put_into_place(
    kept: Kept, book: Book, target: Target, out: Path, suffix: str, seconds: float
) -> tuple[Artifact | None, tuple[Finding, ...]] | None:
    """The file at `out` and its findings; one that differs from the book stays beside it.

    So the last good file is left as it was. None where the store's own file is not whole.
    """
    weighed = tuple(weigh(book, iter(kept.inspected.findings)))
    errors = sum(finding.severity is Severity.ERROR for finding in weighed)
    rejected = out.with_name(f"{out.name.removesuffix(suffix)}.rejected{suffix}")
    place = rejected if errors else out
    if not (place.is_file() and _sha(place) == kept.sha256):
        data = kept.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            return None
        write_whole(place, data)
    findings = (*kept.findings, *weighed)
    if errors:
        told = rejection(book.manifest, target.name, errors, rejected)
        return None, (*findings, told)
    rejected.unlink(missing_ok=True)
    artifact = Artifact(
        target.name,
        out,
        out.stat().st_size,
        seconds,
        kept.pages,
        kept.note,
        kept.inspected.places,
    )
    return artifact, findings


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
