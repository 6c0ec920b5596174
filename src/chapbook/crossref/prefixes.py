"""The map `prefixes` of pandoc-crossref 1.0: other names of settings, and kinds of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chapbook.crossref.defaults import Meta, inlines
from chapbook.crossref.kinds import KINDS, Kind

#: A key below a prefix, and what the setting is called elsewhere.
_NAMES = {
    "ref": "{stem}Prefix",
    "title": "{name}Title",
    "listOfTitle": "{list}Title",
    "captionTemplate": "{name}Template",
    "listItemTemplate": "{list}ItemTemplate",
    "referenceTemplate": "{stem}PrefixTemplate",
    "numbering": "{prefix}Labels",
}
_FIGURE_NAMES = {
    "subcaptionsGrid": "subfigGrid",
    "collectedCaptionDelim": "ccsDelim",
    "collectedCaptionLabelSep": "ccsLabelSep",
    "collectedCaptionItemTemplate": "ccsTemplate",
}
_SUBFIGURE_NAMES = {"numbering": "subfigLabels", "captionTemplate": "subfigureChildTemplate"}
_OWN = "$$title$$ $$i$$$$titleDelim$$ $$t$$"


def settings_of(values: Mapping[str, Meta]) -> dict[str, Meta]:
    """The settings that `prefixes` makes, under their usual names."""
    found: dict[str, Meta] = {}
    for prefix, options in _options(values).items():
        own = next((kind for kind in KINDS if kind.prefix == prefix), None)
        kind = own or Kind(prefix, prefix, prefix, f"lo-{prefix}")
        if own is None:
            found[f"{prefix}PrefixTemplate"] = inlines("$$p$$\u00a0$$i$$")
            found[f"{prefix}Template"] = inlines(_OWN)
            found[f"{prefix}Labels"] = inlines("arabic")
        for key, pattern in _NAMES.items():
            if key in options:
                name = pattern.format_map(vars(kind))
                found[name] = options[key]
        if prefix == "fig":
            sub = options.get("sub", {"t": "MetaMap", "c": {}})
            found |= {n: options[k] for k, n in _FIGURE_NAMES.items() if k in options}
            found |= {n: sub["c"][k] for k, n in _SUBFIGURE_NAMES.items() if k in sub["c"]}
        if prefix == "sec" and "captionTemplate" in options:
            found["secHeaderTemplate"] = found.pop("sectionTemplate")
            found["numberSections"] = {"t": "MetaBool", "c": True}
            found["sectionsDepth"] = inlines("-1")
    return found


def kinds_of(values: Mapping[str, Meta]) -> tuple[Kind, ...]:
    """The kinds that `prefixes` adds."""
    known = {kind.prefix for kind in KINDS}
    return tuple(
        Kind(prefix, prefix, prefix, f"lo-{prefix}", scope=_word(options.get("scope")))
        for prefix, options in sorted(_options(values).items())
        if prefix not in known
    )


def _options(values: Mapping[str, Meta]) -> dict[str, dict[str, Any]]:
    value = values.get("prefixes")
    if value is None or value["t"] != "MetaMap":
        return {}
    return {name: item["c"] for name, item in value["c"].items() if item["t"] == "MetaMap"}


def _word(value: Meta | None) -> str:
    match value:
        case {"t": "MetaInlines", "c": [{"t": "Str", "c": str(text)}]}:
            return text
        case {"t": "MetaString", "c": str(text)}:
            return text
    return ""
