"""Works that would be cited alike, told apart: names, given names, the style's rule, letters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from chapbook.plugins.citeproc.cites import Cite, Item
from chapbook.plugins.citeproc.marks import bare
from chapbook.plugins.citeproc.names import form_of
from chapbook.plugins.citeproc.people import Person, written

if TYPE_CHECKING:
    from chapbook.plugins.citeproc.document import Document


def disambiguate(document: Document) -> None:
    """Set on every item what its citations need in order to be clear."""
    area = document.citing
    cited = list(document.items.values())
    names = area.get("disambiguate-add-names") == "true"
    given = area.get("disambiguate-add-givenname") == "true"
    rule = area.get("givenname-disambiguation-rule") or "by-cite"
    if given and rule != "by-cite":
        _all_given(document, cited, rule)
    groups = _alike(document, cited)
    by_cite = given and rule == "by-cite"
    if names or by_cite:
        for group in groups:
            _split(document, group, 0, names, by_cite)
        groups = _alike(document, cited)
    if document.style.root.xpath(".//*[@disambiguate='true']"):
        for group in groups:
            _by_condition(document, group)
        groups = _alike(document, cited)
    if area.get("disambiguate-add-year-suffix") == "true":
        order = {id(item): place for place, item in enumerate(document.order)}
        for group in groups:
            for place, item in enumerate(sorted(group, key=lambda item: order[id(item)])):
                item.year_suffix = letters(place)


def letters(number: int) -> str:
    """0 → `a`, 25 → `z`, 26 → `aa`."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _shape(document: Document, item: Item) -> str:
    # Where later citations show fewer names, it is those that have to be told apart.
    shorter = document.style.is_note or document.citing.get("et-al-subsequent-min")
    position = "subsequent" if shorter else "first"
    cite = Cite(item, document.style, document.citing, position=position, without_suffix=True)
    return bare(document.print_cite(cite))


def _alike(document: Document, items: list[Item]) -> list[list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[_shape(document, item)].append(item)
    return [group for text, group in groups.items() if len(group) > 1 and text]


def _people(document: Document, item: Item) -> tuple[Any, list[Person]]:
    """The names that begin a citation of the work, and the element that prints them."""
    if item.people is None:
        cite = Cite(item, document.style, document.citing)
        document.print_cite(cite)
        item.people = cite.people or (None, [])
    return item.people


def _split(
    document: Document, group: list[Item], start: int, add_names: bool, add_given: bool
) -> None:
    """Show more names, or more of them, until the works differ; nothing for those that never do."""
    if len(group) < 2:
        return
    most = max(len(_people(document, item)[1]) for item in group)
    for extra in range(start, most + 1 if add_names else start + 1):
        for item in group:
            item.extra_names = extra
        if _divided(document, group, extra, add_names, add_given):
            return
        for place in range(most) if add_given else ():
            before = [(item, dict(item.given)) for item in group]
            for level in (1, 2):
                for item in group:
                    item.given[place] = level
                if _divided(document, group, extra, add_names, add_given):
                    return
            for item, given in before:
                item.given = given
    for item in group:
        item.extra_names = start


def _divided(
    document: Document, group: list[Item], extra: int, add_names: bool, add_given: bool
) -> bool:
    """Whether the works differ now; those that are still alike are taken further."""
    shapes: dict[str, list[Item]] = defaultdict(list)
    for item in group:
        shapes[_shape(document, item)].append(item)
    if len(shapes) < 2:
        return False
    for alike in shapes.values():
        _split(document, alike, extra, add_names, add_given)
    return True


def _all_given(document: Document, items: list[Item], rule: str) -> None:
    """Names that look alike but are of different people get initials or given names everywhere."""
    initials_only = rule.endswith("-with-initials")
    primary = rule.startswith("primary-name")
    looks: dict[str, set[Person]] = defaultdict(set)
    shown: list[tuple[Item, int, Any, Person]] = []
    for item in items:
        element, found = _people(document, item)
        names = found[:1] if primary else found
        shown += [(item, place, element, name) for place, name in enumerate(names)]
    cite = Cite(items[0], document.style, document.citing) if items else None
    if cite is None:
        return

    def look(element: Any, name: Person, level: int) -> str:
        return bare(written(name, form_of(element, cite), False, level))

    for _, _, _, name in shown:
        looks[_family(name)].add(name)
    for item, place, element, name in shown:
        alike = looks[_family(name)]
        if len(alike) < 2:
            continue
        for level in (1,) if initials_only else (1, 2):
            own = look(element, name, level)
            same = {other for other in alike if look(element, other, level) == own}
            if len(same) == 1 or (level == 2 and len(same) < len(alike)):
                item.given[place] = level
                break
        else:
            if initials_only and len({look(element, other, 1) for other in alike}) > 1:
                item.given[place] = 1


def _family(name: Person) -> str:
    """What a citation shows of a person: the particle that belongs to the family name as well."""
    return (f"{name.kept} {name.family}".strip() or name.literal).casefold()


def _by_condition(document: Document, group: list[Item]) -> None:
    before = len({_shape(document, item) for item in group})
    for item in group:
        item.disambiguate = True
    if len({_shape(document, item) for item in group}) <= before:
        for item in group:
            item.disambiguate = False
