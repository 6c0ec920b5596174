"""A small book with every kind of label and every form of reference."""

from __future__ import annotations

MANIFEST = """\
title: The Keeper's Handbook
authors: [Ada Example]
language: en-US
date: 2026-03-01
identifier: urn:uuid:5b0c6c5e-0a51-4a3f-9d3c-6b1b6f7f6c11
contents:
  front-matter: [chapters/00-preface.md]
  parts:
    - {title: The Light, chapters: [chapters/01-lamps.md, chapters/02-lenses.md]}
    - {title: The Log, chapters: [chapters/03-weather.md]}
  appendices: [chapters/90-signals.md]
  back-matter: [chapters/99-glossary.md]
numbering:
  kinds:
    procedure: {title: Procedure, prefix: prc, list: true}
    note: {title: Note}
targets:
  pdf: {engine: xelatex}
  typst-pdf: {format: pdf, engine: typst}
  docx:
  epub:
"""

PREFACE = """\
# Preface

Begin with [@sec:lamps], then [@sec:lenses; @sec:weather], @sec:signals and @part:the-light.

\\listoffigures

\\listoftables

\\listoflistings

\\listof{procedure}
"""

LAMPS = """\
# Lamps

A lamp needs a wick [Source: Hale, 2019].^[Wicks are *woven*, never spun.] See @fig:lamp,
[@fig:lamp; @fig:lens; @tbl:oil], [see @fig:lamp p. 3], [-@fig:lamp], [@fig:lamp]{.page}, @eq:flux,
[@lst:trim], @prc:light, @note:care and @sec:trimming. Chapter 2 tells of lenses, and the
[keepers' register](https://example.org/register?year=1871) of keepers.

![A lamp, lit](../assets/lamp.svg){#fig:lamp}

## Trimming the Wick {#sec:trimming}

| Oil  | Hours |
|------|-------|
| Rape | 8     |

: Oils and how long they burn {#tbl:oil}

$$ \\Phi = \\int E \\, dA $$ {#eq:flux}

```{#lst:trim .python caption="Trimming in code"}
def trim(wick):
    return wick[1:]
```

<div id="fig:pair">
![Wick before](../assets/wick.svg){#fig:before}
![Wick after](../assets/lens.svg){#fig:after}

A wick before and after
</div>

Compare [@fig:before] with [@fig:pair; @fig:after].

::: {.procedure #prc:light title="Lighting up"}
1. Strike.
2. Light.
:::

::: {.note #note:care title="Take care"}
Mind the glass.
:::
"""

LENSES = """\
# Lenses

See Chapter 1, Figure 1.1, Section 1.1 and Appendix A.[^grind] All of [@fig:lens; @fig:prism;
@fig:third] are ground [Source: Okafor, 2021].

![A lens](../assets/lens.svg){#fig:lens}

![A prism](../assets/wick.svg){#fig:prism}

![A third of one](../assets/lamp.svg){#fig:third}

Listing: Polishing

```bash
polish --all
```

$$ n_1 \\sin a = n_2 \\sin b $$ {#eq:snell}

As @eq:snell and [@eq:flux; @eq:snell] say.

[^grind]: Grinding takes a week.
"""

WEATHER = """\
# Weather

Clouds come first.^[And go last.] See @fig-lens, \\@ref(fig:lens) and @Fig:lens.

## Wind & Waves

### Gale {#sec:gale}

See @sec:gale.
"""

SIGNALS = """\
# Signals

![Flags at the mast](../assets/wick.svg){#fig:flags}

See @fig:flags. Back to @sec:trimming.

## Codes
"""

GLOSSARY = """\
# Glossary

Wick: see @fig:before.
"""

WORKS = """\
# Works Cited

- Hale, R. (2019). *On Lamps*. Shore Press.
- Okafor, N. (2021). *Clouds and Their Names*. Sky House.
"""


def _svg(title: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120">'
        f'<title>{title}</title><rect width="300" height="120" fill="#dde"/></svg>'
    )


FILES: dict[str, str | bytes] = {
    "book.yaml": MANIFEST,
    "WORKS_CITED.md": WORKS,
    "chapters/00-preface.md": PREFACE,
    "chapters/01-lamps.md": LAMPS,
    "chapters/02-lenses.md": LENSES,
    "chapters/03-weather.md": WEATHER,
    "chapters/90-signals.md": SIGNALS,
    "chapters/99-glossary.md": GLOSSARY,
    "assets/lamp.svg": _svg("Lamp"),
    "assets/wick.svg": _svg("Wick"),
    "assets/lens.svg": _svg("Lens"),
}
