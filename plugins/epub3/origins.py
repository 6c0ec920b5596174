"""Lead what a validator says of a page back to the chapter that the page was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from chapbook.finding import Finding
from chapbook.outline import Label, Outline

_ID = re.compile(r'\bid="([^"]+)"')


def tell_origins(
    findings: Iterable[Finding], files: Mapping[str, bytes], outline: Outline
) -> Iterator[Finding]:
    """Each finding at the last heading, figure or table before its place, where there is one.

    `files` are those of the package, by their names.
    """
    labels = {label.anchor: label for plan in outline.plans for label in plan.labels}
    for finding in findings:
        name = "/".join(finding.path.parts[1:]) if finding.path else ""
        label = _last_before(files.get(name, b""), finding.line, labels)
        if label is None or label.chapter is None:
            yield finding
            continue
        place = name if finding.line is None else f"{name}:{finding.line}"
        message = f"{finding.message} (in {place})"
        yield replace(finding, message=message, path=label.chapter, line=label.line, column=None)


def _last_before(page: bytes, line: int | None, labels: Mapping[str, Label]) -> Label | None:
    """The label that begins last before the end of a line; without a line, the page's first."""
    lines = page.decode("utf-8", "replace").split("\n")
    text = "\n".join(lines[:line])
    found = [labels[name] for name in _ID.findall(text) if name in labels]
    if not found:
        return None
    return found[0] if line is None else found[-1]
