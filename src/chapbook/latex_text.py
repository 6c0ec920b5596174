"""Text and labels as LaTeX source."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\{}$&#^_~%]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_NOT_IN_LABELS = re.compile(r"[^A-Za-z0-9_+=:;.-]")


def escape_latex(text: str) -> str:
    """The text as LaTeX prints it."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], rf"\{match[0]}"), text)


def latex_label(anchor: str) -> str:
    """The name by which Pandoc's LaTeX calls an anchor: `größe` is `gruxf6uxdfe`."""
    return _NOT_IN_LABELS.sub(lambda match: f"ux{ord(match[0]):x}", anchor)
