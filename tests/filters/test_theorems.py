"""Theorems of bookdown and Quarto have the labels and titles that their authors gave them."""

from __future__ import annotations

from pathlib import Path

from support import BookTest, read_text

THEOREM = "::: {.theorem #pyth name='Of Pythagoras'}\nSquares.\n:::\n\nSee \\@ref(thm:pyth).\n"
PROOF = "\n::: {.proof name='by areas'}\nDraw it.\n:::\n\n::: {.remark}\nSo.\n:::\n"
LINE = "::: {#thm-line}\n## Lines\n\nStraight.\n:::\n\nSee @thm-line.\n\n::: {.proof}\n- A\n:::\n"


def test_a_theorem_of_bookdown_has_a_number_and_its_name(tmp_path: Path) -> None:
    files = {"_bookdown.yml": "x: y\n", "index.Rmd": f"# Shapes\n\n{THEOREM}{PROOF}"}
    built = BookTest(tmp_path / "book", files).build("epub")
    assert [f.message for f in built.findings if f.severity.value == "error"] == []
    built.reads("Theorem 1.1: Of Pythagoras", "Squares.", "See 1.1.")
    built.reads("Proof (by areas). Draw it.", "Remark. So.")


def test_a_theorem_of_quarto_has_a_number_and_its_heading(tmp_path: Path) -> None:
    settings = "book:\n  title: A\n  chapters: [index.qmd]\n"
    files = {"_quarto.yml": settings, "index.qmd": f"# Shapes\n\n{LINE}"}
    built = BookTest(tmp_path / "book", files).build("epub")
    built.reads("Theorem 1.1: Lines", "Straight.", "See Theorem 1.1.", "Proof.")


def test_in_other_books_a_proof_is_what_its_author_wrote(tmp_path: Path) -> None:
    files = {"book.yaml": "title: A\ncontents: {chapters: [a.md]}\n", "a.md": f"# A\n{PROOF}"}
    path = BookTest(tmp_path / "book", files).build("epub").path
    assert "Proof" not in read_text(path)
