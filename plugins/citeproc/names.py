"""Lists of names: et al., `and`, labels, substitutes for missing and for repeated authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citeproc import model

from chapbook.plugins.citeproc.cites import Cite
from chapbook.plugins.citeproc.marks import SEAM, bare, formatted, join
from chapbook.plugins.citeproc.people import Form, Person, person, written

_CSL = "{http://purl.org/net/xbiblio/csl}"
_DATES = {"issued", "accessed", "original-date", "event-date", "submitted", "available-date"}
_IN_AREA = {"form": "name-form", "delimiter": "name-delimiter"}


def option(element: Any, cite: Cite, name: str, default: str = "") -> str:
    """An option of a name: its own, else that of citation or bibliography, else of the style."""
    if cite.sorting is not None and name in cite.sorting:
        return cite.sorting[name]
    outer = _IN_AREA.get(name, name)
    for holder, key in ((element, name), (cite.area, outer), (cite.style.root, outer)):
        if holder is not None and (value := holder.get(key)) is not None:
            return str(value)
    return default


def people(cite: Cite, variable: str) -> list[Person]:
    """The names of a role, without an `others` at the end."""
    value = cite.value(variable)
    if not isinstance(value, list):
        return [person({"literal": value})] if isinstance(value, str) else []
    found = [person(name) for name in value if isinstance(name, Mapping)]
    return [name for name in found if name.literal or name.family]


class Names(model.Names):  # type: ignore[misc]
    """The names of one or several roles."""

    def render(self, cite: Cite) -> str | None:
        """Print them; in a `substitute`, with the name and label of the names around it."""
        from chapbook.plugins.citeproc.elements import decorate

        around = self
        if self.find(f"{_CSL}name") is None:
            for substitute in self.iterancestors(f"{_CSL}substitute"):
                around = substitute.getparent()
                break
        printed = self._roles(cite, around)
        text: str | None = None
        if printed:
            delimiter = self.get("delimiter")
            if delimiter is None and around is not self:
                delimiter = around.get("delimiter")
            if delimiter is None:
                delimiter = option(None, cite, "names-delimiter")
            text = join(printed, delimiter)
            if all(one.isdigit() for one in printed):
                total = sum(int(one) for one in printed)
                text = str(total) if total else None
                if cite.sorting is not None and text:
                    text = f"{total:08d}"
            if text is not None and cite.sorting is None:
                text = decorate(self, cite, text)
            hidden = cite.names is None and (cite.without_author or cite.suffix_only)
            if cite.names is None:
                cite.names = text or ""
            return None if hidden else text
        substitute = self.find(f"{_CSL}substitute")
        if substitute is not None:
            text = self._substitute(cite, substitute)
        return text

    def _substitute(self, cite: Cite, substitute: Any) -> str | None:
        for child in substitute:
            before = len(cite.used)
            first = cite.names is None
            called = cite.called
            text: str | None = child.render(cite)
            if text or (cite.without_author and first and cite.names is not None):
                cite.suppressed |= set(cite.used[before:]) - _DATES
                if first and not isinstance(child, Names):
                    cite.names = text if cite.names is None else cite.names
                    if cite.without_author:
                        return None
                return text
            cite.called = called
        return None

    def _roles(self, cite: Cite, around: Any) -> list[str]:
        roles = (self.get("variable") or "").split()
        found = {role: names for role in roles if (names := people(cite, role))}
        merged = (
            {"editor", "translator"} <= set(found)
            and cite.item.csl.get("editor") == cite.item.csl.get("translator")
            and bool(cite.style.term("editortranslator"))
            and around.find(f"{_CSL}label") is not None
        )
        if merged:
            found.pop("translator")
            cite.used.append("translator")
        printed = []
        for role in roles:
            names = found.get(role, [])
            if not merged or role != "translator":
                cite.count(role, bool(names))
            if not names:
                continue
            text = self._list(cite, around, role, names)
            term = "editortranslator" if merged and role == "editor" else role
            printed.append(self._labeled(cite, around, term, text, len(names) > 1))
        return [text for text in printed if text]

    def _labeled(self, cite: Cite, around: Any, role: str, text: str, several: bool) -> str:
        label = around.find(f"{_CSL}label")
        if label is None or cite.sorting is not None or not text:
            return text
        word = label.word(cite, role, several) or ""
        name = around.find(f"{_CSL}name")
        children = list(around)
        first = name is not None and children.index(label) < children.index(name)
        return f"{word}{SEAM}{text}" if first else f"{text}{SEAM}{word}"

    def _list(self, cite: Cite, around: Any, role: str, names: list[Person]) -> str:
        from chapbook.plugins.citeproc.elements import affixed

        element = around.find(f"{_CSL}name")
        others = names[-1].literal == "others"
        names = names[:-1] if others else names
        first = cite.names is None and not cite.name_list
        if first:
            cite.people = (element, names)
        shown, last, short = _shown(element, cite, len(names), first)
        if option(element, cite, "form", "long") == "count":
            return str(len(shown)) if shown else ""
        form = form_of(element, cite)
        given = cite.item.given if first else {}
        printed = [written(names[n], form, n == 0, given.get(n, 0)) for n in shown]
        if first:
            printed, whole = _replaced(cite, printed, short or others)
            if whole:
                return whole
        delimiter = option(element, cite, "delimiter", ", ")
        if short or others:
            ending = (written(names[-1], form, False) if last else None) if short else None
            text = _et_al(around, element, cite, printed, delimiter, ending, form, not short)
        else:
            text = _all(element, cite, printed, delimiter, form)
        return affixed(element, formatted(element, text)) if element is not None else text


def form_of(element: Any, cite: Cite) -> Form:
    """How the style writes names here."""
    parts = (
        {}
        if element is None
        else {part.get("name"): part for part in element.findall(f"{_CSL}name-part")}
    )
    return Form(
        short=option(element, cite, "form", "long") == "short",
        initials=option(element, cite, "initialize-with", "\0").replace("\0", "") if option(
            element, cite, "initialize-with", "\0") != "\0" else None,
        initialize=option(element, cite, "initialize", "true") != "false",
        hyphen=option(None, cite, "initialize-with-hyphen", "true") != "false",
        inverted=option(element, cite, "name-as-sort-order"),
        separator=option(element, cite, "sort-separator", ", "),
        demote=cite.style.root.get("demote-non-dropping-particle") or "display-and-sort",
        sorting=cite.sorting is not None,
        parts=parts if cite.sorting is None else {},
    )  # fmt: skip


def _shown(element: Any, cite: Cite, total: int, first: bool) -> tuple[list[int], bool, bool]:
    """Which names print, whether the last one does after an ellipsis, whether any are left out."""
    least, most = "et-al-min", "et-al-use-first"
    if cite.position != "first" and not cite.listed:
        if option(element, cite, "et-al-subsequent-min"):
            least = "et-al-subsequent-min"
        if option(element, cite, "et-al-subsequent-use-first"):
            most = "et-al-subsequent-use-first"
    minimum = int(option(element, cite, least, "0") or 0)
    use = int(option(element, cite, most, "1") or 1)
    if first and cite.item.extra_names and cite.sorting is None:
        use = max(use, _cited(cite)) if cite.listed else use + cite.item.extra_names
    if not minimum or total < minimum or use >= total:
        return list(range(total)), False, False
    last = option(element, cite, "et-al-use-last") == "true" and use <= total - 2
    return list(range(use)), last, True


def _cited(cite: Cite) -> int:
    """How many names citations of the work show: so many its entry has to show, too."""
    element = cite.item.people[0] if cite.item.people else None
    citing = Cite(cite.item, cite.style, cite.style.root.citation)
    return int(option(element, citing, "et-al-use-first", "1") or 1) + cite.item.extra_names


def _joined(names: list[str], delimiter: str) -> str:
    return join(names, delimiter)


def _precedes(rule: str, count: int, form: Form, contextual: int) -> bool:
    inverted = form.inverted == "all" or (form.inverted == "first" and count == 1)
    return (
        rule == "always"
        or (rule == "contextual" and count >= contextual)
        or (rule == "after-inverted-name" and inverted)
    )


def _all(element: Any, cite: Cite, names: list[str], delimiter: str, form: Form) -> str:
    kind = option(element, cite, "and")
    word = "&" if kind == "symbol" else (cite.style.term("and") or "") if kind == "text" else ""
    if len(names) < 2 or not word or cite.sorting is not None:
        return _joined(names, delimiter)
    rule = option(element, cite, "delimiter-precedes-last", "contextual")
    before = len(names) - 1
    comma = delimiter if _precedes(rule, before, form, 2) else " "
    if not comma.endswith(" "):
        comma += " "
    return f"{_joined(names[:-1], delimiter)}{SEAM}{comma}{word} {SEAM}{names[-1]}"


def _et_al(
    around: Any, element: Any, cite: Cite, names: list[str], delimiter: str, last: str | None,
    form: Form, unnamed: bool = False,
) -> str:  # fmt: skip
    from chapbook.plugins.citeproc.elements import affixed

    text = _joined(names, delimiter)
    if last is not None:
        return f"{text}{SEAM}{delimiter}… {last}"
    holder = around.find(f"{_CSL}et-al")
    name = (holder.get("term") if holder is not None else None) or "et-al"
    word = cite.style.term(name) or ""
    if not word or not names or cite.sorting is not None:
        return text
    if holder is not None:
        word = affixed(holder, formatted(holder, word))
    rule = option(element, cite, "delimiter-precedes-et-al", "contextual")
    if unnamed and len(names) == 1 and form.inverted:
        # Authors that the entry does not list: as before one last author.
        rule = option(element, cite, "delimiter-precedes-last", rule)
    comma = delimiter if _precedes(rule, len(names), form, 2) else " "
    return f"{text}{SEAM}{comma}{SEAM}{word}"


def _replaced(cite: Cite, names: list[str], more: bool) -> tuple[list[str], str]:
    """The names with those of the entry before replaced, and what stands for the whole list.

    `Dalwin et al.` are not Dalwin: where `more` follow, that counts as one more name.
    """
    cite.name_list = [*names, *(["et al."] if more else [])]
    if cite.replace is None:
        return names, ""
    rule, mark, before = cite.replace
    own = cite.name_list
    same = 0
    while same < min(len(own), len(before)) and bare(own[same]) == bare(before[same]):
        same += 1
    whole = same == len(own) == len(before)
    if rule == "complete-all":
        return names, mark if whole else ""
    if rule == "complete-each":
        return ([mark] * len(names) if whole else names), ""
    if rule == "partial-each":
        return [mark] * min(same, len(names)) + names[same:], ""
    return ([mark, *names[1:]] if same else names), ""
