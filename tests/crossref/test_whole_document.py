"""A document with everything in it, by the real Pandoc and the real program, in each format."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import PNG

from chapbook.pandoc import find_pandoc

SOURCE = Path(__file__).with_name("whole.markdown")
IMAGES = ("map", "pier", "crane", "tide", "free", "north", "south")

#: What the sentences of the document say, plain and by chapters.
SAID = {
    "REF1": "the harbor (see plates 2-4) and plate 1.",
    "REF2": "forces in eq. 1, boxes in tbl. 1, and secs. 1, 1.1, 2.",
    "REF3": "lsts. 1-3, and one alone, Lst. 1.",
    "REF4": "Plate 2, tbl. 1, lst. 1, plates 3, 4, [@conrad1902].",
    "REF5": "both sides in plate 5, the north in plate 5 (a), and Plate 3, left.",
    "REF6": "4 and sec. A.1.",
}
BY_CHAPTER = {
    "REF1": "the harbor (see plates 1.1-1.3) and plate 1.",
    "REF2": "forces in eq. 1.1, boxes in tbl. 1.1, and secs. 1, 1.1, 2.",
    "REF3": "lsts. 1.1, 2.1, 2.2, and one alone, Lst. 1.1.",
    "REF4": "Plate 1.1, tbl. 1.1, lst. 1.1, plates 1.2, 1.3, [@conrad1902].",
    "REF5": "both sides in plate 1.4, the north in plate 1.4 (a), and Plate 1.2, left.",
    "REF6": "1.3 and sec. A.1.",
}
CAPTIONS = (
    "Plate 1: A map",
    "Plate 4: The tide",
    "Plate 5: The two sides. a — North side, b — South side",
    "Table 1 – Boxes",
    "Table 2 – Ropes",
    "Listing 1: Lift it",
    "Listing 2: Rest",
    "Listing 3: Go home",
)
LISTED = ("1. A map", "5. The two sides", "5 (a). North side", "2. Ropes", "3. Go home")


def run_pandoc(folder: Path, *args: str) -> str:
    """Run Pandoc with the program on PATH; returns what it printed."""
    for name in IMAGES:
        (folder / f"{name}.png").write_bytes(PNG)
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    env["HOME"] = str(folder)
    done = subprocess.run(
        [find_pandoc(), "--wrap=none", *args],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def written(folder: Path, format: str, *args: str) -> str:
    """The document in a format, read back as HTML where it is a file."""
    filter = ("--filter", "publish-crossref", str(SOURCE), *args)
    if format in ("docx", "epub"):
        run_pandoc(folder, *filter, "-s", "-o", f"whole.{format}")
        return run_pandoc(folder, f"whole.{format}", "-t", "html")
    return run_pandoc(folder, *filter, "-t", format)


def sentences(text: str) -> dict[str, str]:
    """What stands after `REF1: `, spaces made plain."""
    flat = re.sub(r"\s+", " ", text.replace("\u00a0", " "))
    parts = re.split(r"(REF\d): ", flat)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {name: value.strip() for name, value in said.items()}


def as_text(format: str, folder: Path, *args: str) -> str:
    text = re.sub(
        r"</?(?:p|div|h\d|figcaption|figure|table|li|br)\b[^>]*>",
        "\n",
        written(folder, format, *args),
    )
    return re.sub(r"<[^>]+>", "", text)


@pytest.mark.parametrize("format", ["html", "docx", "epub"])
def test_every_reference_says_its_number(format: str, tmp_path: Path) -> None:
    said = sentences(as_text(format, tmp_path))
    for name, sentence in SAID.items():
        assert said[name].startswith(sentence), (name, said[name])


@pytest.mark.parametrize("format", ["html", "docx", "epub"])
def test_every_reference_says_its_number_by_chapters(format: str, tmp_path: Path) -> None:
    said = sentences(as_text(format, tmp_path, "-M", "chapters"))
    for name, sentence in BY_CHAPTER.items():
        assert said[name].startswith(sentence), (name, said[name])


@pytest.mark.parametrize("format", ["html", "docx", "epub"])
def test_every_caption_and_every_list_has_its_number(format: str, tmp_path: Path) -> None:
    flat = re.sub(r"\s+", " ", as_text(format, tmp_path))
    for caption in (*CAPTIONS, *LISTED):
        assert caption in flat, caption
    assert "Plate 6" not in flat
    assert "All Plates" in flat and "List of Tables" in flat


def test_equations_are_numbered_in_word(tmp_path: Path) -> None:
    written(tmp_path, "docx")
    with zipfile.ZipFile(tmp_path / "whole.docx") as file:
        text = file.read("word/document.xml").decode()
    math = ["".join(re.findall(r"<m:t>([^<]*)", part)) for part in text.split("<m:oMath>")[1:]]
    assert [re.sub(r".*\((\d)\)", r"\1", part) for part in math] == ["1", "2", "3"]


def test_links_lead_to_what_they_name(tmp_path: Path) -> None:
    html = written(tmp_path, "html", "-M", "linkReferences")
    ids = set(re.findall(r'id="([^"]+)"', html))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) > 15
    assert set(targets) <= ids


def test_latex_counts_itself(tmp_path: Path) -> None:
    latex = written(tmp_path, "latex", "-s", "-N")
    assert r"plates~\ref{fig:pier}, \ref{fig:crane}, \ref{fig:tide}" in latex
    assert r"Plate \ref{fig:crane}" in latex
    for part in (
        r"\renewcommand*\figurename{Plate}",
        r"\renewcommand*\listfigurename{All Plates}",
        r"\floatname{codelisting}{Listing}",
        r"\newcommand*\listoflistings{\listof{codelisting}{List of Listings}}",
        r"\caption{The two sides}\label{fig:sides}",
        r"\begin{codelisting}",
        "\n\\listoffigures\n",
    ):
        assert part in latex, part
    labels = set(re.findall(r"\\label\{([^}]+)\}", latex))
    assert set(re.findall(r"\\ref\{([^}]+)\}", latex)) <= labels
    assert len(re.findall(r"\\label\{", latex)) == len(labels)


def test_cleveref_is_told_the_prefixes(tmp_path: Path) -> None:
    latex = written(tmp_path, "latex", "-s", "-M", "cref", "-M", "nameInLink")
    assert r"\cref{fig:pier,fig:crane,fig:tide}" in latex
    assert r"\crefname{figure}{plate}{plates}" in latex
    assert r"\Crefname{figure}{Plate}{Plates}" in latex
    assert r"\usepackage[nameinlink]{cleveref}" in latex


def test_the_author_s_own_lines_come_first(tmp_path: Path) -> None:
    latex = written(tmp_path, "latex", "-s", "-M", "header-includes=OWN")
    assert latex.index("OWN") < latex.index("pandoccrossrefsubfigures")
    assert "pandoccrossrefsubfigures" not in written(tmp_path, "html", "-s")


def test_on_slides_nothing_floats(tmp_path: Path) -> None:
    assert r"\newfloat{codelisting}{H}{lop}" in written(tmp_path, "beamer", "-s")


def test_typst_does_not_count_again(tmp_path: Path) -> None:
    typst = written(tmp_path, "typst", "-s")
    assert "#show figure.caption: it => it.body" in typst
    assert "Plate 1: A map" in typst
