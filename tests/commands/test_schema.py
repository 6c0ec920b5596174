"""`publish schema`."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from support import publish


def test_without_a_name_it_is_that_of_the_manifest() -> None:
    assert publish("schema").ends(0).out == publish("schema", "book").out


@pytest.mark.parametrize("name", ["book", "inventory"])
def test_a_schema_is_the_one_that_is_shipped(name: str) -> None:
    shipped = (files("chapbook") / f"{name}.schema.json").read_text("utf-8")
    assert json.loads(publish("schema", name).ends(0).out) == json.loads(shipped)
