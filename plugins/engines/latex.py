"""Run XeLaTeX: find it, set its limits, make as many passes as the book needs, read its log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from chapbook.errors import RenderError, ToolError
from chapbook.finding import Finding
from chapbook.plugins.engines.latex_log import (
    TexError,
    asks_for_rerun,
    count_pages,
    read_errors,
    read_findings,
)
from chapbook.plugins.engines.latex_memory import forget, keep, page_numbers, recall
from chapbook.plugins.engines.places import Places
from chapbook.process import find_program, run

#: What has to be installed beyond XeTeX itself, and the Debian and Ubuntu packages that bring it.
NEEDED = (
    "scrbook.cls",
    "scrlayer-scrpage.sty",
    "fontspec.sty",
    "microtype.sty",
    "booktabs.sty",
    "fvextra.sty",
    "tcolorbox.sty",
    "placeins.sty",
    "geometry.sty",
    "bookmark.sty",
    "xurl.sty",
    "multirow.sty",
    "pzdr.tfm",  # hyperref sets links with it
)
PACKAGES = (
    "texlive-xetex texlive-latex-recommended texlive-latex-extra "
    "texlive-fonts-recommended lmodern "
    "fonts-sil-charis fonts-inter fonts-jetbrains-mono"
)

#: More passes than this mean that the page numbers never settle.
MOST_PASSES = 4

_SOURCE = "book.tex"


@dataclass(frozen=True)
class Typeset:
    """What XeLaTeX made: the PDF, its pages, and what the log says about the manuscript."""

    path: Path
    pages: int
    findings: tuple[Finding, ...]


@cache
def find_xelatex() -> Path | None:
    """XeLaTeX, if it is there with all that our template needs; None otherwise."""
    program = find_program("xelatex")
    return program if program is not None and not missing_files() else None


@cache
def missing_files() -> tuple[str, ...]:
    """Which of the needed files this TeX installation lacks."""
    search = find_program("kpsewhich")
    if search is None:
        return NEEDED
    found = run([search, *NEEDED], timeout=60).stdout.decode("utf-8", "replace")
    names = {Path(line).name for line in found.splitlines()}
    return tuple(name for name in NEEDED if name not in names)


@cache
def xelatex_version() -> str:
    """What XeLaTeX says of itself, or `missing`."""
    program = find_program("xelatex")
    if program is None:
        return "missing"
    said = run([program, "--version"], timeout=60).stdout.decode("utf-8", "replace")
    return said.split("\n", 1)[0].strip()


def typeset(
    source: str,
    folder: Path,
    root: Path,
    manifest: PurePosixPath,
    *,
    timeout: float,
    epoch: int,
    memory: Path | None = None,
) -> Typeset:
    """Make a PDF of LaTeX source in `folder`.

    `root` and `manifest` (the book's folder, its manifest's name) are for telling where an error
    comes from. With the page numbers of the last build, which `memory` keeps, one pass is enough
    where they have not moved. Without, the first pass writes no PDF, and passes after the second
    are made only when page numbers moved.
    """
    program = find_xelatex()
    if program is None:
        raise ToolError(
            "XeLaTeX cannot be used: " + (", ".join(missing_files()) or "it is not installed"),
            hint=f"apt install {PACKAGES}; or set the target's `engine` to typst",
        )
    (folder / _SOURCE).write_text(source, "utf-8")
    places = Places(source, root)
    runner = _Runner(program, folder, places, timeout, epoch)
    log = runner.again() if memory is not None and recall(memory, folder, _SOURCE) else None
    if log is None:
        (folder / _SOURCE).with_suffix(".toc").write_text(expected_contents(source), "utf-8")
        log = runner.from_nothing()
    if memory is not None:
        keep(memory, folder, _SOURCE)
    aux, toc = (_read((folder / _SOURCE).with_suffix(kind)) for kind in (".aux", ".toc"))
    findings = read_findings(log, places, manifest, aux, toc)
    return Typeset((folder / _SOURCE).with_suffix(".pdf"), count_pages(log), findings)


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def expected_contents(source: str) -> str:
    """A table of contents with no page numbers yet, as long as the real one will be.

    Reading it in the first pass puts the pages after it where they will be, so that two passes
    are enough.
    """
    begin = source.find(r"\begin{document}")
    headings = re.finditer(
        r"^\\(chapter|section)(\*?)\{(.*?)\}(?:\\label\{[^}]*\})?$|^\\(part)\{(.*?)\}\\label",
        source[max(begin, 0) :],
        re.M,
    )
    lines = []
    for match in headings:
        level = match[1] or match[4]
        number = "" if match[2] else r"\numberline {0.0}"
        title = match[3] if match[1] else match[5]
        lines.append(rf"\contentsline {{{level}}}{{{number}{title}}}{{0}}{{}}%")
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class _Runner:
    """Runs passes until page numbers have settled, and returns the last one's log."""

    program: Path
    folder: Path
    places: Places
    timeout: float
    epoch: int

    def from_nothing(self) -> str:
        """The passes of a book of which no page number is known."""
        self._pass(writes=False)
        return self._settle()

    def again(self) -> str | None:
        """The passes of a book whose page numbers are those of an earlier build.

        None where they led into an error: then they are forgotten.
        """
        try:
            return self._settle()
        except RenderError:
            forget(self.folder, _SOURCE)
            return None

    def _settle(self) -> str:
        log = ""
        for _ in range(MOST_PASSES - 1):
            before = page_numbers(self.folder, _SOURCE)
            log = self._pass(writes=True)
            if page_numbers(self.folder, _SOURCE) == before and not asks_for_rerun(log):
                break
        return log

    def _pass(self, *, writes: bool) -> str:
        """One pass; returns its log, or raises `RenderError` with the first error."""
        args = ["-no-shell-escape", "-interaction=nonstopmode", "-file-line-error", "-8bit"]
        done = run(
            [self.program, *args, *([] if writes else ["-no-pdf"]), _SOURCE],
            cwd=self.folder,
            timeout=self.timeout,
            env=_environment(self.epoch),
        )
        log = _read((self.folder / _SOURCE).with_suffix(".log"))
        errors = read_errors(log, self.places, _SOURCE)
        if errors:
            raise _render_error(errors)
        if done.code != 0:
            said = (done.complaint or done.stdout.decode("utf-8", "replace")).strip().splitlines()
            raise RenderError(f"XeLaTeX stopped with exit code {done.code}: {' '.join(said[-1:])}")
        return log


def _environment(epoch: int) -> dict[str, str]:
    """TeX reads and writes nothing outside its folder, makes no fonts and knows no clock."""
    return {
        "openin_any": "p",
        "openout_any": "p",
        "SOURCE_DATE_EPOCH": str(epoch),
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "20000",
        "error_line": "254",
        "half_error_line": "238",
        "MKTEXTFM": "0",
        "MKTEXMF": "0",
        "MKTEXPK": "0",
    }


def _render_error(errors: tuple[TexError, ...]) -> RenderError:
    first, others = errors[0], errors[1:]
    told = [f"TeX's own message: {first.message}"]
    told += [f"also: {_placed(error)}" for error in others[:4]]
    if len(others) > 4:
        told.append(f"and {len(others) - 4} more")
    spot = first.spot
    return RenderError(
        first.plain,
        hint="\n".join(told),
        path=Path(spot.path) if spot else None,
        line=spot.line if spot else None,
    )


def _placed(error: TexError) -> str:
    return f"{error.spot.path}:{error.spot.line}: {error.plain}" if error.spot else error.plain
