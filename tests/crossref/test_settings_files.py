"""Settings from files and from the command line, and what an author is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from numbered import numbered

from chapbook.crossref import process_document
from chapbook.errors import ChapbookError

TEXT = "![A](a.png){#fig:a}\n\n$$x$$ {#eq:x}\n\n@fig:a @eq:x\n"


def last_line(text: str) -> str:
    return text.rstrip().splitlines()[-1].replace("\u00a0", " ")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_each_file_is_asked_where_the_one_before_is_silent(tmp_path: Path) -> None:
    write(tmp_path / "home/.pandoc-crossref/config.yaml", "figPrefix: one\neqnPrefix: uno\n")
    assert last_line(numbered(TEXT, "html", tmp_path).text) == "<p>one 1 uno 1</p>"
    write(tmp_path / "home/.pandoc-crossref/config-html.yaml", "figPrefix: two\n")
    assert last_line(numbered(TEXT, "html", tmp_path).text) == "<p>two 1 uno 1</p>"
    assert last_line(numbered(TEXT, "plain", tmp_path).text) == "one 1 uno 1"
    write(tmp_path / "pandoc-crossref.yaml", "figPrefix: three\n")
    assert last_line(numbered(TEXT, "plain", tmp_path).text) == "three 1 uno 1"
    write(tmp_path / "other.yaml", "---\nfigPrefix: four\n---\n")
    named = numbered(TEXT, "plain", tmp_path, "-M", "crossrefYaml=other.yaml")
    assert last_line(named.text) == "four 1 uno 1"
    said = numbered("---\nfigPrefix: five\n---\n\n" + TEXT, "plain", tmp_path)
    assert last_line(said.text) == "five 1 uno 1"


def test_texts_of_files_and_of_the_command_line_are_markdown(tmp_path: Path) -> None:
    write(tmp_path / "pandoc-crossref.yaml", "figPrefix: '*fig*&#32;no.'\n")
    options = ("-M", "eqnPrefix=**eq**", "-M", "linkReferences=true", "-M", "chaptersDepth=2")
    html = numbered(TEXT, "html", tmp_path, *options).text
    assert last_line(html).startswith("<p><em>fig</em> no. <a")
    assert "<strong>eq</strong>" in html


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = numbered(TEXT, "plain", tmp_path, "-M", "crossrefYaml=lost.yaml")
    assert made.warnings == ("the settings file lost.yaml is not there",)
    assert last_line(made.text) == "fig. 1 eq. 1"


def test_a_label_that_nothing_has_is_told_once(tmp_path: Path) -> None:
    made = numbered("@fig:a, @Fig:a and [@eq:b]", "html", tmp_path)
    said = ("Undefined cross-reference: fig:a", "Undefined cross-reference: eq:b")
    assert made.warnings == said
    assert "<strong>¿fig:a?</strong>" in made.text


def test_latex_tells_itself_what_it_does_not_find(tmp_path: Path) -> None:
    assert numbered("@fig:a", "latex", tmp_path).warnings == ()


def test_a_label_used_twice_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(ChapbookError, match="'fig:a' is used twice"):
        numbered(TEXT + "\n![B](b.png){#fig:a}\n", "html", tmp_path)


def test_a_width_that_is_no_share_stops_a_grid(tmp_path: Path) -> None:
    text = "---\nsubfigGrid: true\n---\n\n::: {#fig:g}\n![a](a.png){width=3cm}\n\nG\n:::\n"
    with pytest.raises(ChapbookError, match="'3cm'"):
        numbered(text, "html", tmp_path)


def test_a_depth_that_is_no_number_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(ChapbookError, match="chaptersDepth is 'deep'"):
        numbered(TEXT, "html", tmp_path, "-M", "chaptersDepth=deep")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"no JSON"])
def test_what_is_no_document_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(ChapbookError, match="not a document"):
        process_document(data, "html", tmp_path, tmp_path)


def test_metadata_is_kept_and_its_references_are_resolved(tmp_path: Path) -> None:
    text = "---\ntitle: T\nabstract: See @fig:a.\nkeywords: [a, b]\nt: [1, 2]\n---\n\n" + TEXT
    made = numbered(text, "native", tmp_path).text
    assert "fig.\\160\\&1" in made
    meta = json.loads(numbered(text, "json", tmp_path).text)["meta"]
    assert set(meta) == {"title", "abstract", "keywords", "t"}


def test_lists_are_metadata_where_a_template_wants_them(tmp_path: Path) -> None:
    made = numbered("---\nlistOfMetadata: true\n---\n\n" + TEXT, "json", tmp_path).text
    assert '"list-of-figures"' in made
