"""Pandoc is found, its version checked, and its complaints told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import fake_program

from chapbook import pandoc
from chapbook.errors import RenderError, ToolError

pytestmark = pytest.mark.usefixtures("forget_pandoc")


def named(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", str(path))


def test_the_wheels_pandoc_is_supported() -> None:
    found = pandoc.read_version(pandoc.find_pandoc())
    low, high = pandoc.SUPPORTED
    assert low <= found < high


@pytest.mark.parametrize("version", ["2.19.2", "3.1", "4.0"])
def test_another_version_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    named(monkeypatch, fake_program(tmp_path / "pandoc", f"echo pandoc {version}"))
    with pytest.raises(ToolError, match=f"is Pandoc {version}; chapbook needs 3.6") as caught:
        pandoc.find_pandoc()
    assert "PYPANDOC_PANDOC" in (caught.value.hint or "")


def test_a_name_that_is_no_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named(monkeypatch, tmp_path / "gone")
    with pytest.raises(ToolError, match="which is not a file"):
        pandoc.find_pandoc()


def test_a_program_that_is_not_pandoc_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named(monkeypatch, fake_program(tmp_path / "pandoc", "echo hello"))
    with pytest.raises(ToolError, match="does not answer"):
        pandoc.find_pandoc()


def test_without_the_wheels_pandoc_the_one_on_path_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake_program(tmp_path / "bin/pandoc", "echo pandoc 3.7")
    monkeypatch.setattr(pandoc.pypandoc, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert pandoc.find_pandoc() == tmp_path / "bin/pandoc"


def test_without_any_pandoc_the_advice_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pandoc.pypandoc, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match="Pandoc was not found") as caught:
        pandoc.find_pandoc()
    assert "pip install" in (caught.value.hint or "")


def test_a_stranger_that_stands_first_on_path_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stranger = fake_program(tmp_path / "pandoc", "echo pandoc 3.7")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pandoc.stranger_on_path() == stranger
    monkeypatch.setenv("PATH", str(pandoc.find_pandoc().parent))
    assert pandoc.stranger_on_path() is None


@pytest.mark.parametrize(
    ("markdown", "kinds"),
    [
        ("Text\n# Heading", ["Para", "Header"]),
        ("Text:\n- item", ["Para", "BulletList"]),
        ("Text\n> quote", ["Para", "BlockQuote"]),
        ("> [!NOTE]\n> x", ["Div"]),
    ],
)
def test_markdown_is_read_as_forgivingly_as_on_github(markdown: str, kinds: list[str]) -> None:
    blocks = json.loads(pandoc.read_markdown(markdown))["blocks"]
    assert [block["t"] for block in blocks] == kinds


def test_a_reference_is_read_as_a_citation_and_a_bare_address_as_a_link() -> None:
    text = pandoc.read_markdown("See [@fig:x] at https://example.com now").decode()
    assert '"t":"Cite"' in text
    assert '"t":"Link"' in text


def test_the_reader_opens_no_other_file() -> None:
    text = pandoc.read_markdown("![](/etc/passwd)\n\n\\input{/etc/passwd}").decode()
    assert "root:" not in text


def test_what_pandoc_complains_about_is_told() -> None:
    with pytest.raises(RenderError, match="Pandoc stopped: "):
        pandoc.write(b"no JSON", "html")
    with pytest.raises(RenderError, match=r"Pandoc stopped: .*nonsense"):
        pandoc.write(pandoc.read_markdown("x"), "nonsense")


def test_a_pandoc_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = 'test "$1" = --version && echo pandoc 3.9 || sleep 60'
    named(monkeypatch, fake_program(tmp_path / "pandoc", script))
    with pytest.raises(ToolError, match=r"did not finish within 0\.3 seconds"):
        pandoc.read_markdown("x", timeout=0.3)
