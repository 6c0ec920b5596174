"""Read a TeX log: errors in plain words, and findings with the chapter and line they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from chapbook.finding import Finding, Severity, sort_findings
from chapbook.plugins.engines.latex_places import spot_of_entry, spot_of_page
from chapbook.plugins.engines.missing import tell_missing
from chapbook.plugins.engines.places import Places, Spot

#: Overfull lines up to this many points are not worth telling.
OVERFULL_POINTS = 5.0

_ERROR = re.compile(r"^(?:\./)?(?P<file>[^\s:]+\.\w+):(?P<line>\d+): (?P<message>.+)$")
_BARE_ERROR = re.compile(r"^! (?P<message>.+)$")
_CONTEXT = re.compile(r"^l\.(\d+) ?(.*)$")
_OVERFULL = re.compile(
    r"^Overfull \\hbox \((?P<points>[\d.]+)pt too wide\) (?P<what>.*?)at lines? (?P<line>\d+)"
)
_PAGE_OVERFULL = re.compile(
    r"^Overfull \\(?P<box>[hv])box \((?P<points>[\d.]+)pt too (?:wide|high)\) has occurred while"
)
_LARGE_FLOAT = re.compile(
    r"^LaTeX Warning: Float too large for page by (?P<points>[\d.]+)pt on input line (?P<line>\d+)"
)
_CONTENTS = re.compile(r"\(\./\w+\.toc")
_SHIPPED = re.compile(r"^\s*\[(\d+)", re.M)
#: Fonts, and marks of boxes and breaks, in what TeX shows of an overfull line.
_SHOWN = re.compile(r"\\TU/\S+ |\[\]|\||\$")
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


def read_findings(
    log: str, places: Places, manifest: PurePosixPath, aux: str = "", toc: str = ""
) -> tuple[Finding, ...]:
    """What the log says about the manuscript; `manifest` is named where no chapter is known.

    `aux` and `toc` are the files that tell on which pages labels are and where entries lead.
    """
    found: list[Finding] = []
    missing: dict[str, dict[str, None]] = {}
    lines = log.split("\n")
    entries = toc.split("\n")
    reads_contents = False
    for number, line in enumerate(lines):
        shown = lines[number + 1] if number + 1 < len(lines) else ""
        reads_contents = reads_contents or _CONTENTS.search(line) is not None
        if match := _MISSING.match(line):
            missing.setdefault(_font_name(match["font"]), {})[match["what"].split(" ")[0]] = None
        elif reads_contents and (match := _is_of_entry(line, shown, entries)):
            spot = spot_of_entry(entries[int(match["line"]) - 1], places) or Spot(manifest, 1)
            found += _too_wide(match, spot, "a line of the contents")
        elif match := _PAGE_OVERFULL.match(line):
            page = _SHIPPED.search("\n".join(lines[number + 1 : number + 40]))
            begun = spot_of_page(aux, page[1], places) if page else None
            found += _overfull_page(match, page[1] if page else "?", begun or Spot(manifest, 1))
        else:
            found += _finding(line, shown, places, manifest)
    for font, characters in missing.items():
        found += tell_missing(characters, f"the font {font}", places, manifest)
    return sort_findings(found)


def _is_of_entry(line: str, shown: str, entries: list[str]) -> re.Match[str] | None:
    """An overfull line of the contents: TeX counts the lines of that file by themselves."""
    match = _OVERFULL.match(line)
    number = int(match["line"]) if match else 0
    if not 0 < number <= len(entries):
        return None
    word = _longest_word(shown).strip("-")
    return match if word and word in entries[number - 1] else None


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
    if "Too deeply nested" in message:
        return "lists and quotations are nested more deeply than LaTeX can set", ""
    if message.startswith("Double "):
        return "a formula has two subscripts or superscripts in one place", ""
    return f"LaTeX stopped: {message.rstrip('.')}", ""


def _finding(line: str, shown: str, places: Places, manifest: PurePosixPath) -> Iterator[Finding]:
    if match := _OVERFULL.match(line):
        spot = places.at(int(match["line"]), _longest_word(shown))
        if spot is not None:
            what = "a table" if "alignment" in match["what"] else "a line"
            yield from _too_wide(match, spot, what)
    elif match := _LARGE_FLOAT.match(line):
        spot = places.at(int(match["line"]))
        message = f"a figure is {float(match['points']):.0f} pt higher than the page"
        hint = "make it smaller: `height=60%`"
        yield _at(spot or Spot(manifest, 1), "overfull-page", message, hint)
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


def _too_wide(match: re.Match[str], spot: Spot, what: str) -> Iterator[Finding]:
    points = float(match["points"])
    if points > OVERFULL_POINTS:
        message = f"{what} runs {points:.0f} pt into the margin"
        hint = (
            "shorten a long word, or allow it to break; the line given may be the section's first"
        )
        yield _at(spot, "overfull-line", message, hint, Severity.INFO)


def _overfull_page(match: re.Match[str], page: str, spot: Spot) -> Iterator[Finding]:
    points = float(match["points"])
    if points <= OVERFULL_POINTS:
        return
    if match["box"] == "h":
        message = f"the head of page {page} runs {points:.0f} pt into the margin"
        yield _at(spot, "overfull-line", message, "shorten the heading", Severity.INFO)
    else:
        message = f"page {page} runs {points:.0f} pt beyond its foot"
        hint = "move or shrink a figure or table of this page"
        yield _at(spot, "overfull-page", message, hint)


def _longest_word(shown: str) -> str:
    """The longest word of what TeX shows of a line: it most likely stands there alone."""
    words = _SHOWN.sub(" ", shown).split() if shown.startswith(("\\TU", "[]")) else []
    return max(words, key=len, default="")


def _font_name(font: str) -> str:
    return re.split(r"[/:\[]", font.strip('"[]'))[0].strip() or font


def _at(
    spot: Spot, code: str, message: str, hint: str | None, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(code, message, spot.path, spot.line, severity=severity, hint=hint)
