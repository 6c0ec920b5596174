"""Refuse parameters of checks that do not fit: a mistyped one would silently do nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from chapbook.book import Book
from chapbook.manifest_check import Problem, find_problems, stop_on_problems
from chapbook.manifest_keys import check_kind
from chapbook.manifest_kinds import Keys
from chapbook.manifest_settings import SWITCHES
from chapbook.manifest_yaml import Fields, Items, Node, Scalar, load_yaml
from chapbook.parameters import CHAPTER_FILES, LIMITS, LIMITS_BY_CHAPTER
from chapbook.registry import Registry
from chapbook.roles import TakesParameters


def parameters_of(registry: Registry) -> Mapping[str, Keys]:
    """The parameters of each check that declares them, by its code."""
    checks = (*registry.checks, *registry.drawing_checks)
    return {c.code: c.parameters for c in checks if isinstance(c, TakesParameters)}


def refuse_bad_parameters(book: Book, registry: Registry) -> None:
    """Raise `BookError` at the first parameter in `book.yaml` that its check cannot take."""
    manifest = book.root / book.manifest
    if manifest.suffix not in (".yaml", ".yml") or not book.checks:
        return
    root = load_yaml(manifest)
    checks = root.get("checks") if isinstance(root, Fields) else None
    entries = checks.entries if isinstance(checks, Fields) else ()
    known = parameters_of(registry)
    codes = {check.code for check in registry.checks}
    codes |= {check.code for check in registry.drawing_checks}
    problems: list[Problem] = []
    for code, said in entries:
        settings = book.checks[code.text]
        if code.text in known and settings.enabled:
            problems += _problems(book, code, said, known[code.text])
        elif settings.parameters and code.text not in codes:
            problems.append(_no_check(code, known))
    stop_on_problems(manifest, problems)


def _no_check(code: Scalar, known: Collection[str]) -> Problem:
    near = get_close_matches(code.text, known, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"with parameters: {', '.join(sorted(known))}"
    return Problem(code.line, f"no check '{code.text}' could take these parameters", hint)


def _problems(book: Book, code: Scalar, said: Node, parameters: Keys) -> Iterator[Problem]:
    where = f"checks.{code.text}"
    fields = _switched(said) if isinstance(said, Fields) else Fields((), code.line)
    yield from find_problems(fields, check_kind(parameters), where)
    names = {key.text for key, _ in fields.entries}
    is_limited = parameters.keys.get("min") is LIMITS["min"]
    if is_limited and not names & {"min", "max", "chapters"}:
        hint = f"give one: {code.text}: {{min: 1}}"
        yield Problem(code.line, f"`{where}` has neither 'min' nor 'max'", hint)
    yield from _crossed(fields, where)
    for key, value in fields.entries:
        kind = parameters.keys[key.text].kind if key.text in parameters.keys else None
        if kind is CHAPTER_FILES and isinstance(value, Items):
            yield from _strangers(book, [i for i in value.items if isinstance(i, Scalar)], where)
        elif kind is LIMITS_BY_CHAPTER and isinstance(value, Fields):
            yield from _strangers(book, [name for name, _ in value.entries], where)


def _switched(fields: Fields) -> Fields:
    """The values as checks get them, with `on` and `yes` as true: a text of that needs quotes."""
    return Fields(tuple((key, _value(node)) for key, node in fields.entries), fields.line)


def _value(node: Node) -> Node:
    match node:
        case Fields():
            return _switched(node)
        case Items():
            return Items(tuple(map(_value, node.items)), node.line)
        case Scalar(plain=True) if node.text.lower() in SWITCHES:
            return replace(node, value=SWITCHES[node.text.lower()])
    return node


def _crossed(node: Node, where: str) -> Iterator[Problem]:
    """Limits of which the lower is above the upper."""
    if isinstance(node, Items):
        for item in node.items:
            yield from _crossed(item, where)
    if not isinstance(node, Fields):
        return
    least, most = node.get("min"), node.get("max")
    if isinstance(least, Scalar) and isinstance(most, Scalar):
        low, high = least.value, most.value
        if isinstance(low, int) and isinstance(high, int) and low > high:
            message = f"`{where}`: 'min' is {low}, more than 'max', which is {high}"
            yield Problem(least.line, message, "exchange them")
    for _, value in node.entries:
        yield from _crossed(value, where)


def _strangers(book: Book, names: list[Scalar], where: str) -> Iterator[Problem]:
    """Files that are no chapters of the book."""
    known = [str(chapter.path) for chapter in book.chapters]
    for name in names:
        if name.text not in known:
            near = get_close_matches(name.text, known, 1)
            hint = f"did you mean '{near[0]}'?" if near else "name a file that `contents` lists"
            yield Problem(name.line, f"`{where}`: '{name.text}' is no chapter of the book", hint)
