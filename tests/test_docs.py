"""What the documentation says of codes, commands and files is what there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from chapbook.errors import ExitCode
from chapbook.finding import Severity
from chapbook.registry import load

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks/README.md"])
FOLDERS = ("src", "filters", "plugins")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def table(text: str, heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by their first cell without its backticks."""
    below = text.split(f"\n## {heading}\n", 1)[1].split("\n## ")[0]
    rows = [line.strip("| \n").split(" | ") for line in below.splitlines() if line[:1] == "|"]
    return {row[0].strip("` "): [cell.strip() for cell in row[1:]] for row in rows[2:]}


def codes_in_code() -> set[str]:
    """Every code that stands in a call of `Finding(…)`, as text or as a constant of its module."""
    found = set()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add(code.value)
                elif isinstance(code, ast.Name) and code.id in constants:
                    found.add(constants[code.id])
    return found


def test_every_code_of_a_finding_is_documented_with_its_severity() -> None:
    documented = table(read("docs/authors.md"), "Findings")
    registry = load(installed=False)
    checks = {check.code: check for check in (*registry.checks, *registry.drawing_checks)}
    assert set(checks) | codes_in_code() <= set(documented)
    for code, check in checks.items():
        assert documented[code] == [check.severity.value, check.summary], code
    severities = {severity.value for severity in Severity}
    assert {row[0] for row in documented.values()} <= severities | {"as reported"}


@pytest.mark.parametrize("page", ["docs/authors.md", "docs/commands.md"])
def test_every_exit_code_is_documented(page: str) -> None:
    text = read(page)
    heading = "Exit codes"
    assert {int(code) for code in table(text, heading)} == {int(code) for code in ExitCode}


def test_every_command_is_documented() -> None:
    text = read("docs/commands.md")
    for name in load(installed=False).commands:
        assert f"`publish {name}" in text, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        linked = page.parent / name if name else page
        # The picture in the README is made of a finished build.
        assert linked.exists() or linked.suffix == ".png", target
        if fragment:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.M)
            ids = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
            assert fragment in ids, target


def test_the_readme_shows_the_two_commands_and_a_picture() -> None:
    text = read("README.md")
    assert "docs/pages.png" in text
    makefile = read("Makefile")
    for command in re.findall(r"^make ?(\w*) *#", text, re.M):
        assert f"\n{command or 'book'}:" in makefile
