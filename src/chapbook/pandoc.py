"""The only module that talks to Pandoc: find it, check its version, read and write with it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from chapbook import process
from chapbook.errors import RenderError, ToolError
from chapbook.process import Completed, find_program, run

#: Pandoc releases that chapbook is tested with: at least the first, below the second.
SUPPORTED = ((3, 6), (4, 0))

#: The Markdown that authors write: Pandoc's, as forgiving about blank lines as GitHub's, with
#: GitHub's alerts. References (`@fig:x`) are read as citations; the filter `crossref-marks` makes
#: text again of what is none, for handles are common in prose.
MARKDOWN = (
    "markdown-yaml_metadata_block-blank_before_header-blank_before_blockquote"
    "+lists_without_preceding_blankline+alerts+autolink_bare_uris"
)

_ADVICE = (
    "reinstall the one that comes with chapbook (`pip install --force-reinstall pypandoc_binary`), "
    "or set PYPANDOC_PANDOC to a supported pandoc"
)


@cache
def find_pandoc() -> Path:
    """The Pandoc to use: `PYPANDOC_PANDOC` where set, else the wheel's, else the one on PATH.

    Raises `ToolError` when there is none or its version is not supported.
    """
    path = _candidate()
    found = read_version(path)
    low, high = SUPPORTED
    if not low <= found < high:
        raise ToolError(
            f"{path} is Pandoc {_dotted(found)}; chapbook needs {_dotted(low)} or newer, "
            f"below {_dotted(high)}",
            hint=_ADVICE,
        )
    return path


@cache
def read_version(path: Path) -> tuple[int, ...]:
    """The version of the Pandoc at `path`, as numbers."""
    said = run([path, "--version"], timeout=30).stdout.decode("utf-8", "replace")
    match = re.match(r"pandoc\S*\s+([\d.]+\d)", said)
    if not match:
        raise ToolError(f"{path} does not answer `--version` as Pandoc does", hint=_ADVICE)
    return tuple(int(part) for part in match.group(1).split("."))


def used_version() -> str:
    """The version of the Pandoc in use, as it is written: `3.9.1`."""
    return _dotted(read_version(find_pandoc()))


def stranger_on_path() -> Path | None:
    """A Pandoc first on PATH that is not the one chapbook uses; None if there is none."""
    first = find_program("pandoc")
    return first if first and first.resolve() != find_pandoc().resolve() else None


def _candidate() -> Path:
    named = os.environ.get("PYPANDOC_PANDOC")
    if named:
        path = Path(named)
        if not path.is_file():
            raise ToolError(f"PYPANDOC_PANDOC names {named}, which is not a file", hint=_ADVICE)
        return path
    bundled = Path(pypandoc.__file__).parent / "files" / "pandoc"
    if bundled.is_file():
        return bundled
    found = find_program("pandoc")
    if found is None:
        raise ToolError("Pandoc was not found", hint=_ADVICE)
    return found


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


def read_markdown(text: str, *, timeout: float = 120) -> bytes:
    """Markdown → Pandoc's JSON. The reader is sandboxed: it opens no other file."""
    args = ["--from", MARKDOWN, "--to", "json", "--sandbox"]
    return _checked(args, text.encode(), timeout).stdout


def convert(text: str, source: str, to: str, *, timeout: float = 120) -> str:
    """Text in one of Pandoc's formats → another; sandboxed. For bibliographies, `biblatex`."""
    args = ["--from", source, "--to", to, "--sandbox", "--wrap", "none"]
    return _checked(args, text.encode(), timeout).stdout.decode()


def write(
    document: bytes,
    to: str,
    *,
    out: Path | None = None,
    args: Sequence[str | Path] = (),
    cwd: Path | None = None,
    timeout: float = 600,
    epoch: int = 0,
) -> bytes:
    """Pandoc's JSON → another format, to `out` or returned.

    `epoch` is the date, in seconds since 1970, that the file claims for itself.
    """
    target: list[str | Path] = ["--output", out] if out else []
    argv = ["--from", "json", "--to", to, *args, *target]
    return _checked(argv, document, timeout, cwd, epoch).stdout


def cite(
    meta: Mapping[str, Any],
    blocks: Sequence[Mapping[str, Any]],
    bibliography: bytes,
    style: Path,
    *,
    timeout: float = 600,
) -> list[dict[str, Any]]:
    """Have Pandoc's citeproc print the citations of a document and its list of works.

    `bibliography` is CSL JSON. Pandoc is sandboxed: it reads copies of this and of the style, no
    other file, and nothing from the network.
    """
    document = {"pandoc-api-version": _api_version(), "meta": meta, "blocks": blocks}
    with TemporaryDirectory() as folder:
        # Names of our own, so that what Pandoc says of a file does not depend on the folder.
        Path(folder, "works.json").write_bytes(bibliography)
        Path(folder, "style.csl").write_bytes(style.read_bytes())
        args = ["--from", "json", "--to", "json", "--sandbox", "--citeproc"]
        files = ["--bibliography", "works.json", "--csl", "style.csl"]
        text = json.dumps(document).encode()
        found = json.loads(_checked([*args, *files], text, timeout, Path(folder)).stdout)
    cited: list[dict[str, Any]] = found["blocks"]
    return cited


@cache
def _api_version() -> list[int]:
    """The version of the document model that this Pandoc speaks."""
    version: list[int] = json.loads(read_markdown(""))["pandoc-api-version"]
    return version


def hand_over(args: Sequence[str | Path], env: Mapping[str, str]) -> int:
    """Run Pandoc with a person's own arguments and environment; returns its exit code."""
    return process.hand_over([find_pandoc(), *args], env)


def _checked(
    args: Sequence[str | Path],
    stdin: bytes,
    timeout: float,
    cwd: Path | None = None,
    epoch: int = 0,
) -> Completed:
    env = {"SOURCE_DATE_EPOCH": str(epoch)}
    done = run([find_pandoc(), *args], stdin=stdin, timeout=timeout, cwd=cwd, env=env)
    if done.code != 0:
        said = done.complaint.splitlines() or [f"exit code {done.code}"]
        raise RenderError(f"Pandoc stopped: {said[0]}", hint="\n".join(said[1:6]) or None)
    return done
