"""The kinds of theorems that bookdown and Quarto number, and those that have no number."""

from __future__ import annotations

from pathlib import PurePosixPath

from chapbook.numbering import Kind

#: What lists the chapters of a book with such kinds.
BOOKDOWN, QUARTO = PurePosixPath("_bookdown.yml"), PurePosixPath("_quarto.yml")
_BOTH = (
    Kind("theorem", "thm", "Theorem", ("Theorem", "Theorems")),
    Kind("lemma", "lem", "Lemma", ("Lemma", "Lemmas")),
    Kind("corollary", "cor", "Corollary", ("Corollary", "Corollaries")),
    Kind("proposition", "prp", "Proposition", ("Proposition", "Propositions")),
    Kind("conjecture", "cnj", "Conjecture", ("Conjecture", "Conjectures")),
    Kind("definition", "def", "Definition", ("Definition", "Definitions")),
    Kind("example", "exm", "Example", ("Example", "Examples")),
    Kind("exercise", "exr", "Exercise", ("Exercise", "Exercises")),
)
_HYPOTHESIS = Kind("hypothesis", "hyp", "Hypothesis", ("Hypothesis", "Hypotheses"))
_QUARTOS = (
    Kind("remark", "rem", "Remark", ("Remark", "Remarks")),
    Kind("solution", "sol", "Solution", ("Solution", "Solutions")),
    Kind("algorithm", "alg", "Algorithm", ("Algorithm", "Algorithms")),
)
_UNNUMBERED = {"proof": "Proof", "remark": "Remark", "solution": "Solution"}


def theorem_kinds(manifest: PurePosixPath) -> tuple[Kind, ...]:
    """The kinds that a book of this manifest has beside figures and tables."""
    if manifest == BOOKDOWN:
        return (*_BOTH, _HYPOTHESIS)
    return (*_BOTH, *_QUARTOS) if manifest == QUARTO else ()


def unnumbered_kinds(manifest: PurePosixPath) -> dict[str, str]:
    """Classes that begin with a word and no number, with that word."""
    numbered = {kind.name for kind in theorem_kinds(manifest)}
    if not numbered:
        return {}
    return {name: word for name, word in _UNNUMBERED.items() if name not in numbered}
