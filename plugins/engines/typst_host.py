"""The process in which Typst compiles: it reads jobs, a line each, and answers each with a line.

A job is a folder with `book.typ`, a date and standards, as JSON; the answer is what the compiler
says is wrong, or `{}`. The engine remembers between jobs what it has set, so that a second one that
differs in a word takes a fraction of the time; its bytes are those of a new process.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typst import PDFStandard

SOURCE = "book.typ"
PDF = "book.pdf"


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        print(json.dumps(_compile(json.loads(line))), flush=True)


def _compile(job: dict[str, Any]) -> dict[str, object]:
    import typst

    os.chdir(job["folder"])
    try:
        typst.compile(
            SOURCE,
            output=PDF,
            root=".",
            format="pdf",
            timestamp=job["epoch"],
            pdf_standards=cast("list[PDFStandard]", job["standards"]),
        )
    except typst.TypstError as error:
        said = str(error.diagnostic)  # warnings come before the error
        traced = re.search(rf"{re.escape(SOURCE)}:(\d+)", said[max(said.find("error:"), 0) :])
        line = int(traced[1]) if traced else None
        return {"message": error.message, "hints": list(error.hints), "line": line}
    finally:
        os.chdir("/")  # the folder is removed while the next job is waited for
    return {}


if __name__ == "__main__":
    main()
