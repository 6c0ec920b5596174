"""The words that a book prints before its numbers, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Labels in one language, as they stand before a number."""

    part: str
    chapter: str
    appendix: str
    figure: str
    table: str
    note: str
    contents: str


_TABLE = {
    "en": Words("Part", "Chapter", "Appendix", "Figure", "Table", "Note", "Contents"),
    "de": Words("Teil", "Kapitel", "Anhang", "Abbildung", "Tabelle", "Hinweis", "Inhalt"),
    "es": Words("Parte", "Capítulo", "Apéndice", "Figura", "Tabla", "Nota", "Índice"),
    "fr": Words(
        "Partie", "Chapitre", "Annexe", "Figure", "Tableau", "Remarque", "Table des matières"
    ),
    "it": Words("Parte", "Capitolo", "Appendice", "Figura", "Tabella", "Nota", "Indice"),
    "ja": Words("部", "章", "付録", "図", "表", "注", "目次"),
    "nl": Words("Deel", "Hoofdstuk", "Bijlage", "Figuur", "Tabel", "Opmerking", "Inhoud"),
    "pt": Words("Parte", "Capítulo", "Apêndice", "Figura", "Tabela", "Nota", "Sumário"),
    "zh": Words("部分", "章", "附录", "图", "表", "注", "目录"),
}


def words_for(language: str) -> Words:
    """The words for a BCP 47 language tag; English where the language has none yet."""
    return _TABLE.get(language.split("-")[0].lower(), _TABLE["en"])


def part_words() -> tuple[str, ...]:
    """Every word for a Part that an author may type before a number."""
    found = {words.part for words in _TABLE.values()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def typed_words() -> tuple[str, ...]:
    """Every word for a chapter or an appendix that an author may type before a number."""
    found = {word for words in _TABLE.values() for word in (words.chapter, words.appendix)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
