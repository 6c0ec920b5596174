"""Runs of characters that another font has, in LaTeX source."""

from __future__ import annotations

from chapbook.plugins.engines.fallbacks import Fallback, Fallbacks
from chapbook.plugins.engines.latex_foreign import definitions, set_foreign

CJK = Fallback("Song", "Hei", "Hei", locale="zh")
HEBREW = Fallback("Frank", "Arial", "Arial", shaping="Hebrew")
SIGNS = Fallback("Signs", "Signs", "Signs", is_scaled=True)
ALL = frozenset({"serif", "sans", "mono"})
FALLBACKS = Fallbacks(
    {**dict.fromkeys("中文", CJK), **dict.fromkeys("שלום", HEBREW), "→": SIGNS, "│": SIGNS},
    {**dict.fromkeys("中文שלום→", ALL), "│": frozenset({"sans"})},
)


def test_each_font_is_defined_once() -> None:
    assert set(definitions(FALLBACKS)) == {
        r"\definefallback{AA}{Frank}{Arial}{Arial}{Script=Hebrew}{}",
        r"\definefallback{AB}{Signs}{Signs}{Signs}{Scale=MatchLowercase}{}",
        r"\definefallback{AC}{Signs}{Signs}{Signs}{Scale=MatchLowercase}{}",
        r"\definefallback{AD}{Song}{Hei}{Hei}{}{zh}",
    }


def test_a_run_becomes_one_command() -> None:
    assert set_foreign("See 中文 and שלום → x.", FALLBACKS) == (
        r"See \fallbackAD{中文} and \fallbackAA{שלום} \fallbackAB{→} x."
    )


def test_a_line_may_end_where_ideographs_meet_letters() -> None:
    assert set_foreign("a中b 中.", FALLBACKS) == (
        r"a\scriptgap{}\fallbackAD{中}\scriptgap{}b \fallbackAD{中}."
    )


def test_comments_addresses_and_files_stay_as_they_are() -> None:
    source = "% chapbook: chapters/中.md:3\n\\href{https://中}{x}\\includegraphics[alt={a}]{中.png}"
    assert set_foreign(source, FALLBACKS) == source


def test_highlighted_code_may_break_between_ideographs_and_its_words_are_turned() -> None:
    code = "\\begin{Highlighting}[]\n\\StringTok{中文 שלום שלום │}\n\\end{Highlighting}"
    assert r"\StringTok{\fallbackAD{中}\fallbackAD{文} \righttoleft{" in set_foreign(
        code, FALLBACKS
    )
    assert r"\righttoleft{\fallbackAA{שלום} \fallbackAA{שלום}} │}" in set_foreign(code, FALLBACKS)


def test_plain_code_with_such_characters_becomes_code_that_knows_commands() -> None:
    made = set_foreign("\\begin{verbatim}\na {中} \\b\n\\end{verbatim}", FALLBACKS)
    assert made == (
        "\\begin{Highlighting}[]\n"
        r"a \{\fallbackAD{中}\} \textbackslash{}b"
        "\n\\end{Highlighting}"
    )


def test_plain_code_without_them_stays_as_it_is() -> None:
    source = "\\begin{verbatim}\na {b} \\b\n\\end{verbatim}"
    assert set_foreign(source, FALLBACKS) == source
