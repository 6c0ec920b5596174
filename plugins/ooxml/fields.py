"""Write Word's fields and bookmarks as WordprocessingML text, for Pandoc to put in as it stands.

A field carries the result that Word would compute, so that a file is right before anybody updates
it, and Word has nothing to ask on opening it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

#: The style of a caption's word and number, and that of references.
LABEL_STYLE, LINK_STYLE = "CaptionLabel", "Hyperlink"


def text_xml(text: str, style: str = "") -> str:
    """A run of text in a character style; nothing where the text is empty."""
    if not text:
        return ""
    return _run(f'<w:t xml:space="preserve">{escape(text)}</w:t>', _look(style))


def field_xml(instruction: str, result: str, style: str = "") -> str:
    """A field with its result."""
    look = _look(style)
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    shown = f'<w:t xml:space="preserve">{escape(result)}</w:t>'
    parts = (_char("begin"), code, _char("separate"), shown, _char("end"))
    return "".join(_run(part, look) for part in parts)


def bookmark_xml(name: str, number: int, inside: str) -> str:
    """Runs with a bookmark around them; `number` is the bookmark's own in the file."""
    start, end = bookmark_ends(name, number)
    return f"{start}{inside}{end}"


def bookmark_ends(name: str, number: int) -> tuple[str, str]:
    """The beginning and the end of a bookmark."""
    # Pandoc counts its own bookmarks from 1; these stay clear of them.
    identifier = 1_000_000 + number
    start = f'<w:bookmarkStart w:id="{identifier}" w:name={quoteattr(name)}/>'
    return start, f'<w:bookmarkEnd w:id="{identifier}"/>'


def _look(style: str) -> str:
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""


def _run(content: str, look: str) -> str:
    return f"<w:r>{look}{content}</w:r>"


def _char(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'
