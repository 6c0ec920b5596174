"""`publish schema`."""

from __future__ import annotations

import json
from importlib.resources import files

from support import publish


def test_the_schema_is_the_one_that_is_shipped() -> None:
    shipped = (files("chapbook") / "book.schema.json").read_text("utf-8")
    assert json.loads(publish("schema").ends(0).out) == json.loads(shipped)
