"""A small book with one of everything that a manuscript may hold."""

from __future__ import annotations

from support import DIAGRAM, PNG

MANIFEST = """\
title: The Small Book
subtitle: One of Everything
authors: [Ada Example, Ben Example]
language: en-US
date: 2026-03-01
identifier: urn:uuid:0a1f3c52-8a57-4c39-9d0e-3c1f5b7a2e10
rights: All rights reserved.
contents:
  front-matter: [chapters/00-preface.md]
  parts:
    - title: The Light
      chapters: [chapters/01-lamps.md, chapters/02-lenses.md]
    - title: The Log
      chapters: [chapters/03-weather.md]
  appendices: [chapters/90-signals.md]
  back-matter: [chapters/99-glossary.md]
companions:
  book-1: {path: oil-book.yaml, aliases: [Book 1]}
targets:
  pdf:
  typst-pdf: {format: pdf, engine: typst}
  docx:
  epub:
"""

PREFACE = """\
# Preface {-}

Why this book was written. It begins with [the lamps](01-lamps.md).
"""

LAMPS = """\
# Chapter 1: Lamps & Wicks

![Chapter 1 Opener](../assets/ch01-opener.html)

\\newpage

## Overview

A lamp needs a wick [Source: Hale, 2019]. See [Chapter 2: Lenses](./02-lenses.md) and
[the grinding](./02-lenses.md#grinding).[^1]

> **Rule of Thumb:** Trim the wick *daily*.

> **From Book 1:** Chapter 4 tells how to buy oil.

![The parts of a lamp](../assets/ch01-lamp.html)

### Oil

| Oil    | Burns |
|--------|-------|
| Whale  | well  |
| Coal   | badly |

: Oils and how they burn

```python
def trim(wick: float) -> float:
    return wick * 0.9  # daily
```

## Summary {-}

Trim it.

---

**Next: [Chapter 2: Lenses](./02-lenses.md)**

[^1]: Grinding takes a week.
"""

LENSES = """\
# Chapter 2: Lenses

Glass bends light. <!-- nobody reads this -->

## Grinding

See [above](01-lamps.md#oil) and [the appendix](90-signals.md).

> [!NOTE]
> Wear gloves.

<img src="../assets/dot.png" alt="A dot of light" />

![A ground lens](../assets/ch01-lamp.html)

## Summary {-}

Grind it.

## Next: [Chapter 3: Weather](./03-weather.md)
"""

WEATHER = """\
# Chapter 3: Weather

Clouds come first [Source: Okafor, 2021; Hale, 2019].

## Reading the Sky

H<sub>2</sub>O falls.

::: {.tip title="Look up"}
Before you write it down.
:::
"""

SIGNALS = """\
# Appendix A: Signals

## Flags

| Flag | Says |
|------|------|
| Red  | stop |

: Flags
"""

GLOSSARY = """\
# Glossary

Wick
:   What burns in [a lamp](01-lamps.md).
"""

WORKS = """\
# Works Cited

- Hale, R. (2019). *On Lamps*. Shore Press.
- Okafor, N. (2021). *Clouds and Their Names*. Sky House.
"""

COMPANION = """\
title: The Oil Book
entries:
  - {kind: chapter, number: "4", title: Buying Oil}
"""

FILES: dict[str, str | bytes] = {
    "book.yaml": MANIFEST,
    "WORKS_CITED.md": WORKS,
    "oil-book.yaml": COMPANION,
    "chapters/00-preface.md": PREFACE,
    "chapters/01-lamps.md": LAMPS,
    "chapters/02-lenses.md": LENSES,
    "chapters/03-weather.md": WEATHER,
    "chapters/90-signals.md": SIGNALS,
    "chapters/99-glossary.md": GLOSSARY,
    "assets/ch01-opener.html": DIAGRAM.replace("Drawn words", "Opener words"),
    "assets/ch01-lamp.html": DIAGRAM,
    "assets/dot.png": PNG,
}
