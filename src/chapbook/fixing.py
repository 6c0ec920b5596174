"""Apply the fixes of findings to their files, and show them as a patch that `git apply` takes.

Everything of a file but what its fixes name stays byte for byte as it is: line ends, a byte order
mark, a missing end of the last line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby
from pathlib import Path, PurePosixPath

from chapbook.finding import Finding, Fix
from chapbook.store import write_whole

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"
#: Characters that Markdown may read as more than text.
_MARKUP = re.compile(r"[\\`*_\[\]<>$^~|{}@#]|&\w+;|\n")


@dataclass(frozen=True)
class Patch:
    """What the fixes of one file make of it; `path` is relative to the book's folder.

    `refused` are findings whose fix was left out: its text is not at its place, or another fix
    changes the same place.
    """

    path: PurePosixPath
    before: str
    after: str
    applied: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()


def patch_files(root: Path, findings: Iterable[Finding]) -> tuple[Patch, ...]:
    """What the findings' fixes make of the files of the book at `root`; nothing is written."""
    fixable = sorted((f for f in findings if f.fix), key=lambda finding: str(finding.path))
    groups = groupby(fixable, key=lambda finding: finding.path)
    return tuple(_patch(root, path, tuple(group)) for path, group in groups)


def write_patches(root: Path, patches: Iterable[Patch]) -> None:
    """Write each changed file whole; its permissions stay, and so does a link to it."""
    for patch in patches:
        if patch.after != patch.before:
            path = (root / patch.path).resolve()
            mode = path.stat().st_mode
            write_whole(path, patch.after.encode())
            path.chmod(mode)


def patch_base(root: Path) -> Path:
    """The folder that a patch's paths count from: the current one if the book lies in it.

    Otherwise it is the book's own folder: `git apply` takes no path that leads out of its folder.
    """
    here = Path.cwd()
    return here if root.resolve().is_relative_to(here) else root.resolve()


def unified(patches: Iterable[Patch], root: Path, base: Path) -> str:
    """The patches as one unified diff, for `git apply` or `patch -p1` in the folder `base`."""
    return "".join(piece for patch in patches for piece in _diff(patch, root, base))


def as_markdown(text: str) -> str | None:
    """A plain text as an author types it in Markdown, None where that would take marks.

    Quotation marks are straight: Pandoc curls them.
    """
    typed = text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    return None if _MARKUP.search(typed) else typed


def _patch(root: Path, path: PurePosixPath, findings: Sequence[Finding]) -> Patch:
    text = _text(root, path)
    if text is None:
        return Patch(path, "", "", refused=tuple(findings))
    starts = [len(_MARK) * text.startswith(_MARK), *(m.end() for m in _LINE_END.finditer(text))]
    spans: dict[Fix, tuple[int, int]] = {}
    applied, refused = [], []
    for finding in findings:
        fix = finding.fix
        if fix is None:
            continue
        span = spans.get(fix) or _span(text, starts, fix)
        others = [other for known, other in spans.items() if known != fix]
        if span is None or any(_clash(span, other) for other in others):
            refused.append(finding)
        else:
            spans[fix] = span
            applied.append(finding)
    return Patch(path, text, _replace(text, spans), tuple(applied), tuple(refused))


def _text(root: Path, path: PurePosixPath) -> str | None:
    """The text of a file that may be changed: one of the book, in UTF-8."""
    file = (root / path).resolve()
    try:
        return file.read_bytes().decode() if file.is_relative_to(root.resolve()) else None
    except (OSError, UnicodeDecodeError):
        return None


def _span(text: str, starts: Sequence[int], fix: Fix) -> tuple[int, int] | None:
    """Where the text that a fix replaces stands, None where it is not there."""
    if not 0 < fix.line <= len(starts) or fix.column < 1:
        return None
    place = starts[fix.line - 1] + fix.column - 1
    pattern = f"(?:{_LINE_END.pattern})".join(map(re.escape, fix.old.split("\n")))
    found = re.compile(pattern).match(text, place)
    limit = starts[fix.line] if fix.line < len(starts) else len(text) + 1
    return found.span() if found and place < limit else None


def _clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character, or would put something in at one place."""
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])


def _replace(text: str, spans: dict[Fix, tuple[int, int]]) -> str:
    first = _LINE_END.search(text)
    line_end = first.group() if first else "\n"
    for fix, (start, end) in sorted(spans.items(), key=lambda item: item[1], reverse=True):
        text = text[:start] + fix.new.replace("\n", line_end) + text[end:]
    return text


def _diff(patch: Patch, root: Path, base: Path) -> Iterator[str]:
    path = (root.resolve() / patch.path).relative_to(base).as_posix()
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (patch.before, patch.after))
    lines = unified_diff(before, after, _name(f"a/{path}"), _name(f"b/{path}"))
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """A path as Git writes it in a patch: in quotes with escapes, or ended by a tab, at need."""
    if re.search(r'[\x00-\x1f"\\\x7f]', path):
        return '"' + re.sub(r'[\x00-\x1f"\\\x7f]', lambda m: f"\\{ord(m[0]):03o}", path) + '"'
    return f"{path}\t" if " " in path else path
