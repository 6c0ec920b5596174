"""Every program, library and font that a build may use: whether it is there, and how to get it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from chapbook.drawing_tools import survey_drawing_tools
from chapbook.errors import ChapbookError, ToolError
from chapbook.pandoc import SUPPORTED, find_pandoc, read_version, stranger_on_path
from chapbook.plugins.browsing.client import find_browser
from chapbook.plugins.engines import latex
from chapbook.plugins.epub3.epubcheck import find_epubcheck
from chapbook.process import Completed, find_program, run
from chapbook.store import Store, write_whole

#: The fonts of the LaTeX edition: the names under which they are installed, what they set, and
#: the package that brings them.
FONTS = (
    (("Charis SIL", "CharisSIL"), "text", "fonts-sil-charis"),
    (("Inter",), "headings and captions", "fonts-inter"),
    (("JetBrains Mono",), "code", "fonts-jetbrains-mono"),
)

_APT = "sudo apt-get install"
_PIP = "pip install"


@dataclass(frozen=True)
class Tool:
    """One tool: what it is for, whether it was found, and the command that installs it."""

    name: str
    purpose: str
    found: bool
    install: str
    version: str = ""
    note: str = ""
    required: bool = False


def survey_tools(store: Store) -> tuple[Tool, ...]:
    """Look for every tool."""
    return tuple(_tools(store))


def _tools(store: Store) -> Iterator[Tool]:
    yield _pandoc()
    yield _wheel("typst", "typst", "the embedded PDF engine; draws bitmaps", "typst")
    yield _wheel("svg2pdf-py", "svg2pdf_py", "drawings as vector PDF", "svg2pdf-py")
    yield _wheel("citeproc-py", "citeproc", "citations in a CSL style", "citeproc-py")
    yield _cache(store)
    yield _xelatex()
    yield _latex_packages()
    yield from _fonts()
    yield _java()
    yield _epubcheck()
    yield _browser()
    for tool in survey_drawing_tools():
        note = str(tool.program or "")
        yield Tool(tool.name, tool.purpose, tool.found, tool.install, tool.version, note)


def _pandoc() -> Tool:
    low, high = (".".join(map(str, version)) for version in SUPPORTED)
    purpose = f"reads and writes documents ({low} or newer, below {high})"
    install = f"{_PIP} --force-reinstall pypandoc_binary"
    try:
        path = find_pandoc()
        version = ".".join(map(str, read_version(path)))
    except ToolError as error:
        return Tool("pandoc", purpose, False, install, note=error.message, required=True)
    note = "; ".join([str(path), *_stranger()])
    return Tool("pandoc", purpose, True, install, version, note, required=True)


def _stranger() -> Iterator[str]:
    """The other Pandoc that a person's own `pandoc` would start, if there is one."""
    other = stranger_on_path()
    if other is None:
        return
    try:
        version = ".".join(map(str, read_version(other)))
    except ToolError:
        version = "of unknown version"
    yield f"another pandoc, {version}, comes first on PATH and is not used: {other}"


def _wheel(name: str, module: str, purpose: str, package: str) -> Tool:
    install = f"{_PIP} {package}"
    try:
        import_module(module)
        return Tool(name, purpose, True, install, metadata.version(package), required=True)
    except ImportError as error:
        return Tool(name, purpose, False, install, note=str(error), required=True)


def _cache(store: Store) -> Tool:
    purpose = "keeps what was made before"
    install = "set CHAPBOOK_CACHE to a folder that can be written"
    probe = store.root / ".probe"
    try:
        write_whole(probe, b"")
        probe.unlink(missing_ok=True)
    except OSError as error:
        note = f"{store.root}: {error.strerror or error}"
        return Tool("cache", purpose, False, install, note=note, required=True)
    note = f"{store.root} holds {_folder_size(store.root) / 1e6:.1f} MB; it may be deleted"
    return Tool("cache", purpose, True, install, note=note, required=True)


def _folder_size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            # A build beside us may put an entry into place while we count.
            total += path.stat().st_size if path.is_file() else 0
    return total


def _xelatex() -> Tool:
    purpose, install = "the LaTeX PDF engine; Typst is used where it is missing", _latex_install()
    path = find_program("xelatex")
    if path is None:
        return Tool("xelatex", purpose, False, install)
    said = _ask(latex.xelatex_version)
    return Tool("xelatex", purpose, bool(said), install, said.removeprefix("XeTeX "), str(path))


def _latex_packages() -> Tool:
    purpose = "KOMA-Script and the other LaTeX packages of the template"
    missing = latex.missing_files()
    note = f"missing: {', '.join(missing)}" if missing else f"all {len(latex.NEEDED)} found"
    return Tool("LaTeX packages", purpose, not missing, _latex_install(), note=note)


def _latex_install() -> str:
    return f"{_APT} {latex.PACKAGES}"


def _fonts() -> Iterator[Tool]:
    search = find_program("fc-list")
    listed = _run(search, "--format", "%{family}\n") if search else None
    lines = listed.stdout.decode("utf-8", "replace").splitlines() if listed else []
    families = {name.strip() for line in lines for name in line.split(",")}
    for names, purpose, package in FONTS:
        found = not families.isdisjoint(names)
        note = "" if search else "cannot tell: fc-list (package fontconfig) is not installed"
        yield Tool(
            names[0], f"font of the LaTeX edition: {purpose}", found, f"{_APT} {package}", note=note
        )


def _java() -> Tool:
    purpose, install = "runs EPUBCheck", f"{_APT} default-jre-headless"
    path = find_program("java")
    if path is None:
        return Tool("java", purpose, False, install)
    done = _run(path, "-version")
    lines = done.complaint.splitlines() if done and done.code == 0 else []
    version = lines[0].replace("version ", "").replace('"', "") if lines else ""
    return Tool("java", purpose, bool(lines), install, version, str(path))


def _epubcheck() -> Tool:
    purpose, install = "checks EPUB files", f"{_PIP} 'chapbook[check]'"
    path = find_epubcheck()
    if path is None:
        return Tool("epubcheck", purpose, False, install)
    return Tool("epubcheck", purpose, True, install, metadata.version("epubcheck"))


def _browser() -> Tool:
    purpose, path, install = "draws HTML and CSS diagrams", find_browser(), f"{_APT} chromium"
    if path is None:
        note = "no Chromium or Chrome on PATH or in CHAPBOOK_BROWSER"
        return Tool("browser", purpose, False, install, note=note)
    done = _run(path, "--version")
    said = done.stdout.decode("utf-8", "replace").strip() if done and done.code == 0 else ""
    return Tool("browser", purpose, bool(said), install, said, str(path))


def _run(program: Path, *args: str) -> Completed | None:
    try:
        return run([program, *args], timeout=60)
    except ToolError:
        return None


def _ask(question: Callable[[], str]) -> str:
    try:
        return question()
    except ChapbookError:
        return ""
