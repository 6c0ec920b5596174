"""Every format of a book with every kind of label agrees with its outline, and faults are found."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from labeled_book import FILES
from seeded_faults import DOCX_FAULTS, EPUB_FAULTS, LAMPS
from support import BookTest, Built

from chapbook.finding import Finding
from chapbook.stages import render
from chapbook.stages.inspect import Inspected, inspect

HAS_TEX = shutil.which("xelatex") is not None
PDFS = ("typst-pdf", *(["pdf"] if HAS_TEX else []))
TARGETS = (*PDFS, "docx", "epub")


@dataclass(frozen=True)
class Inspection:
    """A book built to every format, with what the gate was given for each."""

    book: BookTest
    built: Built
    given: Mapping[str, tuple[Any, ...]]

    def of(self, target: str, file: Path) -> tuple[Finding, ...]:
        """What the gate says of another file in the place of the target's own."""
        manuscript, expected, _, format, bench, *_ = self.given[target]
        return inspect(manuscript, expected, file, format, bench).findings


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    folder = tmp_path_factory.mktemp("labeled")
    book = BookTest(folder / "handbook", FILES)
    given: dict[str, tuple[Any, ...]] = {}

    def remember(*args: Any) -> Inspected:
        given[args[0].target.name] = args
        return inspect(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "inspect", remember)
        return Inspection(book, book.build(*TARGETS, store=folder / "store"), given)


def test_every_format_agrees_with_the_outline(inspection: Inspection) -> None:
    assert [f.message for f in inspection.built.findings if f.code == "parity"] == []
    assert inspection.built.report.failures == ()


@pytest.mark.parametrize("target", TARGETS)
def test_every_label_has_a_place_in_every_file(inspection: Inspection, target: str) -> None:
    artifact = next(a for a in inspection.built.report.artifacts if a.target == target)
    anchors = {label.anchor for label in inspection.book.outline()}
    assert set(artifact.places) == anchors
    assert all(artifact.places.values())


@pytest.mark.parametrize("target", TARGETS)
def test_an_untouched_file_is_without_fault(inspection: Inspection, target: str) -> None:
    assert inspection.of(target, inspection.built.of(target)) == ()


def tampered(path: Path, out: Path, old: str, new: str) -> Path:
    """A copy of a zip file in which what a pattern finds in its XML, in one place, is `new`."""
    places = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename.endswith(("html", ".xml", "document.xml.rels")):
                text, count = re.subn(old, new, data.decode(), flags=re.DOTALL)
                data = text.encode()
                places += count
            target.writestr(info, data)
    assert places == 1, f"{old!r} is in {places} places"
    return out


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.place}: {finding.message}" for finding in findings]


@pytest.mark.parametrize("fault", EPUB_FAULTS)
def test_a_fault_in_an_epub_is_told_with_its_place(
    inspection: Inspection, tmp_path: Path, fault: str
) -> None:
    old, new, message = EPUB_FAULTS[fault]
    file = tampered(inspection.built.of("epub"), tmp_path / "book.epub", re.escape(old), new)
    found = told(inspection.of("epub", file))
    assert len(found) == 1, found
    assert found[0].startswith(message)


@pytest.mark.parametrize("fault", DOCX_FAULTS)
def test_a_fault_in_a_docx_is_told_with_its_place(
    inspection: Inspection, tmp_path: Path, fault: str
) -> None:
    old, new, message = DOCX_FAULTS[fault]
    file = tampered(inspection.built.of("docx"), tmp_path / "book.docx", old, new)
    found = told(inspection.of("docx", file))
    assert any(one.startswith(message) for one in found), "\n".join(found)
    assert len(found) <= 3, found


#: What is changed in the sources of another book, whose PDF is then taken for the first one's.
CHANGES = {
    "chapters/01-lamps.md": [
        ("^[Wicks are *woven*, never spun.]", ""),
        (" [Source: Hale, 2019]", ""),
        ("![A lamp, lit](../assets/lamp.svg){#fig:lamp}", "![](../assets/lamp.svg)"),
        ("register?year=1871", "register?year=1872"),
        ("[-@fig:lamp]", "1.2"),
        ("$$ \\Phi", "$$ a = b $$ {#eq:other}\n\nSo much for that.\n\nAnd now:\n\n$$ \\Phi"),
    ],
    "chapters/02-lenses.md": [("{#fig:prism}", "{#fig:prism label=2.4}")],
    "chapters/03-weather.md": [("## Wind & Waves\n\n### Gale {#sec:gale}", "## Gale {#sec:gale}")],
    "chapters/90-signals.md": [("See @fig:flags.", "See Figure A.2.")],
}
PDF_FAULTS = {
    "a dropped footnote": f"{LAMPS}:1: # the footnote 'Wicks are woven, never spun.' is missing",
    "a missing citation": f"{LAMPS}:1: # '(Hale 2019)' is missing in its place",
    "a dropped caption": f"{LAMPS}:8: # 'Figure 1.1: A lamp, lit' is missing",
    "a shifted number of an equation": f"{LAMPS}:18: # shows",
    "a shifted number of a figure": "chapters/02-lenses.md:8: # shows",
    "a missing heading": "chapters/03-weather.md:5: # 'Section 3.1: Wind & Waves' is missing",
    "a heading with another number": "chapters/03-weather.md:7: # shows",
    "a lost link": f"{LAMPS}:1: # the link 'keepers’ register' to ",
    "a lost reference": f"{LAMPS}:1: # the link '1.1' to #lamps--fig-lamp: the file shows",
    "a missing reference": "chapters/90-signals.md:1: # the link 'Figure A.1' to #signals",
}


@pytest.fixture(scope="module", params=PDFS)
def changed(
    request: pytest.FixtureRequest,
    inspection: Inspection,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, tuple[str, ...]]:
    """A target, and what the gate says when the PDF of a changed book is taken for the book's."""
    folder = tmp_path_factory.mktemp("changed")
    files = dict(FILES)
    for name, changes in CHANGES.items():
        text = str(files[name])
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        files[name] = text
    book = BookTest(folder / "handbook", files)
    built = book.build(request.param, store=folder / "store", keep_going=True)
    return request.param, tuple(told(inspection.of(request.param, built.of(request.param))))


@pytest.mark.parametrize("fault", PDF_FAULTS)
def test_a_fault_in_a_pdf_is_told_with_its_place(
    changed: tuple[str, tuple[str, ...]], fault: str
) -> None:
    target, found = changed
    message = PDF_FAULTS[fault].replace("#", f"{target}:", 1)
    assert any(one.startswith(message) for one in found), "\n".join(found)


@pytest.mark.parametrize("target", PDFS)
def test_a_dead_link_in_a_pdf_is_told(inspection: Inspection, tmp_path: Path, target: str) -> None:
    file = tmp_path / "book.pdf"
    with pikepdf.open(inspection.built.of(target)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        del names["signals--fig-flags"]
        pdf.save(file)
    assert told(inspection.of(target, file)) == [
        f"chapters/90-signals.md:3: {target}: 'Figure A.1: Flags at the mast' is missing",
        f"chapters/90-signals.md:1: {target}: a link leads to 'signals--fig-flags', "
        "which is not there",
    ]
