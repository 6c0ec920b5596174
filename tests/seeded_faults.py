"""Faults to put into the finished files of the labeled book, and what the gate says of each.

Each has what is replaced (a pattern for DOCX), what replaces it, and how the message begins.
"""

from __future__ import annotations

LAMPS = "chapters/01-lamps.md"
EPUB_FAULTS = {
    "a dropped footnote": (
        '<aside epub:type="footnote" role="doc-footnote" id="fn1">\n<p><a href="#fnref1" '
        'class="note-number" role="doc-backlink">1</a> Grinding takes a week.</p>\n</aside>',
        "",
        "chapters/02-lenses.md:1: epub: the footnote 'Grinding takes a week.' is missing",
    ),
    "a shifted number of a figure": (
        '<figcaption><span class="caption-label">Figure 2.2</span> A prism',
        '<figcaption><span class="caption-label">Figure 2.3</span> A prism',
        "chapters/02-lenses.md:8: epub: shows 'Figure 2.3 A prism' for 'Figure 2.2: A prism'",
    ),
    "a shifted number of a heading": (
        '<h2><span class="number">1.1</span> Trimming the Wick</h2>',
        '<h2><span class="number">1.2</span> Trimming the Wick</h2>',
        f"{LAMPS}:10: epub: shows '1.2 Trimming the Wick' for 'Section 1.1: Trimming the Wick'",
    ),
    "a shifted number of an equation": (
        '<span class="equation-number">(2.1)</span>',
        '<span class="equation-number">(2.2)</span>',
        "chapters/02-lenses.md:18: epub: shows",
    ),
    "a lost alternative text": (
        ' alt="Flags at the mast"',
        ' alt=""',
        "chapters/90-signals.md:1: epub: the alternative text 'Flags at the mast' is missing",
    ),
    "a dropped caption": (
        '<caption><span class="caption-label">Table 1.1</span> Oils and how long they burn'
        "</caption>",
        "",
        f"{LAMPS}:16: epub: 'Table 1.1: Oils and how long they burn' is missing",
    ),
    "a wrong number in a reference": (
        '<span class="reference-number">1.2a</span></a> with',
        '<span class="reference-number">1.2b</span></a> with',
        f"{LAMPS}:10: epub: the link 'Figure 1.2a' to #lamps--fig-before: the file shows "
        "'Figure 1.2b'",
    ),
    "a missing heading": (
        '<h1><span class="number">3</span> Weather</h1>',
        "",
        "chapters/03-weather.md:1: epub: 'Chapter 3: Weather' is missing",
    ),
    "a missing citation": (
        "(Hale 2019)",
        "",
        f"{LAMPS}:1: epub: '(Hale 2019)' is missing in its place",
    ),
    "a lost link": (
        '<a href="https://example.org/register?year=1871">',
        "<a>",
        f"{LAMPS}:1: epub: the link 'keepers’ register' to "
        "https://example.org/register?year=1871: the file shows no such link",
    ),
    "a shifted letter of a subfigure": (
        '<span class="caption-label">(b)</span> Wick after',
        '<span class="caption-label">(c)</span> Wick after',
        f"{LAMPS}:27: epub: shows '(c) Wick after' for",
    ),
}

DOCX_FAULTS = {
    "a dropped footnote": (
        r'<w:footnote w:id="\d+">(?:(?!</w:footnote>).)*Grinding takes a week.*?</w:footnote>',
        "",
        "chapters/02-lenses.md:1: docx: the footnote 'Grinding takes a week.' is missing",
    ),
    "a shifted number of a figure": (
        r">2</w:t>((?:(?!</w:p>).)*>A prism</w:t>)",
        r">3</w:t>\1",
        "chapters/02-lenses.md:8: docx: shows 'Figure 3.2 A prism' for 'Figure 2.2: A prism'",
    ),
    "a heading that the list does not number": (
        r'<w:pStyle w:val="Heading3"\s?/>((?:(?!</w:p>).)*>Trimming the Wick<)',
        r'<w:pStyle w:val="BodyText"/>\1',
        f"{LAMPS}:10: docx: shows 'Trimming the Wick' for 'Section 1.1: Trimming the Wick'",
    ),
    "a shifted number of an equation": (
        r">1(</w:t>(?:(?!</w:t>).)*</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        r"<w:p><w:pPr><w:pStyle[^>]*>(?:(?!</w:p>).)*>As<)",
        r">2\1",
        "chapters/02-lenses.md:18: docx: shows",
    ),
    "a lost alternative text": (
        'descr="Flags at the mast"( id="\\d+" name="Picture \\d+")',
        r'descr=""\1',
        "chapters/90-signals.md:1: docx: the alternative text 'Flags at the mast' is missing",
    ),
    "a dropped caption": (
        r"<w:p>(?:(?!<w:p>|</w:p>).)*>Oils and how long they burn</w:t></w:r></w:p>",
        "",
        f"{LAMPS}:16: docx: 'Table 1.1: Oils and how long they burn' is missing",
    ),
    "a wrong number in a reference": (
        r">A\.1(</w:t>(?:(?!</w:p>).)*Back to)",
        r">A.2\1",
        "chapters/90-signals.md:1: docx: the link 'Figure A.1' to #signals--fig-flags: the file "
        "shows 'Figure A.1 Flags at the mast', 'Figure A.2'",
    ),
    "a missing heading": (
        r"<w:p>(?:(?!<w:p>|</w:p>).)*>Gale</w:t></w:r><w:bookmarkEnd[^>]*></w:p>",
        "",
        "chapters/03-weather.md:7: docx: 'Section 3.1.1: Gale' is missing",
    ),
    "a missing citation": (
        r" \(Hale 2019\)",
        "",
        f"{LAMPS}:1: docx: '(Hale 2019)' is missing in its place",
    ),
    "a link to another address": (
        r"year=1871",
        "year=1872",
        f"{LAMPS}:1: docx: the link 'keepers’ register' to "
        "https://example.org/register?year=1871: the file shows no such link",
    ),
}
