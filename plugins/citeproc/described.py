"""What stands for an entry that a style prints nothing for."""

from __future__ import annotations

from chapbook.entry_text import plain
from chapbook.roles import Entry


def described(entry: Entry) -> str:
    """An entry as it stands in prose, else its main fields: `Kwon 2023. “Memory.”`."""
    if entry.path.suffix.lower() == ".md":
        return plain(entry.raw)
    doi = entry.csl.get("DOI")
    url = entry.csl.get("URL") or (f"https://doi.org/{doi}" if doi else "")
    title = f"“{entry.csl['title']}.”" if entry.csl.get("title") else ""
    label = f"{author_date(entry)}." if entry.csl.get("author") else ""
    return " ".join(filter(None, (label, title, str(url))))


def author_date(entry: Entry) -> str:
    """`Kwon et al. 2023`; the title where there is no author."""
    names = [
        str(name.get("family", name.get("literal", ""))) for name in entry.csl.get("author", [])
    ]
    if len(names) > 2 or names[1:] == ["others"]:
        who = f"{names[0]} et al."
    else:
        who = " and ".join(names) or str(entry.csl.get("title", entry.key))
    date = (entry.csl.get("issued", {}).get("date-parts") or [["n.d."]])[0][0]
    return f"{who} {date}"
