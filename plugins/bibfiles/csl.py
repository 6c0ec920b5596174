"""Write CSL items as JSON and YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: What YAML reads as text without quotation marks.
_PLAIN = re.compile(r"[A-Za-z](?:[\w .()/&;–—’“”…+-]|,(?= )|:(?=\S)|'(?=\w))*")
_WORDS = re.compile(r"(?:true|false|null|yes|no|on|off|y|n)", re.IGNORECASE)


def write_csl_json(items: Sequence[Mapping[str, Any]]) -> str:
    """A list of items, `id` and `type` first."""
    return json.dumps([_ordered(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def write_csl_yaml(items: Sequence[Mapping[str, Any]]) -> str:
    """A list under `references`, as Pandoc reads it."""
    if not items:
        return "references: []\n"
    lines = ["references:"]
    for item in items:
        lines += _item(_ordered(item))
    return "\n".join(lines) + "\n"


def _ordered(item: Mapping[str, Any]) -> dict[str, Any]:
    first = {name: item[name] for name in ("id", "type") if name in item}
    return {**first, **{name: value for name, value in item.items() if name not in first}}


def _item(value: Any) -> list[str]:
    """A value as an item of a list: its first line after the dash."""
    lines = list(_lines(value))
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for name, part in value.items():
            lines = list(_lines(part))
            if isinstance(part, Mapping | list) and part and not _is_flat(part):
                yield f"{_scalar(name)}:"
                yield from (f"  {line}" for line in lines)
            else:
                yield f"{_scalar(name)}: {lines[0]}"
    elif isinstance(value, list) and value:
        if _is_flat(value):
            yield json.dumps(value)
        else:
            for part in value:
                yield from _item(part)
    else:
        yield _scalar(value)


def _is_flat(value: Any) -> bool:
    """`[[2024, 3]]`: numbers stay in one line."""
    return isinstance(value, int) or (isinstance(value, list) and all(_is_flat(p) for p in value))


def _scalar(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and not value.endswith(" "):
        return json.dumps(value) if _WORDS.fullmatch(value) else value
    return _quoted(value)


def _quoted(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False)
    # Characters that YAML refuses as they are.
    return re.sub(r"[\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]", _escape, said)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
