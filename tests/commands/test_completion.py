"""Completion of command names in the shell, as click does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PUBLISH = Path(sys.executable).with_name("publish")


def complete(**env: str) -> str:
    done = subprocess.run(
        [str(PUBLISH)], env={**os.environ, **env}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_command_s_name_is_completed() -> None:
    said = complete(_PUBLISH_COMPLETE="zsh_complete", COMP_WORDS="publish do", COMP_CWORD="1")
    assert said.splitlines()[:2] == ["plain", "doctor"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_gets_its_script(shell: str) -> None:
    assert "_PUBLISH_COMPLETE" in complete(_PUBLISH_COMPLETE=f"{shell}_source")
