"""The rules of the house: where a module may stand, what it may import, what has to be written."""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from chapbook import hookspecs
from chapbook.registry import BUILTIN

ROOT = Path(__file__).resolve().parents[1]

#: The folders of the top level that become packages, and the names they are imported by.
MAPPED = {
    "src/chapbook": "chapbook",
    "filters": "chapbook.filters",
    "plugins": "chapbook.plugins",
    "templates": "chapbook.templates",
    "csl": "chapbook.csl",
}
CODE = sorted(path for folder in MAPPED for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("chapbook_"))

#: The modules that run programs.
RUNNERS = {"src/chapbook/process.py", "src/chapbook/pandoc.py"}
#: What only one or two modules may import, and which those are.
RESERVED = {
    "subprocess": RUNNERS,
    "pypandoc": {"src/chapbook/pandoc.py"},
    "pluggy": {"src/chapbook/hookspecs.py", "src/chapbook/registry.py"},
}
#: Functions of `os` that start programs past `process.run`.
STARTERS = ("system", "popen", "exec", "spawn", "posix_spawn", "fork")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """`filters/boxes.py` → `chapbook.filters.boxes`."""
    for folder, package in MAPPED.items():
        if path.is_relative_to(ROOT / folder):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            return ".".join([package, *(part for part in parts if part != "__init__")])
    raise AssertionError(f"{path} is in no package")


def read_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that a file names in an import, at its top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def importers(name: str) -> set[str]:
    return {
        shown(path)
        for path in CODE
        if any(module.split(".")[0] == name for module in imported(read_tree(path)))
    }


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def implements_a_hook(path: Path) -> bool:
    return any(
        isinstance(node, ast.FunctionDef)
        and any("hookimpl" in ast.unparse(decorator) for decorator in node.decorator_list)
        for node in read_tree(path).body
    )


def test_the_packages_on_disk_are_the_ones_that_the_wheel_gets() -> None:
    on_disk = {module_name(path) for path in CODE if path.name == "__init__.py"}
    setuptools = project()["tool"]["setuptools"]
    assert set(setuptools["packages"]) == on_disk
    assert set(setuptools["package-dir"]) == on_disk
    for package, folder in setuptools["package-dir"].items():
        assert module_name(ROOT / folder / "__init__.py") == package


def test_every_folder_with_modules_is_a_package() -> None:
    bare = {path.parent for path in CODE if not (path.parent / "__init__.py").is_file()}
    assert bare == set()


def test_the_builtin_plugins_are_the_modules_that_implement_a_hook() -> None:
    offering = {module_name(path) for path in CODE if implements_a_hook(path)}
    assert set(BUILTIN) == offering
    assert len(BUILTIN) == len(set(BUILTIN))


@pytest.mark.parametrize("folder", ["filters", "src/chapbook/commands"])
def test_a_folder_of_plugins_holds_nothing_else(folder: str) -> None:
    shared = {"__init__.py", "options.py"}
    files = [path for path in (ROOT / folder).glob("*.py") if path.name not in shared]
    assert [shown(path) for path in files if not implements_a_hook(path)] == []


def test_nobody_imports_the_mapped_folders_by_their_names_on_disk() -> None:
    forbidden = {"filters", "plugins", "templates", "csl", "src"}
    guilty = {
        f"{shown(path)}: {module}"
        for path in [*CODE, *TESTS]
        for module in imported(read_tree(path))
        if module.split(".")[0] in forbidden
    }
    assert guilty == set()


def test_no_filter_hides_a_module_of_the_standard_library() -> None:
    # Pandoc runs a filter with its folder first on the import path.
    assert {
        path.stem for path in (ROOT / "filters").glob("*.py")
    } & sys.stdlib_module_names == set()


@pytest.mark.parametrize("path", [*CODE, *TESTS], ids=shown)
def test_a_module_says_why_it_exists_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 300


@pytest.mark.parametrize(("name", "allowed"), RESERVED.items(), ids=RESERVED)
def test_a_reserved_library_is_imported_by_its_own_modules_alone(
    name: str, allowed: set[str]
) -> None:
    assert importers(name) <= allowed


def test_programs_are_run_by_process_and_pandoc_alone() -> None:
    guilty = {
        f"{shown(path)}:{node.lineno}"
        for path in CODE
        if shown(path) not in RUNNERS
        for node in ast.walk(read_tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr.startswith(STARTERS)
    }
    assert guilty == set()


def test_yaml_is_read_by_the_manifest_and_the_inventory_alone() -> None:
    assert {
        name
        for name in importers("yaml")
        if not Path(name).name.startswith("manifest")
        and not Path(name).name.startswith("inventory")
    } == set()


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_explained_used_and_documented(name: str) -> None:
    hook = getattr(hookspecs, name)
    assert inspect.getdoc(hook), "no prose"
    assert any(hasattr(import_module(module), name) for module in BUILTIN), "nobody implements it"
    signature = str(inspect.signature(hook)).replace("'", "")
    guide = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").splitlines()
    assert f"### `{name}{signature}`" in guide
