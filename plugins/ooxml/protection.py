"""Protect a file against changes, except in chapters that are left open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from chapbook.plugins.ooxml.marks import Mark
from chapbook.plugins.ooxml.names import build, every, prefixed, qualified, value
from chapbook.plugins.ooxml.package import Package

#: The settings that the schema wants before `w:documentProtection`.
_BEFORE = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions "
    "doNotTrackMoves doNotTrackFormatting"
)


def protect(package: Package, edit: str) -> None:
    """Let Word refuse what `edit` does not allow. There is no password."""
    settings = package.tree("word/settings.xml")
    for known in list(every(settings, "w:documentProtection")):
        settings.remove(known)
    before = {qualified(f"w:{name}") for name in _BEFORE.split()}
    place = max((at for at, child in enumerate(settings, 1) if child.tag in before), default=0)
    entry = build("w:documentProtection", {"w:edit": edit, "w:enforcement": 1})
    settings.insert(place, entry)
    if edit == "trackedChanges":
        _track_changes(settings, entry)


def open_chapters(body: etree._Element, marks: Sequence[Mark], editable: Collection[str]) -> None:
    """Let everybody change the chapters whose headings have the bookmarks `editable`."""
    openers = {mark.bookmark for mark in marks if mark.chapter is not None}
    headings = {
        value(start, "w:name"): heading
        for start in every(body, "w:bookmarkStart")
        if value(start, "w:name") in openers and (heading := _block(start, body)) is not None
    }
    for number, name in enumerate(sorted(set(editable) & set(headings)), 1):
        heading = headings[name]
        others = {id(other) for other in headings.values()}
        end = next(
            block
            for block in heading.itersiblings()
            if id(block) in others or prefixed(block) == "w:sectPr"
        )
        heading.addprevious(build("w:permStart", {"w:id": number, "w:edGrp": "everyone"}))
        end.addprevious(build("w:permEnd", {"w:id": number}))


def _track_changes(settings: etree._Element, entry: etree._Element) -> None:
    if next(every(settings, "w:trackRevisions"), None) is not None:
        return
    after = ("w:doNotTrackMoves", "w:doNotTrackFormatting")
    following = next((child for child in settings if prefixed(child) in after), entry)
    following.addprevious(build("w:trackRevisions"))


def _block(mark: etree._Element, body: etree._Element) -> etree._Element | None:
    """The block of the body in which a mark stands."""
    block = mark
    while (parent := block.getparent()) is not None:
        if parent is body:
            return block
        block = parent
    return None
