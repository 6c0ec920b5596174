"""What the file says about itself: core properties, language, and settings without questions."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from chapbook.book import Metadata
from chapbook.plugins.ooxml.names import build, every, find, qualified
from chapbook.plugins.ooxml.package import Package

_CORE = "docProps/core.xml"
_SPACES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>chapbook</Application></Properties>"
)
#: Without a mode Word opens a file as one of Word 2007's, with fewer features.
_MODE = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word"}


def write_properties(package: Package, metadata: Metadata, epoch: int) -> None:
    """Write all of them; `epoch` is the date that the file claims for itself."""
    package.replace(_CORE, _core(metadata, epoch))
    package.parts["docProps/app.xml"] = _APP
    _set_language(package, metadata.language)
    _set_compatibility(package.tree("word/settings.xml"))


def _core(metadata: Metadata, epoch: int) -> etree._Element:
    root = etree.Element(f"{{{_SPACES['cp']}}}coreProperties", nsmap=_SPACES)
    time = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {
        "dc:title": metadata.title,
        "dc:subject": metadata.subtitle,
        "dc:creator": "; ".join(metadata.authors),
        "dc:description": metadata.description,
        "dc:identifier": metadata.identifier,
        "dc:language": metadata.language,
        "dcterms:created": time,
        "dcterms:modified": time,
    }
    for name, text in fields.items():
        if text:
            prefix, local = name.split(":")
            child = etree.SubElement(root, f"{{{_SPACES[prefix]}}}{local}")
            child.text = text
            if prefix == "dcterms":
                child.set(f"{{{_SPACES['xsi']}}}type", "dcterms:W3CDTF")
    return root


def _set_language(package: Package, language: str) -> None:
    for element in every(package.tree("word/styles.xml"), "w:rPrDefault"):
        tag = find(element, "w:rPr/w:lang")
        if tag is not None:
            tag.set(qualified("w:val"), language)
    for element in every(package.tree("word/settings.xml"), "w:themeFontLang"):
        element.set(qualified("w:val"), language)


def _set_compatibility(settings: etree._Element) -> None:
    for name in ("w:proofState", "w:rsids", "w:savePreviewPicture"):
        for element in list(every(settings, name)):
            settings.remove(element)
    if find(settings, "w:compat") is not None:
        return
    mode = build("w:compatSetting", {**_MODE, "w:val": 15})
    compat = build("w:compat", {}, mode)
    after = next((e for e in settings if e.tag in _AFTER_COMPAT), None)
    if after is None:
        settings.append(compat)
    else:
        after.addprevious(compat)


#: The settings before which the schema wants `w:compat`.
_AFTER_COMPAT = {
    qualified(name)
    for name in (
        "w:docVars",
        "m:mathPr",
        "w:themeFontLang",
        "w:clrSchemeMapping",
        "w:decimalSymbol",
    )
}
