"""Set what the text fonts lack with other fonts: each run of such characters becomes a command.

This is done in the finished LaTeX source, so that text, headings, tables and code are alike.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from chapbook.plugins.engines.fallbacks import Fallback, Fallbacks
from chapbook.plugins.engines.latex_code import each_code, with_commands
from chapbook.plugins.engines.scripts import is_right_to_left

#: Signs that belong to what stands before them: joiners, variation selectors, combining marks.
_JOINERS = "\u200c\u200d"
_ATTACHED = rf"{_JOINERS}\ufe00-\ufe0f\u0300-\u036f"
#: What is kept as it is: comments, addresses and files, which no font sets.
_KEPT = re.compile(
    r"^%.*$|\\(?:href|url|nolinkurl|input|include)\{[^{}]*\}"
    r"|\\includegraphics(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\])?\{[^{}]*\}",
    re.M,
)

Key = tuple[Fallback, frozenset[str]]


def set_foreign(source: str, fallbacks: Fallbacks) -> str:
    """The LaTeX source with `\\fallbackA{…}` around what `definitions` gives a font."""
    if not fallbacks.fonts:
        return source
    runs = _Runs(fallbacks)
    source = with_commands(source, lambda code: runs.any.search(code) is not None)
    return each_code(source, runs.in_code, runs.in_text)


def definitions(fallbacks: Fallbacks) -> Iterator[str]:
    """A definition for each font that `set_foreign` uses, in the template's commands."""
    for (fallback, _), name in _names(fallbacks).items():
        options = "Scale=MatchLowercase" if fallback.is_scaled else ""
        if fallback.shaping:
            options = f"Script={fallback.shaping}"
        families = f"{{{fallback.serif}}}{{{fallback.sans}}}{{{fallback.mono}}}"
        yield rf"\definefallback{{{name}}}{families}{{{options}}}{{{fallback.locale}}}"


def _names(fallbacks: Fallbacks) -> dict[Key, str]:
    """A name in letters for each font and each set of text fonts that need it."""
    letters = string.ascii_uppercase
    keys = dict.fromkeys((fallbacks.fonts[c], fallbacks.lacks[c]) for c in sorted(fallbacks.fonts))
    return {key: letters[number // 26] + letters[number % 26] for number, key in enumerate(keys)}


class _Runs:
    """Finds runs of characters of one font."""

    def __init__(self, fallbacks: Fallbacks) -> None:
        self._fallbacks = fallbacks
        names = _names(fallbacks)
        self._classes: dict[str, str] = {}
        for character in sorted(fallbacks.fonts):
            name = names[fallbacks.fonts[character], fallbacks.lacks[character]]
            self._classes[name] = self._classes.get(name, "") + re.escape(character)
        self.any = re.compile(f"[{''.join(self._classes.values())}]")
        runs = (
            f"(?P<{name}>[{own}](?:[{_ATTACHED}]*[{own}])*[{_ATTACHED}]*)"
            for name, own in self._classes.items()
        )
        self._runs = re.compile("|".join(runs))
        right = "".join(re.escape(c) for c in sorted(fallbacks.fonts) if is_right_to_left(c))
        self._right = re.compile(f"[{right}]+(?: +[{right}]+)*") if right else None

    def in_text(self, text: str) -> str:
        """The source of text; where letters of two scripts touch, a line may end."""
        parts, end = [], 0
        for kept in _KEPT.finditer(text):
            parts += [self._runs.sub(self._spaced, text[end : kept.start()]), kept[0]]
            end = kept.end()
        return "".join([*parts, self._runs.sub(self._spaced, text[end:])])

    def in_code(self, text: str) -> str:
        """The source of highlighted code, whose columns stay as they are."""
        if self._right is not None:
            text = self._right.sub(lambda words: rf"\righttoleft{{{words[0]}}}", text)
        return self._runs.sub(self._in_column, text)

    def _in_column(self, run: re.Match[str]) -> str:
        """A run in code: its line may end behind each character, but within no shaped word."""
        first = run[0][0]
        if "mono" not in self._fallbacks.lacks[first]:
            return run[0]
        if self._fallbacks.fonts[first].shaping:
            return self._command(run)
        return "".join(self._runs.sub(self._command, character) for character in run[0])

    def _spaced(self, run: re.Match[str]) -> str:
        set_run = self._command(run)
        if not self._fallbacks.fonts[run[0][0]].locale:
            return set_run
        before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
        gap = r"\scriptgap{}"
        return (gap if before.isalnum() else "") + set_run + (gap if after.isalnum() else "")

    def _command(self, run: re.Match[str]) -> str:
        text = re.sub("[\ufe00-\ufe0f]", "", run[0])
        joiner = r'\char"\g<0> ' if self._fallbacks.fonts[run[0][0]].shaping else ""
        for sign in _JOINERS:
            text = text.replace(sign, joiner.replace(r"\g<0>", f"{ord(sign):04X}"))
        return rf"\fallback{run.lastgroup}{{{text}}}"
