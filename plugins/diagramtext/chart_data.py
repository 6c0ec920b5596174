"""The data that a Vega or Vega-Lite chart names, put into it; nothing else may be named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from chapbook.roles import DrawingError

#: Formats of data by the ending of the file.
_FORMATS = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".topojson": "topojson"}


def names_of_data(chart: object) -> list[str]:
    """The addresses that a chart names, each once, in its order."""
    addresses = (part["url"] for part in _with_address(chart))
    return list(dict.fromkeys(each for each in addresses if isinstance(each, str)))


def put_data_in(chart: object, inputs: Mapping[str, bytes]) -> None:
    """Replace the address of each data set by the data, in place.

    Raises `DrawingError` for an image, or for an address that is worked out while drawing.
    """
    for part in list(_with_address(chart)):
        address = part["url"]
        if not isinstance(address, str) or part.get("type") == "image":
            raise DrawingError(
                "images in charts are not drawn", hint="put the image beside the chart"
            )
        said = part.get("format")
        form: dict[str, Any] = dict(said) if isinstance(said, Mapping) else {}
        kind = str(form.get("type") or _FORMATS.get(PurePosixPath(address).suffix.lower(), "json"))
        text = _text(address, inputs[address])
        if kind in ("json", "topojson"):
            try:
                part["values"] = json.loads(text)
            except ValueError as error:
                raise DrawingError(f"the file '{address}' is no JSON: {error}") from error
        else:
            part["values"] = text
        part["format"] = {**form, "type": kind}
        del part["url"]


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError(
            f"the file '{name}' is not UTF-8 (offset {error.start})", hint="save it as UTF-8"
        ) from error


def _with_address(part: object) -> Iterator[dict[str, Any]]:
    """Every part of a chart that has a `url`, save data that is in it already."""
    if isinstance(part, dict):
        if "url" in part:
            yield part
        for key, value in part.items():
            if key not in ("values", "datasets"):
                yield from _with_address(value)
    elif isinstance(part, list):
        for value in part:
            yield from _with_address(value)
