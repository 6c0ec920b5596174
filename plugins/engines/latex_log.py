"""Read a TeX log: errors in plain words, and findings with the chapter and line they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity, sort_findings
from chapbook.plugins.engines.places import Places, Spot

#: Overfull lines up to this many points are not worth telling.
OVERFULL_POINTS = 5.0

_ERROR = re.compile(r"^(?:\./)?(?P<file>[^\s:]+\.\w+):(?P<line>\d+): (?P<message>.+)$")
_BARE_ERROR = re.compile(r"^! (?P<message>.+)$")
_CONTEXT = re.compile(r"^l\.(\d+) ?(.*)$")
_OVERFULL = re.compile(
    r"^Overfull \\hbox \((?P<points>[\d.]+)pt too wide\) .*?at lines? (?P<line>\d+)"
)
_MISSING = re.compile(r"^Missing character: There is no (?P<what>.+?) in font (?P<font>.+?)!?$")
_UNDEFINED = re.compile(
    r"^LaTeX Warning: (?:Hyper r|R)eference [`'](?P<label>[^']+)'.* input line (?P<line>\d+)"
)
_LANGUAGE = re.compile(r"^chapbook: language (?P<how>missing|partial) (?P<name>\S+)$")
_NO_FONT = re.compile(r"^chapbook: no font of (?P<names>.+)$")
_PAGES = re.compile(r"^Output written on .*\((\d+) pages?", re.M)
_RERUN = re.compile(r"Label\(s\) may have changed|Table widths have changed|Rerun to get")


@dataclass(frozen=True)
class TexError:
    """An error of TeX: its message, what it says in plain words, and where it comes from."""

    message: str
    plain: str
    spot: Spot | None


def read_errors(log: str, places: Places, main: str) -> tuple[TexError, ...]:
    """Every error in the log, in order; `main` is the name of the file that TeX read."""
    return tuple(dict.fromkeys(_errors(log.split("\n"), places, main)))


def read_findings(log: str, places: Places, manifest: PurePosixPath) -> tuple[Finding, ...]:
    """What the log says about the manuscript; `manifest` is named where no chapter is known."""
    found: list[Finding] = []
    missing: dict[str, dict[str, None]] = {}
    for line in log.split("\n"):
        if match := _MISSING.match(line):
            missing.setdefault(_font_name(match["font"]), {})[match["what"].split(" ")[0]] = None
        else:
            found += _finding(line, places, manifest)
    for font, characters in missing.items():
        found += _missing_glyphs(font, tuple(characters), places, manifest)
    return sort_findings(found)


def count_pages(log: str) -> int:
    """How many pages were written, 0 where the log does not tell."""
    match = _PAGES.search(log)
    return int(match[1]) if match else 0


def asks_for_rerun(log: str) -> bool:
    """Whether labels or table widths moved since the pass before."""
    return _RERUN.search(log) is not None


def _errors(lines: list[str], places: Places, main: str) -> Iterator[TexError]:
    for index, line in enumerate(lines):
        match = _ERROR.match(line) or _BARE_ERROR.match(line)
        if match is None:
            continue
        message = match["message"].strip()
        number, read = _context(lines[index + 1 : index + 12])
        named = match.groupdict().get("file") == main
        number = int(match["line"]) if named else number
        plain, quoted = _in_plain_words(message, read)
        if message.startswith(("Emergency stop", " ==>")):
            continue
        yield TexError(message, plain, places.at(number, quoted) if number else None)


def _context(lines: list[str]) -> tuple[int, str]:
    """The line number that TeX gives after an error, and what it had read of that line."""
    for line in lines:
        match = _CONTEXT.match(line)
        if match:
            return int(match[1]), match[2]
    return 0, ""


def _in_plain_words(message: str, read: str) -> tuple[str, str]:
    """The message for an author, and what of it the manuscript holds."""
    if message.startswith("Undefined control sequence"):
        command = re.search(r"(\\(?:[A-Za-z@]+|.))\s*$", read)
        name = command[1] if command else ""
        return f"LaTeX does not know the command {name or 'used here'}", name
    unknown = re.search(r"Environment (\S+) undefined", message)
    if unknown:
        return f"LaTeX does not know the environment '{unknown[1]}'", unknown[1]
    missing = re.search(r"File [`'](.+?)' not found", message)
    if missing:
        return f"LaTeX cannot find the file '{missing[1]}'", missing[1]
    if message.startswith(("Missing $ inserted", "Bad math environment delimiter")):
        return "a mathematical sign stands outside a formula, or a formula is not closed", ""
    if "Runaway argument" in message or "File ended while scanning" in message:
        return "a brace { is opened and never closed", ""
    if message.startswith(("Too many }'s", "Extra }")):
        return "a brace } is closed that was never opened", ""
    if message.startswith("Double "):
        return "a formula has two subscripts or superscripts in one place", ""
    return f"LaTeX stopped: {message.rstrip('.')}", ""


def _finding(line: str, places: Places, manifest: PurePosixPath) -> Iterator[Finding]:
    if match := _OVERFULL.match(line):
        points = float(match["points"])
        spot = places.at(int(match["line"]))
        if points > OVERFULL_POINTS and spot is not None:
            message = f"a line runs {points:.0f} pt into the margin"
            hint = "shorten a long word, or allow it to break; the line given begins the section"
            yield _at(spot, "overfull-line", message, hint, Severity.INFO)
    elif match := _UNDEFINED.match(line):
        spot = places.at(int(match["line"]), match["label"])
        message = f"a reference to '{match['label']}' leads nowhere"
        yield _at(spot or Spot(manifest, 1), "undefined-reference", message, None)
    elif match := _LANGUAGE.match(line):
        kind = "only partly supported" if match["how"] == "partial" else "not supported"
        message = f"the language '{match['name']}' is {kind} by this TeX installation"
        hint = "install its texlive-lang-… package; words are hyphenated as in English until then"
        yield Finding("hyphenation", message, manifest, severity=Severity.INFO, hint=hint)
    elif match := _NO_FONT.match(line):
        message = f"none of these fonts is installed: {match['names']}"
        yield Finding("missing-font", message, manifest, hint="`publish doctor` names the packages")


def _font_name(font: str) -> str:
    return re.split(r"[/:\[]", font.strip('"[]'))[0].strip() or font


def _missing_glyphs(
    font: str, characters: tuple[str, ...], places: Places, manifest: PurePosixPath
) -> Iterator[Finding]:
    """One finding for each chapter, at the first line that lacks a character."""
    lacking: dict[PurePosixPath, dict[str, int]] = {}
    for character in characters:
        for spot in places.where(character) or (Spot(manifest, 1),):
            lacking.setdefault(spot.path, {})[character] = spot.line
    hint = "install a font that has it, or name one in the target's `fallback-fonts`"
    for path, lines in lacking.items():
        message = f"{_spell_out(sorted(lines))} missing from the font {font}"
        yield _at(Spot(path, min(lines.values())), "missing-glyph", message, hint)


def _spell_out(characters: list[str], most: int = 8) -> str:
    named = [f"'{c}' ({_code_point(c)})" for c in characters[:most]]
    if len(characters) == 1:
        return f"the character {named[0]} is"
    rest = len(characters) - most
    return f"the characters {', '.join(named)}{f' and {rest} more' if rest > 0 else ''} are"


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}" if len(character) == 1 else character


def _at(
    spot: Spot, code: str, message: str, hint: str | None, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(code, message, spot.path, spot.line, severity=severity, hint=hint)
