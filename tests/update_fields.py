"""Let LibreOffice compute all fields and indexes of a document anew, and print its text.

Run by a Python that has `uno`, which is often the system's own: update_fields.py FILE TEXT PROFILE.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def main(source: Path, text: Path, profile: Path) -> None:
    """Update the document at `source` and write its text to `text`."""
    pipe = f"chapbook{profile.stat().st_ino}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        desktop = _desktop(pipe)
        document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, _set(Hidden=True))
        document.TextFields.refresh()
        for index in range(document.DocumentIndexes.Count):
            document.DocumentIndexes.getByIndex(index).update()
        document.TextFields.refresh()
        saved = _set(FilterName="Text (encoded)", FilterOptions="UTF8,LF")
        document.storeToURL(text.as_uri(), saved)
        document.close(True)
    finally:
        office.terminate()
        office.wait(30)


def _desktop(pipe: str) -> Any:
    import uno

    context = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = context.ServiceManager.createInstanceWithContext(name, context)
    url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(240):
        try:
            office = resolver.resolve(url)
            break
        except Exception:
            time.sleep(0.25)
    else:
        raise SystemExit("LibreOffice did not answer")
    return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)


def _set(**values: object) -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue

    found = []
    for name, value in values.items():
        entry = PropertyValue()
        entry.Name, entry.Value = name, value
        found.append(entry)
    return tuple(found)


if __name__ == "__main__":
    main(*(Path(arg).resolve() for arg in sys.argv[1:4]))
