"""Find the citation style that a book names: its own, a shipped one, or one under an older name."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from chapbook.book import Book
from chapbook.errors import BookError, ChapbookError
from chapbook.registry import Registry

_CSL = "{http://purl.org/net/xbiblio/csl}"
#: A style may refer to one that refers to another; more steps are a circle.
_STEPS = 5


@dataclass(frozen=True)
class Style:
    """A style that comes with chapbook: its name, its title, and how it cites."""

    name: str
    title: str
    kind: str


def find_style(book: Book, registry: Registry, name: str) -> Path:
    """The independent CSL file that `name` stands for: `apa`, `vancouver`, `my-journal`.

    The book's `csl/` folder comes first, then plugins and the shipped styles, then older and short
    names. A dependent style gives its parent. Raises `BookError` with near names for a name that
    none has, and `ChapbookError` for a style whose parent is not at hand.
    """
    path = _find(book, registry, name)
    if path is None:
        raise BookError(
            f"there is no citation style '{name}'",
            path=book.root / book.manifest,
            hint=_advice(book, name),
        )
    for _ in range(_STEPS):
        parent = _parent(path)
        if parent is None:
            return path
        found = _find(book, registry, parent)
        if found is None:
            raise ChapbookError(
                f"the citation style only refers to another one, '{parent}', which is not at hand",
                hint=f"get https://www.zotero.org/styles/{parent} and put it into "
                f"{book.root / 'csl'} as {parent}.csl",
                path=path,
            )
        path = found
    raise ChapbookError(
        "the citation style refers to others in a circle",
        hint="get it again from https://www.zotero.org/styles",
        path=path,
    )


@cache
def shipped_styles() -> tuple[Style, ...]:
    """The styles that come with chapbook, by name."""
    folder = Path(str(files("chapbook.csl")))
    return tuple(_describe(path) for path in sorted(folder.glob("*.csl")))


@cache
def other_names() -> dict[str, str]:
    """Older and short names of the shipped styles, each with the name of its file."""
    path = Path(str(files("chapbook.csl"))) / "renamed-styles.json"
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names


def _find(book: Book, registry: Registry, name: str) -> Path | None:
    plain = _plain(name)
    for said in dict.fromkeys((name.removesuffix(".csl"), plain, other_names().get(plain, ""))):
        if not said or said != Path(said).name:
            continue
        own = book.root / "csl" / f"{said}.csl"
        if own.is_file():
            return own
        offered = registry.resource("csl", f"{said}.csl")
        if offered is not None:
            return offered
    return None


def _plain(name: str) -> str:
    """`https://www.zotero.org/styles/apa`, `apa.csl` and `APA` are all `apa`."""
    last = name.strip().rstrip("/").rpartition("/")[2]
    return "-".join(last.lower().removesuffix(".csl").split())


def _parent(path: Path) -> str | None:
    """The name of the style that a dependent style refers to, None for an independent one."""
    root = _parse(path)
    if fault := _style_fault(root):
        raise _unreadable(path, fault)
    if root.find(f"{_CSL}citation") is not None:
        return None
    for link in root.iterfind(f"{_CSL}info/{_CSL}link"):
        if link.get("rel") == "independent-parent":
            return _plain(link.get("href", ""))
    raise _unreadable(path, "it neither cites nor refers to a style that does")


def _style_fault(root: ElementTree.Element) -> str:
    """What makes an engine print nothing: no style at all, a macro that is missing or endless."""
    if root.tag != f"{_CSL}style":
        return "it is no CSL style"
    calls: dict[str, set[str]] = {
        macro.get("name", ""): {text.get("macro", "") for text in macro.iter() if text.get("macro")}
        for macro in root.iterfind(f"{_CSL}macro")
    }
    wanted = sorted({name for text in root.iter() if (name := text.get("macro"))})
    if missing := [name for name in wanted if name not in calls]:
        return f"it has no macro '{missing[0]}', which it uses"
    # What is left when macros that call only finished ones are taken away calls itself.
    while done := {name for name, called in calls.items() if not called & calls.keys()}:
        calls = {name: called for name, called in calls.items() if name not in done}
    return f"its macro '{min(calls)}' calls itself" if calls else ""


def _parse(path: Path) -> ElementTree.Element:
    try:
        return ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, OSError) as error:
        raise _unreadable(path, str(error)) from error


def _unreadable(path: Path, why: str) -> ChapbookError:
    return ChapbookError(
        f"the citation style cannot be read: {why}",
        hint="get it again from https://www.zotero.org/styles",
        path=path,
    )


def _describe(path: Path) -> Style:
    root = _parse(path)
    formats = (c.get("citation-format") for c in root.iterfind(f"{_CSL}info/{_CSL}category"))
    kind = next(filter(None, formats), root.get("class", ""))
    return Style(path.stem, root.findtext(f"{_CSL}info/{_CSL}title", path.stem), kind)


def _advice(book: Book, name: str) -> str:
    own = [path.stem for path in sorted((book.root / "csl").glob("*.csl"))]
    known = [*own, *(style.name for style in shipped_styles()), *other_names()]
    near = difflib.get_close_matches(_plain(name), known, n=3, cutoff=0.5)
    suggestion = f"did you mean {' or '.join(near)}? " if near else ""
    return f"{suggestion}`publish plugins` lists the styles at hand; any other goes into " + str(
        book.root / "csl"
    )
