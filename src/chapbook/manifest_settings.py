"""The settings of `book.yaml`: targets, checks and filters as their keys say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chapbook.book import CheckSettings, Option, Parameter, Target
from chapbook.finding import Severity
from chapbook.manifest_yaml import Fields, Items, Node, Scalar

#: What is built where the book names no targets.
DEFAULT_TARGETS = ("pdf", "docx", "epub")

#: Plain words that are read as true and false where a setting may be either.
SWITCHES = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


def default_targets() -> tuple[Target, ...]:
    """The targets of a book that names none."""
    return tuple(Target(name, name) for name in DEFAULT_TARGETS)


def targets_of(node: Node | None) -> tuple[Target, ...]:
    """The targets, from a list of names or from names with options."""
    match node:
        case Items():
            names = [item.text for item in node.items if isinstance(item, Scalar)]
            return tuple(Target(name, name) for name in names)
        case Fields(entries=entries) if entries:
            return tuple(_target(key.text, options) for key, options in entries)
    return default_targets()


def checks_of(fields: Fields) -> Mapping[str, CheckSettings]:
    """What is said of each check, by its code."""
    return {key.text: _check(node) for key, node in fields.entries}


def diagrams_of(fields: Fields) -> Mapping[str, str]:
    """What renderers of drawings are told, as text; switches are `on` or `off`."""
    said = {key.text: node.text for key, node in fields.entries if isinstance(node, Scalar)}
    switches = {True: "on", False: "off"}
    return {
        name: switches[SWITCHES[text.lower()]] if text.lower() in SWITCHES else text
        for name, text in said.items()
    }


def filters_off_of(fields: Fields) -> tuple[str, ...]:
    """The names of the filters that are switched off."""
    return tuple(sorted(key.text for key, node in fields.entries if not _is_on(node)))


def _target(name: str, node: Node) -> Target:
    if not isinstance(node, Fields):
        return Target(name, name)
    format = node.get("format")
    return Target(
        name,
        format.text if isinstance(format, Scalar) else name,
        _options(node, without=("format",)),
    )


def _check(node: Node) -> CheckSettings:
    if isinstance(node, Scalar):
        severity = Severity(node.text) if node.text in tuple(Severity) else None
        return CheckSettings(enabled=severity is not None or _is_on(node), severity=severity)
    if not isinstance(node, Fields):
        return CheckSettings()
    severity_node, enabled = node.get("severity"), node.get("enabled")
    return CheckSettings(
        enabled=enabled is None or _is_on(enabled),
        severity=Severity(severity_node.text) if isinstance(severity_node, Scalar) else None,
        parameters={
            key.text: _parameter(value)
            for key, value in node.entries
            if key.text not in ("severity", "enabled")
        },
    )


def _is_on(node: Node) -> bool:
    return isinstance(node, Scalar) and SWITCHES.get(node.text.lower(), True)


def _options(fields: Fields, without: Iterable[str]) -> Mapping[str, Option]:
    return {key.text: _option(node) for key, node in fields.entries if key.text not in without}


def _parameter(node: Node) -> Parameter:
    match node:
        case Items():
            return tuple(map(_parameter, node.items))
        case Scalar(plain=True) if node.text.lower() in SWITCHES:
            return SWITCHES[node.text.lower()]
        case Scalar():
            return node.value
        case Fields():
            return {key.text: _parameter(value) for key, value in node.entries}


def _option(node: Node) -> Option:
    match node:
        case Items():
            return tuple(item.text for item in node.items if isinstance(item, Scalar))
        case Scalar(plain=True) if node.text.lower() in SWITCHES:
            return SWITCHES[node.text.lower()]
        case Scalar():
            return node.value
        case Fields():
            entries = node.entries
            return {key.text: value.text for key, value in entries if isinstance(value, Scalar)}
